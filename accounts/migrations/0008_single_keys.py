"""Whether single keys do something: a person's own choice (WCAG 2.1.4)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_wrong_second_steps'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='single_keys',
            field=models.BooleanField(db_default=True, default=True, verbose_name='shortcuts of a single key'),
        ),
    ]
