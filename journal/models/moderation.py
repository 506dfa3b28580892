"""Moderation: what was hidden and why, what people report, and what the staff did, for the organisers to read."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.readers import reader_of

MAX_WORDS = 1_000  # characters of a reason or an answer
PERSON = {"to": settings.AUTH_USER_MODEL, "on_delete": models.SET_NULL, "null": True, "related_name": "+"}


class OfCohorts(models.QuerySet):
    """What the organisers of a cohort, and the site's staff, see of it."""

    def visible_to(self, user):
        """Keep what happened in cohorts that `user` organises; for staff, all."""
        reader = reader_of(user)
        return self if reader.is_staff else self.filter(cohort__in=reader.organised)


class HidingQuerySet(OfCohorts):
    """Hidings: the organisers', and of the author whose words were hidden."""

    def visible_to(self, user) -> "HidingQuerySet":
        """Keep those of cohorts that `user` organises, and of what they wrote themselves; for staff, all."""
        reader = reader_of(user)
        mine = Q(author_id=reader.user_id) if reader.user_id else Q(pk=None)
        return self if reader.is_staff else self.filter(mine | Q(cohort__in=reader.organised))

    def standing(self) -> "HidingQuerySet":
        """Keep those that hide something now."""
        return self.filter(lifted_at=None)


class Hiding(models.Model):
    """A post, or a comment on it, is hidden (until `lifted_at`) for a reason that its author reads and may answer."""

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="hidings")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="hidings")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")  # of what is hidden
    hidden_by = models.ForeignKey(**PERSON)
    reason = models.TextField(max_length=MAX_WORDS)
    hidden_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(max_length=MAX_WORDS, blank=True)
    answered_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(**PERSON)
    lifted_at = models.DateTimeField(null=True)

    objects = HidingQuerySet.as_manager()

    class Meta:
        ordering = ["-hidden_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "comment"], condition=Q(lifted_at=None), name="hidden_once", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["cohort", "-answered_at"], condition=Q(lifted_at=None), name="hiding_standing")]

    def __str__(self) -> str:
        return self.reason[:40]


class Report(models.Model):
    """Somebody says that the organisers should look at a post, or at a comment on it; open until `settled_at`.

    A visitor has no `reporter`; `source` is a hash of where they came from, so that one visitor is not a crowd.
    """

    class Outcome(models.TextChoices):
        HIDDEN = "hidden", pgettext_lazy("report", "Hidden")
        KEPT = "kept", pgettext_lazy("report", "Left as it is")

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="reports", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="reports")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="reports")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # of the form that made it
    reporter = models.ForeignKey(**PERSON)
    source = models.CharField(max_length=64, blank=True)
    reason = models.TextField(_("What is wrong with it?"), max_length=MAX_WORDS)
    reported_at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(**PERSON)
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)

    objects = OfCohorts.as_manager()

    class Meta:
        ordering = ["reported_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "comment", "reporter"],
                condition=Q(settled_at=None, reporter__isnull=False),
                name="report_once",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(fields=["cohort", "reported_at", "id"], condition=Q(settled_at=None), name="report_open"),
            models.Index(fields=["reporter", "-reported_at"], name="report_by_person"),
            models.Index(fields=["source", "-reported_at"], condition=~Q(source=""), name="report_by_source"),
        ]

    def __str__(self) -> str:
        return self.reason[:40]


class Act(models.Model):
    """A line in the log that a cohort's organisers read: somebody used a right that campers do not have.

    `words` are those that were said with it: a reason, a name. What the staff of the site read stands in StaffReading.
    """

    class Verb(models.TextChoices):
        HID = "hid", _("hid")
        LIFTED = "lifted", _("showed again")
        KEPT = "kept", _("left what was reported as it is")
        RETAGGED = "retagged", _("changed the topics")
        ENDED = "ended", _("ended the cohort")
        ARCHIVED = "archived", _("archived the cohort")
        REOPENED = "reopened", _("opened the cohort again")
        EXPORTED = "exported", _("took the cohort's writing along")

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="acts", db_index=False)
    actor = models.ForeignKey(**PERSON)
    verb = models.CharField(max_length=20, choices=Verb)
    post = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+")
    comment = models.ForeignKey(Comment, models.SET_NULL, null=True, related_name="+")
    words = models.TextField(blank=True)
    done_at = models.DateTimeField(default=timezone.now)

    objects = OfCohorts.as_manager()

    class Meta:
        ordering = ["-done_at", "-pk"]
        indexes = [models.Index(fields=["cohort", "-done_at", "-id"], name="act_newest")]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.verb}"

    @property
    def is_of_cohort(self) -> bool:
        """Whether it is about the cohort itself, and not about a post in it."""
        return self.verb in (self.Verb.ENDED, self.Verb.ARCHIVED, self.Verb.REOPENED, self.Verb.EXPORTED)
