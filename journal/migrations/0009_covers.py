"""A post's picture in lists can be chosen; drafts that wait and revisions keep the choice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0008_imports")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="cover",
            field=models.CharField(blank=True, default="", max_length=60),
            preserve_default=False,
        )
        for name in ("post", "pendingedit", "revision")
    ]
