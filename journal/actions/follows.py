"""Following and letting go; whatever is done twice is done once."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from journal.models.follows import MOST_FOLLOWS, Follow, NewsMark


class TooMany(Exception):
    """Somebody follows as much as fits."""


@transaction.atomic
def follow(*, follower, **thing) -> Follow:
    """Let `follower` follow one thing (`topic=`, `person=` or `lecture=`); return the follow, the one that is there if
    they do already. Raises TooMany."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=follower.pk)  # one change of a person's at a time
    mine = Follow.objects.filter(follower=follower)
    known = mine.filter(**thing).first()
    if known:
        return known
    if mine.count() >= MOST_FOLLOWS:
        raise TooMany
    NewsMark.objects.get_or_create(follower=follower)
    return Follow.objects.create(follower=follower, **thing)


@transaction.atomic
def unfollow(*, follower, **thing) -> int:
    """Let `follower` follow the thing no more; return how many follows ended: 1 or 0."""
    gone, _tables = Follow.objects.filter(follower=follower, **thing).delete()
    return gone


@transaction.atomic
def see_news(*, follower, until: datetime) -> NewsMark:
    """Note that `follower` has seen what was published until then (at most until now); return the mark.

    A mark never goes back: the page that was opened first may be sent last.
    """
    mark, _is_new = NewsMark.objects.select_for_update().get_or_create(follower=follower)
    mark.seen_at = max(mark.seen_at, min(until, timezone.now()))
    mark.save(update_fields=["seen_at"])
    return mark
