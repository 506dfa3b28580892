"""Tokens of feeds: made, renewed and revoked by whose they are."""

import uuid
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from journal.models.feeds import FeedToken, digest_of


@transaction.atomic
def renew_token(*, owner, key: UUID) -> str:
    """Return a new token for the owner's feeds (64 hex digits), which ends the one before; it cannot be shown again.

    The same form (`key`) sent twice at once returns the same token. An older form makes a new one: nothing brings an
    ended token back, because each renewal takes a salt of its own.
    """
    get_user_model().objects.select_for_update(no_key=True).get(pk=owner.pk)
    kept = FeedToken.objects.filter(owner=owner).first() or FeedToken(owner=owner)
    if kept.pk is None or kept.key != key:
        kept.key, kept.salt, kept.made_at = key, uuid.uuid4(), timezone.now()
    token = salted_hmac("journal.feeds", f"{owner.pk} {kept.key} {kept.salt}", algorithm="sha256").hexdigest()
    kept.digest = digest_of(token)
    kept.save()
    return token


@transaction.atomic
def revoke_token(*, owner) -> int:
    """End the owner's token; return how many ended: 1 or 0."""
    gone, _tables = FeedToken.objects.filter(owner=owner).delete()
    return gone
