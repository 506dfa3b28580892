"""Moderation: what was hidden and why, what people report, and what the staff did, for the organisers to read."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
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

    `words` are those that were said with it: a reason, the name of a team or a topic, a number; never a person's name,
    who may become anonymous: `people` are the keys of whom it was done to. What the site's staff read stands in
    StaffReading.
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
        PAUSED = "paused", pgettext_lazy("log", "put on leave")
        WITHDREW = "withdrew", pgettext_lazy("log", "withdrew")
        GRADUATED = "graduated", pgettext_lazy("log", "graduated")
        RETURNED = "returned", pgettext_lazy("log", "brought back")
        MADE_CAMPER = "made_camper", pgettext_lazy("log", "made a camper of")
        MADE_MENTOR = "made_mentor", pgettext_lazy("log", "made a mentor of")
        MADE_ORGANISER = "made_organiser", pgettext_lazy("log", "made an organiser of")
        ANONYMISED = "anonymised", pgettext_lazy("log", "made somebody anonymous")
        MOVED = "moved", pgettext_lazy("log", "moved to another team")
        UNTEAMED = "unteamed", pgettext_lazy("log", "took out of their team")
        ASSIGNED = "assigned", pgettext_lazy("log", "changed the mentors of a team")
        MADE_TEAM = "made_team", pgettext_lazy("log", "made a team")
        RENAMED_TEAM = "renamed_team", pgettext_lazy("log", "renamed a team")
        DELETED_TEAM = "deleted_team", pgettext_lazy("log", "deleted a team")
        RENAMED_TOPIC = "renamed_topic", pgettext_lazy("log", "renamed a topic")
        MERGED_TOPIC = "merged_topic", pgettext_lazy("log", "merged topics")
        UNDID_TOPIC = "undid_topic", pgettext_lazy("log", "took back a change of topics")
        SPLIT_TOPIC = "split_topic", pgettext_lazy("log", "split a topic")
        NAMED_TOPIC = "named_topic", pgettext_lazy("log", "gave a topic another name")
        UNNAMED_TOPIC = "unnamed_topic", pgettext_lazy("log", "took another name from a topic")
        SHELVED_TOPIC = "shelved_topic", pgettext_lazy("log", "changed how a topic is shown")
        DECLINED_TOPIC = "declined_topic", pgettext_lazy("log", "declined a proposal about a topic")
        STARTED = "started", pgettext_lazy("log", "began the cohort")
        OPENED = "opened", pgettext_lazy("log", "opened the cohort")
        ROSTER = "roster", pgettext_lazy("log", "applied a roster")
        INVITED = "invited", pgettext_lazy("log", "sent invitations")
        MADE_LINK = "made_link", pgettext_lazy("log", "made an invitation link")
        ENDED_LINK = "ended_link", pgettext_lazy("log", "ended an invitation link")
        CALENDAR = "calendar", pgettext_lazy("log", "changed the calendar")
        CURRICULUM = "curriculum", pgettext_lazy("log", "changed the curriculum")
        MADE_EVENT = "event_made", pgettext_lazy("log", "made an event")
        CHANGED_EVENT = "event_changed", pgettext_lazy("log", "changed an event")
        DELETED_EVENT = "event_deleted", pgettext_lazy("log", "deleted an event")
        ANNOUNCED = "announced", pgettext_lazy("log", "announced something")
        REANNOUNCED = "reannounced", pgettext_lazy("log", "changed an announcement")
        UNANNOUNCED = "unannounced", pgettext_lazy("log", "deleted an announcement")

    ABOUT_POSTS = frozenset({Verb.HID, Verb.LIFTED, Verb.KEPT, Verb.RETAGGED})

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="acts", db_index=False)
    actor = models.ForeignKey(**PERSON)
    verb = models.CharField(max_length=20, choices=Verb)
    post = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+")
    comment = models.ForeignKey(Comment, models.SET_NULL, null=True, related_name="+")
    words = models.TextField(blank=True)
    people = ArrayField(models.BigIntegerField(), null=True)
    done_at = models.DateTimeField(default=timezone.now)

    objects = OfCohorts.as_manager()

    class Meta:
        ordering = ["-done_at", "-pk"]
        indexes = [models.Index(fields=["cohort", "-done_at", "-id"], name="act_newest")]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.verb}"
