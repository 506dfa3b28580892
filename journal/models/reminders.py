"""Reminders: that a cohort's campers were told on a day that their journal is not written yet."""

from django.db import models
from django.utils import timezone

from journal.models.cohorts import Cohort


class Reminder(models.Model):
    """The campers of a cohort were reminded on a day of its own, once; `hearers` of them heard of it."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="+", db_index=False)
    sent_on = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)
    hearers = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-sent_on"]
        constraints = [models.UniqueConstraint(fields=["cohort", "sent_on"], name="reminder_once_a_day")]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.sent_on}"
