"""What a post was: published texts, drafts that something else replaced, and the edit that waits beside its post."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.models.cohorts import Visibility
from journal.models.posts import Post


class Revision(models.Model):
    """A text of a post as it once stood; `version` is the post's with it. Its author's alone to see."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("Published")
        REPLACED = "replaced", _("Draft that another one replaced")
        CROSSED = "crossed", _("Draft from elsewhere that did not replace another one")

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PUBLISHED)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    study_on = models.DateField(null=True)
    cover = models.CharField(max_length=60, blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility)
    typed_topics = models.CharField(max_length=600, blank=True)  # those typed, separated by commas
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "version"], condition=models.Q(kind="published"), name="published_revision_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id}, version {self.version}"


class Aside(models.Model):
    """What an open editor says beside the text, until it is published: the author's alone, as a draft is.

    `mood` is a word of journal/models/moods.py, "" for none; `asks_feedback` asks the mentors for some.
    """

    post = models.OneToOneField(Post, models.CASCADE, related_name="aside", primary_key=True)
    mood = models.CharField(max_length=10, blank=True)
    asks_feedback = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.post_id}, aside"


class PendingEdit(models.Model):
    """A saved but unpublished edit of a published post: the author's alone, it never touches the published row."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="pending_edit")
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    study_on = models.DateField(null=True)
    cover = models.CharField(max_length=60, blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility)
    typed_topics = models.CharField(max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)  # goes on where the published post's stands
    saved_by = models.UUIDField(null=True)  # as a draft's
    saved_turn = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.post_id}, not published"
