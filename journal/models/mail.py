"""Mails to be sent: a row for each, which is there before anything is sent and says what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.models.cohorts import Cohort
from journal.models.notifications import Notification
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.readers import reader_of

UNSENT = ("refused", "given_up")


class DeliveryQuerySet(models.QuerySet):
    """Mails to be sent, and what became of them."""

    def visible_to(self, user) -> "DeliveryQuerySet":
        """Keep those of the cohorts that `user` organises; all for the site's staff."""
        reader = reader_of(user)
        return self if reader.is_staff else self.filter(cohort__in=reader.organised)

    def unsent(self) -> "DeliveryQuerySet":
        """Keep what will never be sent: the server refused it, or Haru gave it up."""
        return self.filter(state__in=UNSENT)


class Delivery(models.Model):
    """One mail to one person: about what happened at a post, about a notification that has none, a day's digest, or an
    invitation.

    It holds no words. What it says is read when it is sent, so that it says only what its receiver may read then.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")  # what happens on at its post joins it
        SENDING = "sending", _("being sent")  # it is closed; until it is sent, whoever holds its row sends it
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("nothing to say any more")
        REFUSED = "refused", _("refused")
        GIVEN_UP = "given_up", _("given up")

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="+")
    notification = models.ForeignKey(Notification, models.CASCADE, null=True, related_name="+", db_index=False)
    membership = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="+")  # an invitation to it
    digest_on = models.DateField(null=True)  # the cohort's day whose digest it is
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)  # that failed
    error = models.CharField(max_length=300, blank=True)  # what the mail server said, or what went wrong
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "post"],
                condition=Q(state="waiting", post__isnull=False),
                name="delivery_waits_once",
            ),
            models.UniqueConstraint(fields=["notification"], name="delivery_of_notification_once"),
            models.UniqueConstraint(fields=["cohort", "digest_on", "recipient"], name="delivery_of_digest_once"),
            models.UniqueConstraint(
                fields=["membership"], condition=Q(state__in=["waiting", "sending"]), name="delivery_invites_once"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="delivery_due", condition=Q(state__in=["waiting", "sending"])),
            models.Index(fields=["cohort", "-due_at"], name="delivery_unsent", condition=Q(state__in=UNSENT)),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.state}"

    @property
    def key(self) -> str:
        """A word that names this mail and no other, and stays the same when it is tried again."""
        return f"{self.pk}.{int(self.made_at.timestamp() * 1_000)}"


class DigestStop(models.Model):
    """A mentor who wants no mail with their desk's numbers in the evening."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    stopped_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user_id}"
