"""Announcements: what a cohort's organisers tell its members, some of its teams or some of its roles; who read them."""

import uuid
from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.models.people import Membership
from journal.models.readers import Reader, reader_of
from journal.text.slugs import slug_of

MAX_TITLE, MAX_BODY = 120, 20_000  # characters
TEXTS = ("body", "html")  # the columns that a list does without
Role = Membership.Role


class AnnouncementQuerySet(models.QuerySet):
    """Announcements, as far as somebody may see them."""

    def visible_to(self, user) -> "AnnouncementQuerySet":
        """Keep those that are for `user` at this moment, and all of the cohorts that they organise; for staff, all."""
        reader = reader_of(user)
        return self if reader.is_staff else self.visible_as_member(reader)

    def visible_as_member(self, reader: Reader) -> "AnnouncementQuerySet":
        """The same, and not as the site's staff."""
        mine = Q(is_for_all=True) | Q(cohort__in=reader.organised)
        mine |= Q(team_keys__overlap=sorted(reader.teams | reader.mentored))
        mine |= Q(roles__contains=[Role.CAMPER], cohort__in=reader.as_camper)
        mine |= Q(roles__contains=[Role.MENTOR], cohort__in=reader.as_mentor)
        return self.filter(mine, cohort__in=reader.cohorts)

    def pinned(self, on: date) -> "AnnouncementQuerySet":
        """Keep those that stay on top on a day."""
        return self.filter(pin_ends_on__gte=on)


class Announcement(models.Model):
    """Something that organisers tell a whole cohort, or the teams and roles that they chose; who is in several of these
    hears it once. A team is its campers and the mentors assigned to it. The organisers see every one.
    """

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="+", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # of the form that made it
    title = models.CharField(_("title"), max_length=MAX_TITLE)
    body = models.TextField(_("text"), max_length=MAX_BODY)
    html = models.TextField(editable=False)
    excerpt = models.CharField(max_length=300, blank=True, editable=False)
    render_version = models.PositiveSmallIntegerField(default=0, editable=False)
    is_for_all = models.BooleanField(default=False)
    team_keys = ArrayField(models.BigIntegerField(), default=list)  # of teams; one that is deleted has nobody
    roles = ArrayField(models.CharField(max_length=10, choices=Role), default=list)
    pin_ends_on = models.DateField(null=True)  # the last day on which it stays on top, by the cohort's clock
    by_mail = models.BooleanField(default=False)  # also, to whom wants that
    version = models.PositiveIntegerField(default=1, editable=False)
    announced_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)  # when those whom it is for were told of it, once

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-announced_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_for_all=True) | ~Q(team_keys=[]) | ~Q(roles=[]), name="announcement_is_for_somebody"
            )
        ]
        indexes = [models.Index(fields=["cohort", "-announced_at", "-id"], name="announcement_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """The decoration after the id in the address; empty where the title has no letter and no digit."""
        return slug_of(self.title)

    def get_absolute_url(self) -> str:
        return reverse("announcements.show", args=[word for word in (self.cohort.slug, self.pk, self.slug) if word])

    def is_open_to(self, reader: Reader) -> bool:
        """Return whether `visible_as_member` keeps it for a reader: the same, of one and many readers, without asking
        the database for each."""
        if self.cohort_id not in reader.cohorts:
            return False
        if (
            self.is_for_all
            or self.cohort_id in reader.organised
            or (reader.teams | reader.mentored) & {*self.team_keys}
        ):
            return True
        as_role = {Role.CAMPER: reader.as_camper, Role.MENTOR: reader.as_mentor}
        return any(self.cohort_id in as_role.get(role, ()) for role in self.roles)


class AnnouncementReading(models.Model):
    """Somebody opened an announcement, or said that they have read it."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="readings", db_index=False)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["announcement", "reader"], name="announcement_read_once")]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.reader_id}"
