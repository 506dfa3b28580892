"""What a post was: published texts, texts that another device replaced, and the edit that waits beside its post."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.models.cohorts import Visibility
from journal.models.posts import Post


class Revision(models.Model):
    """A text of a post as it once stood; `version` is the post's version with it. Its author's alone to see."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("Published")
        REPLACED = "replaced", _("Draft, before another device or a large change replaced it")
        CROSSED = "crossed", _("From another device, not taken over")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PUBLISHED)
    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    study_on = models.DateField(null=True)
    visibility = models.CharField(max_length=10, choices=Visibility)
    topics = models.CharField(max_length=600, blank=True)  # those typed, separated by commas
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_by = models.UUIDField(null=True)  # the open editor that it came from
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "version"], condition=models.Q(kind="published"), name="published_revision_once"
            )
        ]
        indexes = [models.Index(fields=["post", "-created_at"], name="revision_by_post")]

    def __str__(self) -> str:
        return f"{self.post_id}, version {self.version}"


class PendingEdit(models.Model):
    """A saved but unpublished edit of a published post: the author's alone, it never touches the published row."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="pending_edit")
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    study_on = models.DateField(null=True)
    visibility = models.CharField(max_length=10, choices=Visibility)
    topics = models.CharField(max_length=600, blank=True)
    cover = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)  # goes on from the published post's
    saved_by = models.UUIDField(null=True)  # the open editor that saved it last
    saved_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.post_id}, not published"
