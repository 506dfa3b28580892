"""A topic's page asks for the newest questions of one state."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0022_untied_notes")]

    operations = [
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["cohort", "state", "-post", "position"], name="question_by_state"),
        ),
    ]
