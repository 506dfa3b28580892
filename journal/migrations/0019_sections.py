"""Sections have rows, and questions know under which headings they stand and how their words fold."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from journal.text.anchors import anchors_above
from journal.text.near_titles import fold_title

KINDS = [
    ("learning", "What I learned"),
    ("assignment", "Assignments"),
    ("peer_session", "Peer session"),
    ("mentoring", "Mentoring"),
    ("event", "Event"),
    ("retrospective", "Retrospective"),
    ("question", "Questions"),
    ("other", "Other"),
]
AT_ONCE = 500  # posts


def read_the_outlines(apps, schema_editor):
    """Make the rows of the sections that published posts have, and find the places of their questions."""
    Post, Section = apps.get_model("journal", "Post"), apps.get_model("journal", "Section")
    Question = apps.get_model("journal", "Question")
    posts = Post.objects.filter(published_at__isnull=False, shown_on__isnull=False)
    light = posts.only("outline", "toc", "cohort", "author", "team", "study_on", "shown_on").order_by("pk")
    last = 0
    while batch := list(light.filter(pk__gt=last)[:AT_ONCE]):
        last = batch[-1].pk
        Section.objects.bulk_create(section for post in batch for section in _sections(Section, post))
        tocs = {post.pk: post.toc for post in batch}
        questions = list(Question.objects.filter(post__in=tocs))
        for question in questions:
            question.places = [place[:200] for place in anchors_above(tocs[question.post_id], question.anchor)]
            question.fold = (fold_title(question.title) or question.key)[:300]
        Question.objects.bulk_update(questions, ["places", "fold"], batch_size=AT_ONCE)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _sections(Section, post):
    for entry in post.outline.get("sections", []):
        for kind in dict.fromkeys(entry["kinds"]):
            yield Section(
                post_id=post.pk, cohort_id=post.cohort_id, author_id=post.author_id, team_id=post.team_id, kind=kind,
                title=entry["title"][:200], anchor=(entry["anchor"] or "")[:200], position=entry["position"],
                is_empty=entry["empty"], study_on=post.study_on, shown_on=post.shown_on,
            )  # fmt: skip


def _key(**more):
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, **more)


class Migration(migrations.Migration):
    dependencies = [("journal", "0018_lecture_notes"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("anchor", models.CharField(blank=True, max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("is_empty", models.BooleanField(default=False)),
                ("study_on", models.DateField(null=True)),
                ("shown_on", models.DateField()),
                ("author", _key(db_index=False, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("cohort", _key(db_index=False, related_name="+", to="journal.cohort")),
                ("post", _key(related_name="sections", to="journal.post")),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="journal.team",
                    ),
                ),
            ],
            options={
                "verbose_name": "section",
                "verbose_name_plural": "sections",
                "ordering": ["post", "position"],
                "indexes": [
                    models.Index(fields=["cohort", "kind", "-shown_on", "-id"], name="section_newest"),
                    models.Index(fields=["author", "kind", "-shown_on", "-id"], name="section_of_person"),
                    models.Index(fields=["team", "kind", "-shown_on", "-id"], name="section_of_team"),
                ],
            },
        ),
        migrations.AddField("question", "fold", models.CharField(blank=True, max_length=300)),
        migrations.AddField(
            "question",
            "places",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=200), default=list, size=None
            ),
        ),
        migrations.RunPython(read_the_outlines, migrations.RunPython.noop, elidable=True),
    ]
