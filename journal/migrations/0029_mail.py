"""Mails to be sent, digests and when they are sent; what a mail has told of."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0028_job_records'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='cohort',
            name='digest_hour',
            field=models.PositiveSmallIntegerField(default=8, help_text="In the cohort's time zone, 0 to 23.", validators=[django.core.validators.MaxValueValidator(23)], verbose_name='hour of the daily digest'),
        ),
        migrations.AddField(
            model_name='cohort',
            name='evening_hour',
            field=models.PositiveSmallIntegerField(default=21, help_text="In the cohort's time zone, 0 to 23.", validators=[django.core.validators.MaxValueValidator(23)], verbose_name="hour of the mentors' evening digest"),
        ),
        migrations.AddField(
            model_name='notification',
            name='mailed',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None),
        ),
        migrations.AddField(
            model_name='notification',
            name='mailed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='notification',
            name='told_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.CreateModel(
            name='DigestStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stopped_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest_on', models.DateField(null=True)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('sending', 'being sent'), ('sent', 'sent'), ('dropped', 'nothing to say any more'), ('refused', 'refused'), ('given_up', 'given up')], default='waiting', max_length=8)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sent_at', models.DateTimeField(null=True)),
                ('cohort', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='journal.cohort')),
                ('notification', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='journal.notification')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='journal.post')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'mail',
                'verbose_name_plural': 'mails',
                'ordering': ['-made_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'sending'])), fields=['due_at'], name='delivery_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('post__isnull', False), ('state', 'waiting')), fields=('recipient', 'post'), name='delivery_waits_once'), models.UniqueConstraint(fields=('notification',), name='delivery_of_notification_once'), models.UniqueConstraint(fields=('cohort', 'digest_on', 'recipient'), name='delivery_of_digest_once')],
            },
        ),
    ]
