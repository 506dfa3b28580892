"""Events of a cohort (a Master Class, a special lecture), and the posts that note them."""

from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.models.posts import Post


class Event(models.Model):
    """A dated happening with a speaker."""

    class Kind(models.TextChoices):
        MASTER_CLASS = "master_class", _("Master Class")
        SPECIAL_LECTURE = "special_lecture", _("Special lecture")
        OFFICE_HOUR = "office_hour", _("Office hour")
        OTHER = "other", _("Event")

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="events", verbose_name=_("cohort"))
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    on = models.DateField(_("day"))
    speaker = models.CharField(_("speaker"), max_length=80, blank=True)
    link = models.CharField(
        _("link"), max_length=500, blank=True, db_default="", validators=[URLValidator(schemes=["http", "https"])]
    )
    key = models.UUIDField(null=True, unique=True, editable=False)  # of the form that made it
    # How often it was changed, and when last: what subscribed calendars compare.
    version = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, null=True, editable=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["cohort", "on"], name="event_by_day")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("events.show", args=[self.cohort.slug, self.pk])


class EventNoteQuerySet(models.QuerySet):
    """Notes of events, as far as somebody may see the post they stand in."""

    def visible_to(self, user) -> "EventNoteQuerySet":
        """Keep the notes in published posts that `user` may read."""
        return self.filter(post__in=Post.objects.visible_to(user).published())


class EventNote(models.Model):
    """A section of a post is about an event; `event` is set where the cohort's calendar knows it."""

    post = models.ForeignKey("journal.Post", models.CASCADE, related_name="event_notes")
    event = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="notes", db_index=False)
    title = models.CharField(max_length=200)
    on = models.DateField(null=True)
    anchor = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    shown_on = models.DateField()  # the post's, kept equal in the transaction that changes it

    objects = EventNoteQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["event", "-shown_on", "-id"], name="event_note_newest")]

    def __str__(self) -> str:
        return self.title
