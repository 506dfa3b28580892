"""Rosters that were uploaded: kept for a day to be looked at and applied, with how far that is."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.models.readers import reader_of
from journal.text.rosters import Entry


class RosterQuerySet(models.QuerySet):
    """Rosters that wait, as far as somebody may see them."""

    def visible_to(self, user) -> "RosterQuerySet":
        """Keep those of the cohorts that `user` runs; all for staff."""
        reader = reader_of(user)
        return self if reader.is_staff else self.filter(cohort__in=reader.organised)


class Roster(models.Model):
    """The lines of a roster that somebody uploaded. `done` of `total` people are in, while it is applied."""

    class State(models.TextChoices):
        LOOKED_AT = "looked_at", _("looked at")  # nothing was changed yet
        WAITING = "waiting", _("waiting")  # for the worker, or in its hands
        DONE = "done", _("done")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)  # of the file
    lines = models.JSONField()  # of entries, each a list of an Entry's columns
    state = models.CharField(max_length=9, choices=State, default=State.LOOKED_AT)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = RosterQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def entries(self) -> list[Entry]:
        """The lines, as they were read."""
        return [Entry(line, name, email, tuple(teams), *more) for line, name, email, teams, *more in self.lines]
