"""Series: started, changed, and filled with their owner's posts. Whatever is done twice is done once."""

from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Max

from journal.models.posts import Post
from journal.models.series import MOST_POSTS, MOST_SERIES, Series, SeriesEntry


class TitleTaken(Exception):
    """The owner has another series of this title."""


class TooMany(Exception):
    """No more fit: series of a person, or posts of a series."""


@transaction.atomic
def start_series(*, owner, key: UUID, title: str, description: str = "", post: Post | None = None) -> Series:
    """Return a new series, or the one that this form (`key`) has made already, with `post` in it.

    Raises TitleTaken and TooMany.
    """
    _lock(owner)
    mine = Series.objects.filter(owner=owner)
    series = mine.filter(key=key).first()
    if series is None:
        if mine.filter(title=title).exists():
            raise TitleTaken
        if mine.count() >= MOST_SERIES:
            raise TooMany
        free = {} if Series.objects.filter(key=key).exists() else {"key": key}  # somebody else's, by tampering
        series = Series.objects.create(owner=owner, title=title, description=description, **free)
    if post:
        gather_post(series=series, post=post)
    return series


@transaction.atomic
def change_series(*, series: Series, title: str, description: str) -> Series:
    """Return the series with other words. Raises TitleTaken."""
    _lock(series.owner)
    if Series.objects.filter(owner=series.owner_id, title=title).exclude(pk=series.pk).exists():
        raise TitleTaken
    series.title, series.description = title, description
    series.save(update_fields=["title", "description"])
    return series


@transaction.atomic
def delete_series(*, series: Series) -> Series:
    """Delete a series for good; its posts stay. Return it, without its key."""
    series.delete()
    return series


@transaction.atomic
def gather_post(*, series: Series, post: Post) -> SeriesEntry:
    """Return the post's place: the last of the series, unless it is in there already. It leaves any other series.

    Raises TooMany.
    """
    _lock(series.owner)
    entry = SeriesEntry.objects.filter(post=post).first() or SeriesEntry(post=post)
    if entry.series_id == series.pk:
        return entry
    others = SeriesEntry.objects.filter(series=series)
    if others.count() >= MOST_POSTS:
        raise TooMany
    last = others.aggregate(last=Max("position"))["last"]
    entry.series, entry.position = series, 0 if last is None else last + 1
    entry.save()
    return entry


@transaction.atomic
def leave_series(*, post: Post) -> Post:
    """Take a post out of its series, if it is in one; return it."""
    SeriesEntry.objects.filter(post=post).delete()
    return post


@transaction.atomic
def move_post(*, series: Series, post: Post, to: int) -> Series:
    """Put a post of the series at place `to` among those that are not in the trash, counted from 0; return the series.

    A post that is not in it, and a place beyond its ends, change nothing or as little as they can.
    """
    _lock(series.owner)
    entries = list(SeriesEntry.objects.filter(series=series).select_related("post").order_by("position", "pk"))
    moved = next((entry for entry in entries if entry.post_id == post.pk), None)
    if moved is None:
        return series
    entries.remove(moved)
    shown = [entry for entry in entries if entry.post.deleted_at is None]
    at = entries.index(shown[to]) if 0 <= to < len(shown) else len(entries)
    entries.insert(at, moved)
    for position, entry in enumerate(entries):
        entry.position = position
    SeriesEntry.objects.bulk_update(entries, ["position"])
    return series


def _lock(owner) -> None:
    """One change of a person's series at a time."""
    get_user_model().objects.select_for_update().get(pk=owner.pk)
