"""What happened at the doors of accounts."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_devices'),
    ]

    operations = [
        migrations.CreateModel(
            name='DoorEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('signed_in', 'Signed in'), ('new_device', 'Signed in on a new device'), ('failed', 'Wrong password'), ('password', 'Password changed'), ('email', 'E-mail address changed'), ('factor', 'Second step added'), ('less', 'Second step removed'), ('codes', 'Spare codes made'), ('ended', 'Signed out elsewhere')], max_length=20, verbose_name='what')),
                ('happened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('agent', models.CharField(blank=True, max_length=300, verbose_name='browser')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='address')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'event at an account',
                'verbose_name_plural': 'events at accounts',
                'indexes': [models.Index(fields=['user', '-happened_at'], name='door_event_by_user'), models.Index(fields=['-happened_at'], name='door_event_newest')],
            },
        ),
    ]
