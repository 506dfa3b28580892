"""The token in the addresses of a person's private feeds and calendars: one a person, and only its digest is kept."""

import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


def digest_of(token: str) -> str:
    """Return what is kept of a token: its SHA-256. Tokens are 256 random bits, so that nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


class FeedToken(models.Model):
    """Whoever has the token reads what its owner reads as a member, at that moment, and nothing else."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feed_token")
    digest = models.CharField(max_length=64, unique=True)
    key = models.UUIDField()  # of the form that made it: sent twice, it shows the same token twice
    salt = models.UUIDField(default=uuid.uuid4)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.owner_id} {self.made_at}"
