"""Topics can be merged, renamed and that be undone; addresses that they had lead on. Some words are pages' own."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def move_off_pages(apps, schema_editor):
    """Give topics whose address a page has now another one."""
    Topic = apps.get_model("journal", "Topic")
    for topic in Topic.objects.filter(slug__in=["matrix", "propose"]):
        taken = set(Topic.objects.filter(cohort=topic.cohort_id).values_list("slug", flat=True))
        topic.slug = next(slug for n in range(2, len(taken) + 3) if (slug := f"{topic.slug}-{n}") not in taken)
        topic.save(update_fields=["slug"])


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0020_questions_at_events'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TopicChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('renamed', 'Renamed'), ('merged', 'Merged')], max_length=10)),
                ('name', models.CharField(max_length=50)),
                ('now', models.CharField(max_length=50)),
                ('before', models.JSONField(default=dict)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('undone_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-changed_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='topicalias',
            name='slug',
            field=models.SlugField(allow_unicode=True, blank=True, db_index=False, editable=False, max_length=80),
        ),
        migrations.AddConstraint(
            model_name='topicalias',
            constraint=models.UniqueConstraint(condition=models.Q(('slug', ''), _negated=True), fields=('cohort', 'slug'), name='topic_alias_slug_once'),
        ),
        migrations.AddField(
            model_name='topicchange',
            name='actor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='topicchange',
            name='cohort',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_changes', to='journal.cohort'),
        ),
        migrations.AddField(
            model_name='topicchange',
            name='topic',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='changes', to='journal.topic'),
        ),
        migrations.AddField(
            model_name='topicchange',
            name='undone_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='topicchange',
            index=models.Index(fields=['cohort', '-changed_at'], name='topic_change_newest'),
        ),
        migrations.RunPython(move_off_pages, migrations.RunPython.noop, elidable=True),
    ]
