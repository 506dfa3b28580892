"""What campers and mentors propose about topics, for the organisers to decide."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0023_questions_by_state'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TopicProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('name', 'Call it otherwise'), ('alias', 'Let another name lead to it'), ('merge', 'Make it part of another topic')], max_length=5)),
                ('topic_name', models.CharField(max_length=50)),
                ('name', models.CharField(max_length=50)),
                ('key', models.CharField(max_length=120)),
                ('state', models.CharField(choices=[('open', 'Undecided'), ('approved', 'Approved'), ('declined', 'Declined')], default='open', max_length=8)),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_at', models.DateTimeField(null=True)),
                ('cohort', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='topic_proposals', to='journal.cohort')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to='journal.topic')),
            ],
            options={
                'ordering': ['-proposed_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('cohort', 'proposer', 'kind', 'topic', 'key'), name='topic_proposal_once')],
            },
        ),
    ]
