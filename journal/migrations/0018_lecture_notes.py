"""Notes of lectures and events know what their post says of itself, in indexes; notes are counted; authors untie."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Count, OuterRef, Subquery

VISIBILITIES = [
    ("mentors", "The team's mentors"),
    ("team", "The team"),
    ("cohort", "The whole cohort"),
    ("public", "Everyone on the web"),
]


def copy_from_the_posts(apps, schema_editor):
    """Give each note what its post says, and count; what is not published has no notes, nor has the trash lectures."""
    EventNote, LectureNote = apps.get_model("journal", "EventNote"), apps.get_model("journal", "LectureNote")
    for model in (EventNote, LectureNote):
        model.objects.filter(post__shown_on=None).delete()
    LectureNote.objects.filter(post__deleted_at__isnull=False).delete()
    posts = apps.get_model("journal", "Post").objects.filter(pk=OuterRef("post_id"))
    shown_on = Subquery(posts.values("shown_on")[:1])
    EventNote.objects.update(shown_on=shown_on)
    LectureNote.objects.update(
        shown_on=shown_on,
        cohort=Subquery(posts.values("cohort")[:1]),
        visibility=Subquery(posts.values("visibility")[:1]),
    )
    for_teams = LectureNote.objects.filter(visibility__in=("team", "mentors"), post__team__isnull=False)
    for_teams.update(for_team=Subquery(posts.values("team_id")[:1]))
    classes = LectureNote.objects.filter(lecture__isnull=False).order_by()
    LectureCount = apps.get_model("journal", "LectureCount")
    LectureCount.objects.bulk_create(
        LectureCount(lecture_id=lecture, visibility=visibility, for_team=team, notes=notes)
        for lecture, visibility, team, notes in classes.values_list("lecture", "visibility", "for_team").annotate(
            Count("pk")
        )
    )
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the tables are altered next


class Migration(migrations.Migration):
    dependencies = [("journal", "0017_feeds")]

    operations = [
        migrations.CreateModel(
            name="LectureCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("visibility", models.CharField(choices=VISIBILITIES, max_length=10)),
                ("for_team", models.BigIntegerField(default=0)),
                ("notes", models.IntegerField(default=0)),
                (
                    "lecture",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="journal.lecture",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("lecture", "visibility", "for_team"), name="lecture_count_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="UntiedLecture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "lecture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="journal.lecture"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="untied_lectures",
                        to="journal.post",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("post", "lecture"), name="lecture_untied_once")],
            },
        ),
        migrations.AddField("eventnote", "shown_on", models.DateField(null=True)),
        migrations.AddField(
            "lecturenote",
            "cohort",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="journal.cohort",
            ),
        ),
        migrations.AddField("lecturenote", "for_team", models.BigIntegerField(default=0)),
        migrations.AddField("lecturenote", "shown_on", models.DateField(null=True)),
        migrations.AddField(
            "lecturenote", "visibility", models.CharField(choices=VISIBILITIES, max_length=10, null=True)
        ),
        migrations.RunPython(copy_from_the_posts, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("eventnote", "shown_on", models.DateField()),
        migrations.AlterField(
            "eventnote",
            "event",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="notes",
                to="journal.event",
            ),
        ),
        migrations.AlterField(
            "lecturenote",
            "cohort",
            models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="journal.cohort"
            ),
        ),
        migrations.AlterField("lecturenote", "shown_on", models.DateField()),
        migrations.AlterField("lecturenote", "visibility", models.CharField(choices=VISIBILITIES, max_length=10)),
        migrations.AlterField(
            "lecturenote",
            "lecture",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="notes",
                to="journal.lecture",
            ),
        ),
        migrations.AddIndex(
            "eventnote", models.Index(fields=["event", "-shown_on", "-id"], name="event_note_newest")
        ),
        migrations.AddIndex(
            "lecturenote", models.Index(fields=["lecture", "-shown_on", "-id"], name="lecture_note_newest")
        ),
        migrations.AddIndex(
            "lecturenote",
            models.Index(
                condition=models.Q(("lecture", None)), fields=["cohort", "code_key"], name="lecture_note_untied"
            ),
        ),
    ]
