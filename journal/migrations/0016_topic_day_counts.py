"""How many posts topics have a day, by who may read them; `manage.py recount` counts the same anew."""

import django.db.models.deletion
from django.db import migrations, models


PUBLISHED = "published_at IS NOT NULL AND deleted_at IS NULL"
TEAM = "CASE WHEN visibility IN ('team', 'mentors') THEN team_id END"
LINKED = "journal_post p JOIN journal_posttopic l ON l.content_object_id = p.id"
COUNT = f"""
INSERT INTO journal_topicdaycount (cohort_id, topic_id, shown_on, study_on, visibility, team_id, posts)
SELECT cohort_id, NULL, shown_on, study_on, visibility, {TEAM}, count(*) FROM journal_post WHERE {PUBLISHED}
GROUP BY cohort_id, shown_on, study_on, visibility, {TEAM}
UNION ALL
SELECT p.cohort_id, l.tag_id, p.shown_on, study_on, visibility, {TEAM}, count(*) FROM {LINKED} WHERE {PUBLISHED}
GROUP BY p.cohort_id, l.tag_id, p.shown_on, study_on, visibility, {TEAM}
UNION ALL
SELECT p.cohort_id, l.tag_id, NULL, NULL, visibility, {TEAM}, count(*) FROM {LINKED} WHERE {PUBLISHED}
GROUP BY p.cohort_id, l.tag_id, visibility, {TEAM}
"""


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0015_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='TopicDayCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shown_on', models.DateField(null=True)),
                ('study_on', models.DateField(null=True)),
                ('visibility', models.CharField(choices=[('mentors', "The team's mentors"), ('team', 'The team'), ('cohort', 'The whole cohort'), ('public', 'Everyone on the web')], max_length=10)),
                ('posts', models.IntegerField()),
                ('cohort', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='journal.cohort')),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='journal.team')),
                ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='journal.topic')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('cohort', 'topic', 'shown_on', 'study_on', 'visibility', 'team'), name='topic_day_count_once', nulls_distinct=False)],
            },
        ),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop, elidable=True),
    ]
