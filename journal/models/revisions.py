"""What a post was: each published text is kept, and an edit that is not published yet waits beside its post."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from journal.models.cohorts import Visibility
from journal.models.posts import Post


class Revision(models.Model):
    """A text of a post as it was published; `version` is the post's version with this text."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    study_on = models.DateField(null=True)
    visibility = models.CharField(max_length=10, choices=Visibility)
    topics = models.CharField(max_length=600, blank=True)  # those typed, separated by commas
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["post", "version"], name="revision_once")]

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
    saved_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.post_id}, not published"
