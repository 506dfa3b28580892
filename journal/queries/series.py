"""Series as their readers see them: only posts that a reader may read count, and nothing says that there are others."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q

from journal.models.posts import Post
from journal.models.prepared import Prepared, number
from journal.models.readers import rows_for
from journal.models.series import Series, SeriesEntry

CHOICES = 300  # posts that are offered to be added


@dataclass(frozen=True)
class Place:
    """Where a post stands in its series, among the published posts that the reader may read: `number` of `count`.

    A draft has no number (0), and no neighbours.
    """

    series: Series
    number: int
    count: int
    before: Post | None
    after: Post | None


def posts_in(user, series: Series):
    """Return the published posts of a series that `user` may read, in its order, shaped for a list."""
    seen = Post.objects.visible_to(user).published().filter(series_entry__series=series)
    return seen.for_rows().order_by("series_entry__position", "series_entry__pk")


def entries_in(user, series: Series) -> list[Post]:
    """Return the posts of one's own series in its order, drafts too."""
    posts = Post.objects.visible_to(user).filter(series_entry__series=series, author=user)
    light = posts.select_related("cohort").prefetch_related("cohort__holidays").only(*LIGHT, "cohort")
    return list(light.order_by("series_entry__position", "series_entry__pk"))


def place_of(user, post: Post) -> Place | None:
    """Return where a post stands in its series for `user`, or None where it is in none."""
    row = rows_for(user, BESIDE, post=post.pk)
    at = next((n for n, other in enumerate(row) if other.pk == post.pk), None)
    if at is not None:
        before, after = row[at - 1] if at else None, row[at + 1] if row[at + 1 :] else None
        return Place(row[at].series_entry.series, at + 1, len(row), before, after)
    its = SeriesEntry.objects.filter(post=post)
    entry = None if post.is_published else its.select_related("series").first()
    return Place(entry.series, 0, len(row), None, None) if entry else None


def series_of(user, person) -> list[Series]:
    """Return a person's series that `user` may see, each with `post_count` of its posts that they may read; the one
    with the newest of these first."""
    posts = Q(entries__post__in=Post.objects.visible_to(user).published().filter(author=person))
    mine = Series.objects.visible_to(user).filter(owner=person)
    counted = mine.annotate(
        post_count=Count("entries", filter=posts), latest=Max("entries__post__shown_on", filter=posts)
    )
    return sorted(counted, key=lambda series: (series.latest is not None, series.latest, series.pk), reverse=True)


def own_series(user) -> list[Series]:
    """Return a person's own series by title."""
    return list(Series.objects.visible_to(user).filter(owner=user).order_by("title"))


def posts_to_gather(user) -> list[Post]:
    """Return a person's own published posts that are in no series, the newest first."""
    free = Post.objects.visible_to(user).published().filter(author=user, series_entry__isnull=True)
    light = free.select_related("cohort").prefetch_related("cohort__holidays").only(*LIGHT, "cohort")
    return list(light.order_by("-shown_on", "-pk")[:CHOICES])


LIGHT = ("pk", "title", "study_on", "shown_on", "published_at", "deleted_at")


def _beside(reader):
    its = SeriesEntry.objects.filter(post=number("post"))
    seen = Post.objects.visible_to(reader).published().filter(series_entry__series__in=its.values("series"))
    light = seen.select_related("series_entry__series").only(*LIGHT, "series_entry__position", "series_entry__series")
    return light.order_by("series_entry__position", "series_entry__pk")


BESIDE = Prepared(_beside)
