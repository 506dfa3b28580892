"""What people follow, and until when they have seen what is new there."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("journal", "0012_resources"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NewsMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('follower', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='news_mark', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('followed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('follower', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to=settings.AUTH_USER_MODEL)),
                ('lecture', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='journal.lecture')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='journal.topic')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lecture__isnull', True), ('person__isnull', True), ('topic__isnull', False)), models.Q(('lecture__isnull', True), ('person__isnull', False), ('topic__isnull', True)), models.Q(('lecture__isnull', False), ('person__isnull', True), ('topic__isnull', True)), _connector='OR'), name='follow_one'), models.CheckConstraint(condition=models.Q(('person', None), models.Q(('person', models.F('follower')), _negated=True), _connector='OR'), name='follow_somebody_else'), models.UniqueConstraint(fields=('follower', 'topic'), name='follow_topic_once'), models.UniqueConstraint(fields=('follower', 'person'), name='follow_person_once'), models.UniqueConstraint(fields=('follower', 'lecture'), name='follow_lecture_once')],
            },
        ),
    ]
