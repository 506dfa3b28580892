"""The links of posts and comments become rows, those of what was written before too."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models import Q

from journal.text.resources import anchors_around, links_of

MANY = 500


def harvest(apps, schema_editor):
    """Read the stored pages of published posts and of the comments on them; what has no address is not looked at."""
    post_model, comment_model = apps.get_model("journal", "Post"), apps.get_model("journal", "Comment")
    staff = set(
        apps.get_model("journal", "Membership")
        .objects.filter(role__in=("mentor", "organiser"), state="active")
        .values_list("cohort", "user")
    )
    posts = post_model.objects.filter(published_at__isnull=False, html__contains="://")
    _keep(apps, staff, ((post, post, None) for post in posts.only(*POST, "html").iterator(MANY)))
    comments = comment_model.objects.filter(deleted_at__isnull=True, html__contains="://").select_related("post")
    columns = ("html", "author", "created_at", "section", *(f"post__{name}" for name in (*POST, "toc")))
    _keep(apps, staff, ((each, each.post, each) for each in comments.only(*columns).iterator(MANY)))


POST = ("cohort", "author", "published_at")


def _keep(apps, staff: set, texts) -> None:
    resource, rows = apps.get_model("journal", "Resource"), []
    for text, post, comment in texts:
        place = anchors_around(post.toc, comment.section) if comment else None
        rows += [
            resource(
                cohort_id=post.cohort_id, post=post, comment=comment, person_id=text.author_id, key=link.key,
                url=link.url, title=link.title, anchors=[*(place or link.anchors)],
                by_staff=(post.cohort_id, text.author_id) in staff,
                brought_at=comment.created_at if comment else post.published_at,
            )
            for link in links_of(text.html)
        ]  # fmt: skip
        if len(rows) >= MANY:
            resource.objects.bulk_create(rows)
            rows.clear()
    resource.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0011_topic_links"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Resource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=32)),
                ("url", models.CharField(max_length=2000)),
                ("title", models.CharField(max_length=200)),
                ("anchors", ArrayField(models.CharField(max_length=200), default=list, size=None)),
                ("by_staff", models.BooleanField(default=False)),
                ("brought_at", models.DateTimeField()),
                *(
                    (name, models.ForeignKey(to, django.db.models.deletion.CASCADE, related_name="resources", null=null))
                    for name, to, null in (
                        ("cohort", "journal.cohort", False),
                        ("comment", "journal.comment", True),
                        ("person", settings.AUTH_USER_MODEL, False),
                        ("post", "journal.post", False),
                    )
                ),
            ],
            options={
                "ordering": ["-brought_at", "-pk"],
                "indexes": [
                    models.Index(fields=["cohort", "-brought_at"], condition=Q(by_staff=True), name="resource_of_staff")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("post", "key"), condition=Q(comment__isnull=True), name="resource_once_a_post"
                    ),
                    models.UniqueConstraint(fields=("comment", "key"), name="resource_once_a_comment"),
                ],
            },
        ),
        migrations.RunPython(harvest, migrations.RunPython.noop, elidable=True),
    ]
