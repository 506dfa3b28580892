"""Mentors' private notes on a camper, that no camper ever sees."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.models.people import Membership
from journal.models.readers import reader_of


class NoteQuerySet(models.QuerySet):
    """Notes, as far as somebody may see them."""

    def visible_to(self, user) -> "NoteQuerySet":
        """Keep the notes on campers whose teams are assigned to `user`, or whose cohort they organise: never one's own,
        and not for the site's staff."""
        reader = reader_of(user)
        cared = Q(membership__team__in=reader.mentored) | Q(membership__cohort__in=reader.organised)
        return self.filter(cared).exclude(membership__user=reader.user_id) if reader.user_id else self.none()


class Note(models.Model):
    """One dated note on a camper of a cohort. All who take care of them read it, its author changes it."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="mentor_notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # of the form that made it
    body = models.TextField(_("note"), max_length=10_000)
    html = models.TextField(editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentor's note")
        verbose_name_plural = _("mentors' notes")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return str(self.created_at)
