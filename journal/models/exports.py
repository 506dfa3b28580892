"""What somebody asked to take along of a cohort: made by the worker, kept for a week for whoever asked."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ExportQuerySet(models.QuerySet):
    """Exports, as far as somebody may see them: their own."""

    def visible_to(self, user) -> "ExportQuerySet":
        """Keep what `user` asked for."""
        return self.filter(owner_id=user.pk)


class Export(models.Model):
    """A zip of a cohort on its way. `done` of `total` posts are in it; `place` is where making it goes on."""

    class Kind(models.TextChoices):
        FILES = "files", _("Everything, as files")
        COHORT = "cohort", _("Yearbook of what the whole cohort may read")
        PUBLIC = "public", _("Yearbook of public posts only")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")  # for the worker, or in its hands
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    starts = models.PositiveSmallIntegerField(default=0)  # how often it was begun: a killed worker begins it again
    place = models.JSONField(default=dict)
    file = models.FileField(upload_to="exports/", blank=True)
    size = models.BigIntegerField(default=0)  # bytes
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "cohort", "kind"], condition=Q(state="waiting"), name="export_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cohort} {self.kind}"

    @property
    def is_book(self) -> bool:
        """Whether it is a yearbook, of pages to be opened."""
        return self.kind != self.Kind.FILES
