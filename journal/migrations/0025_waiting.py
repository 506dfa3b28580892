"""Who waits for an answer; `manage.py rebuild_waiting` fills the table from what was said before."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


SAID_BY_STAFF = """
UPDATE journal_comment SET by_staff = true FROM journal_post p, journal_membership m
WHERE p.id = post_id AND m.cohort_id = p.cohort_id AND m.user_id = journal_comment.author_id
AND m.role IN ('mentor', 'organiser') AND m.state <> 'invited'
"""
ASKED = """
UPDATE journal_question SET asked_at = p.published_at FROM journal_post p
WHERE p.id = post_id AND journal_question.state <> 'note'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0024_topic_proposals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='comment',
            name='by_staff',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='post',
            name='feedback_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='question',
            name='answered_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='question',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='question',
            name='asked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='question',
            name='comment',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='question', to='journal.comment'),
        ),
        migrations.AddField(
            model_name='question',
            name='is_marked',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='question',
            name='same_as',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='joined', to='journal.question'),
        ),
        migrations.CreateModel(
            name='Dismissal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dismissed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('dismissed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dismissals', to='journal.post')),
                ('question', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='dismissals', to='journal.question')),
                ('thread', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='journal.comment')),
            ],
            options={
                'ordering': ['dismissed_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Waiting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visibility', models.CharField(choices=[('mentors', "The team's mentors"), ('team', 'The team'), ('cohort', 'The whole cohort'), ('public', 'Everyone on the web')], max_length=10)),
                ('kind', models.CharField(choices=[('question', 'Question'), ('feedback', 'Request for feedback'), ('reply', 'Reply')], max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('section', models.CharField(blank=True, max_length=200)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('claim_ends_at', models.DateTimeField(null=True)),
                ('asker', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claimed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cohort', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='waiting', to='journal.cohort')),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='journal.comment')),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='waiting', to='journal.post')),
                ('question', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='waiting', to='journal.question')),
                ('team', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='journal.team')),
                ('thread', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='journal.comment')),
            ],
            options={
                'verbose_name': 'waiting item',
                'verbose_name_plural': 'waiting items',
                'ordering': ['asked_at', 'pk'],
                'indexes': [models.Index(fields=['cohort', 'asked_at', 'id'], name='waiting_oldest'), models.Index(fields=['cohort', 'team', 'asked_at', 'id'], name='waiting_oldest_of_team'), models.Index(condition=models.Q(('claimed_by', None), _negated=True), fields=['cohort', 'claimed_by', 'claim_ends_at'], name='waiting_claimed')],
                'constraints': [models.UniqueConstraint(fields=('post', 'kind', 'question', 'thread'), name='waiting_once', nulls_distinct=False)],
            },
        ),
        migrations.RunSQL(SAID_BY_STAFF, migrations.RunSQL.noop, elidable=True),
        migrations.RunSQL(ASKED, migrations.RunSQL.noop, elidable=True),
    ]
