"""Notifications: what somebody should hear of, one row for each post and kind as long as it is unread."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.models.announcements import Announcement
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.questions import Question
from journal.models.readers import reader_of


class Kind(models.TextChoices):
    """What happened. There are at most ten, so that everybody can tell which they want."""

    COMMENT = "comment", _("Comments on my posts")
    REPLY = "reply", _("Replies to my comments")
    MENTION = "mention", _("Mentions of me")
    ANSWER = "answer", _("Answers to my questions")
    RESOLVED = "resolved", _("My questions, resolved")
    CHECKED = "checked", _("My posts, checked")
    ASKED = "asked", _("Questions and requests of my teams")
    FOLLOWED = "followed", _("New posts of what I follow")
    NUDGE = "nudge", _("Reminders, and words from mentors")
    ANNOUNCEMENT = "announcement", _("Announcements")


class Channel(models.TextChoices):
    """How somebody wants to hear of a kind; whatever is mailed stands on the site too."""

    SITE = "site", pgettext_lazy("notifications", "On the site")
    MAIL = "mail", pgettext_lazy("notifications", "Mail at once")
    DIGEST = "digest", pgettext_lazy("notifications", "Daily digest")
    NONE = "none", pgettext_lazy("notifications", "Not at all")


DEFAULTS = {
    Kind.COMMENT: Channel.DIGEST,
    Kind.REPLY: Channel.DIGEST,
    Kind.MENTION: Channel.MAIL,
    Kind.ANSWER: Channel.MAIL,
    Kind.RESOLVED: Channel.SITE,
    Kind.CHECKED: Channel.SITE,
    Kind.ASKED: Channel.SITE,  # mentors' evening digest counts these
    Kind.FOLLOWED: Channel.SITE,
    Kind.NUDGE: Channel.MAIL,
    Kind.ANNOUNCEMENT: Channel.MAIL,
}


class NotificationQuerySet(models.QuerySet):
    """Notifications. Their lists, counts, digests and mails all start with `visible_to`."""

    def visible_to(self, user) -> "NotificationQuerySet":
        """Keep `user`'s own, of cohorts they still belong to, about posts and announcements that they may still read as
        a member."""
        reader = reader_of(user)
        if not reader.user_id:
            return self.none()
        readable = Q(post=None) | Q(post__in=Post.objects.visible_as_member(reader).published())
        heard = Q(announcement=None) | Q(announcement__in=Announcement.objects.visible_as_member(reader))
        return self.filter(readable, heard, recipient_id=reader.user_id, cohort__in=reader.cohorts)

    def unread(self) -> "NotificationQuerySet":
        """Keep what was not read yet."""
        return self.filter(read_at=None)

    def reminders(self) -> "NotificationQuerySet":
        """Keep those of which `is_reminder` is true."""
        return self.filter(kind=Kind.NUDGE, actors=[0], words="")

    def unmailed(self) -> "NotificationQuerySet":
        """Keep what was not read, and of which no mail has told since something happened there."""
        return self.unread().filter(Q(mailed_at=None) | Q(mailed_at__lt=F("told_at")))


class Notification(models.Model):
    """Something that `recipient` should hear of; what happens on at the same post joins it until it is read.

    `actors` are the keys of who did it and `comments` those of what they said, pair by pair in the order in which it
    happened; an actor's comment is 0 where they said nothing. `actor`, `comment` and `question` are the newest.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=12, choices=Kind)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="notifications")
    comment = models.ForeignKey(Comment, models.SET_NULL, null=True, related_name="+")
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")
    announcement = models.ForeignKey(Announcement, models.CASCADE, null=True, related_name="+", db_index=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actors = ArrayField(models.BigIntegerField(), default=list)
    comments = ArrayField(models.BigIntegerField(), default=list)
    words = models.CharField(max_length=500, blank=True)  # a nudge's sentence; never what a post or a comment says
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(default=timezone.now)  # when something was last told by this row
    mailed_at = models.DateTimeField(null=True)  # `told_at` as it was when a mail told of it
    mailed = ArrayField(models.BigIntegerField(), default=list)  # comments that mails have brought

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "post", "kind"],
                condition=Q(read_at=None, post__isnull=False),
                name="notification_unread_once",
            ),
            models.UniqueConstraint(
                fields=["announcement", "recipient"],
                condition=Q(announcement__isnull=False),
                name="notification_announced_once",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-updated_at", "-id"], name="notification_newest"),
            models.Index(
                fields=["recipient", "-updated_at", "-id"], name="notification_unread", condition=Q(read_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.kind}"

    @property
    def is_reminder(self) -> bool:
        """Whether Haru itself reminds of a day's journal: a nudge that is nobody's and has no words."""
        return self.kind == Kind.NUDGE and self.actors == [0] and not self.words

    @property
    def reminds_on(self) -> date:
        """The study day of which a reminder reminds."""
        return self.cohort.today(self.created_at)

    @property
    def people(self) -> list[int]:
        """The keys of who did it, each once, the newest first."""
        return list(dict.fromkeys(reversed(self.actors)))

    @property
    def others(self) -> int:
        """How many did it besides `actor`."""
        return max(0, len(set(self.actors)) - 1)

    def get_absolute_url(self) -> str:
        """Return the place that it is about: the announcement, the newest comment, the question, the post, else the
        cohort."""
        if self.is_reminder and (number := self.cohort.calendar.number_of(self.reminds_on)):
            return f"{reverse('posts.new')}?cohort={self.cohort.slug}&day={number}"
        if self.announcement:
            self.announcement.cohort = self.cohort
            return self.announcement.get_absolute_url()
        if self.post is None:
            return self.cohort.get_absolute_url()
        if self.comment_id:
            return f"{self.post.get_absolute_url()}#comment-{self.comment_id}"
        anchor = self.question.anchor if self.question else ""
        return self.post.get_absolute_url() + (f"#{anchor}" if anchor else "")


class NotificationPreference(models.Model):
    """How one person wants to hear of one kind; without a row it is DEFAULTS'."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_preferences")
    kind = models.CharField(max_length=12, choices=Kind)
    channel = models.CharField(max_length=8, choices=Channel)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notification_preference_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}: {self.channel}"
