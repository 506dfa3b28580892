"""Nudges: a mentor's sentence to a camper who has not written, at most one a day of each mentor."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from journal.models.people import Membership


class Nudge(models.Model):
    """That `mentor` wrote to a camper on a day of the cohort's; the words stand in the camper's notification."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="nudges")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sent_on = models.DateField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["membership", "mentor", "sent_on"], name="nudge_once_a_day")]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.sent_on}"
