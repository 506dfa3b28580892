"""Autosave: drafts and waiting edits know their version and who saved them, and revisions also keep drafts."""

from django.conf import settings
from django.db import migrations, models


def go_on_from_the_post(apps, schema_editor):
    """Give each waiting edit its post's version, which open forms know."""
    posts = apps.get_model("journal", "Post").objects.filter(pk=models.OuterRef("post_id"))
    waiting = apps.get_model("journal", "PendingEdit").objects
    waiting.update(version=models.Subquery(posts.values("version")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0003_small_pictures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="revision",
            options={"ordering": ["-created_at", "-pk"]},
        ),
        migrations.RemoveConstraint(
            model_name="revision",
            name="revision_once",
        ),
        migrations.AddField(
            model_name="pendingedit",
            name="saved_by",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="pendingedit",
            name="saved_turn",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="pendingedit",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.RunPython(go_on_from_the_post, migrations.RunPython.noop, elidable=True),
        migrations.AddField(
            model_name="post",
            name="saved_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="post",
            name="saved_by",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="post",
            name="saved_turn",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="revision",
            name="kind",
            field=models.CharField(
                choices=[
                    ("published", "Published"),
                    ("replaced", "Draft that another one replaced"),
                    ("crossed", "Draft from elsewhere that did not replace another one"),
                ],
                default="published",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="title",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "published")), fields=("post", "version"), name="published_revision_once"
            ),
        ),
    ]
