"""Who waits for an answer of the staff: a row for each open item, kept by journal/actions/waiting.py.

What waits, and since when, is defined in journal/queries/waiting.py; this table only holds what a desk shows of it.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.models.cohorts import Visibility
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.questions import Question
from journal.models.readers import reader_of

CLAIM = timedelta(minutes=30)
MOST_CLAIMS = 4  # of one mentor at a time in a cohort


class WaitingQuerySet(models.QuerySet):
    """Open items. Only who answers campers sees any: mentors what they may read, organisers all of their cohort."""

    def visible_to(self, user) -> "WaitingQuerySet":
        """Keep what `user` may answer: as an active mentor or organiser; the site's staff answer nobody."""
        reader = reader_of(user)
        mentoring = [m.cohort_id for m in reader.memberships if m.state == "active" and m.role == "mentor"]
        seen = Q(cohort__in=reader.organised) | Q(team__in=reader.mentored)
        seen |= Q(cohort__in=mentoring, visibility__in=(Visibility.COHORT, Visibility.PUBLIC))
        return self.filter(seen) if mentoring or reader.organised else self.none()

    def of_my_teams(self, user) -> "WaitingQuerySet":
        """Keep the items of the teams assigned to `user`; an organiser's are all of the cohort."""
        reader = reader_of(user)
        return self.filter(Q(team__in=reader.mentored) | Q(cohort__in=reader.organised))

    def oldest_first(self) -> "WaitingQuerySet":
        """Order by how long they wait: within a cohort, or a team of it, in an index's order."""
        return self.order_by("asked_at", "pk")

    def claimed_by(self, user) -> "WaitingQuerySet":
        """Keep what `user` holds at this moment."""
        return self.filter(claimed_by=user, claim_ends_at__gt=timezone.now())


class Waiting(models.Model):
    """Something a camper asked, or said to the staff, that nobody of the staff has answered since.

    A question has `question`; a reply has `thread`, the comment that its thread hangs on, and `comment`, the first
    word in it that was not answered; a request for feedback has neither. `section` is the anchor at which an answer
    belongs, "" the whole post; it waits since `asked_at`, and `words` are the first ones of what was asked.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", pgettext_lazy("waiting", "Question")
        FEEDBACK = "feedback", pgettext_lazy("waiting", "Request for feedback")
        REPLY = "reply", pgettext_lazy("waiting", "Reply")

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="waiting", db_index=False)
    team = models.ForeignKey("journal.Team", models.SET_NULL, null=True, related_name="+", db_index=False)
    visibility = models.CharField(max_length=10, choices=Visibility)  # this and the team are the post's
    post = models.ForeignKey(Post, models.CASCADE, related_name="waiting", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    question = models.ForeignKey(Question, models.CASCADE, null=True, related_name="waiting", db_index=False)
    thread = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    section = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=300, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    claim_ends_at = models.DateTimeField(null=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting item")
        verbose_name_plural = _("waiting items")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "kind", "question", "thread"], name="waiting_once", nulls_distinct=False
            )
        ]
        indexes = [
            models.Index(fields=["cohort", "asked_at", "id"], name="waiting_oldest"),
            models.Index(fields=["cohort", "team", "asked_at", "id"], name="waiting_oldest_of_team"),
            models.Index(
                fields=["cohort", "claimed_by", "claim_ends_at"],
                name="waiting_claimed",
                condition=~Q(claimed_by=None),
            ),
        ]

    def __str__(self) -> str:
        return self.words[:40]

    @property
    def is_claimed(self) -> bool:
        """Whether somebody holds it at this moment."""
        return self.claim_ends_at is not None and self.claim_ends_at > timezone.now()

    @property
    def holder_id(self) -> int | None:
        """The key of who holds it at this moment, or None."""
        return self.claimed_by_id if self.is_claimed else None


class Dismissal(models.Model):
    """Somebody of the staff said that what an item asked until `dismissed_at` needs no answer.

    `question` and `thread` name the item as Waiting's do.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="dismissals")
    question = models.ForeignKey(Question, models.CASCADE, null=True, related_name="dismissals", db_index=False)
    thread = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    dismissed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["dismissed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.post_id} {self.dismissed_at}"
