"""What a session says to its owner. The database fills the columns in, so that older code goes on making sessions."""

import django.contrib.postgres.functions
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_tallies'),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='address',
            field=models.CharField(blank=True, db_default='', editable=False, max_length=45),
        ),
        migrations.AddField(
            model_name='session',
            name='agent',
            field=models.CharField(blank=True, db_default='', editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='session',
            name='made_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
        ),
        migrations.AddField(
            model_name='session',
            name='public',
            field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True),
        ),
        migrations.AddField(
            model_name='session',
            name='seen_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
        ),
    ]
