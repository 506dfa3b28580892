"""Counts of tries: a table that is not logged, for nobody needs them after a crash, and no try waits for the disk."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_former_handles'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('key', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('number', models.IntegerField()),
                ('ends_at', models.DateTimeField()),
            ],
        ),
        migrations.RunSQL("ALTER TABLE accounts_tally SET UNLOGGED", "ALTER TABLE accounts_tally SET LOGGED"),
    ]
