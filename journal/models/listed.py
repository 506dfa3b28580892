"""Posts in lists: objects with their cohorts, or bare rows where a page shows twenty of them and nothing more."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models.query import ModelIterable, ValuesListIterable
from django.urls import reverse

from journal.models.cohorts import Cohort
from journal.models.readers import VISITOR, Reader
from journal.text.slugs import slug_of


@lru_cache(20_000)
def post_address(pk: int, title: str) -> str:
    """Return the address of a published post of which the key and the title are known."""
    slug = slug_of(title)
    return reverse("posts.show", args=[pk, slug] if slug else [pk])


def was_late(post) -> bool:
    """Return whether a journal was published after its study day ended where the cohort is."""
    if post.imported_at:
        return False
    return bool(post.study_on and post.published_at and post.cohort.today(post.published_at) > post.study_on)


class ListedPost(NamedTuple):
    """What a list shows of a published post, as the database gives it. `topics` is JSON's text: name, slug and hue."""

    pk: int
    cohort_id: int
    author_id: int
    title: str
    excerpt: str
    study_on: date | None
    shown_on: date | None
    published_at: datetime | None
    imported_at: datetime | None
    visibility: str
    cover: str
    first_image: str
    minutes: int
    comment_count: int
    like_count: int
    handle: str
    display_name: str
    display_key: str
    picture: str
    team: str | None
    topics: str
    cohort: Cohort  # not the database's: the reader's own, where it is

    is_late = property(was_late)

    @property
    def is_published(self) -> bool:
        """Whether others may see it at all."""
        return self.published_at is not None


OF_OTHERS = {
    "handle": "author__handle", "display_name": "author__display_name", "display_key": "author__display_key",
    "picture": "author__picture", "team": "team__name", "topics": "listed_topics",
}  # fmt: skip
COLUMNS = [OF_OTHERS.get(name, name) for name in ListedPost._fields if name != "cohort"]


class ListedRows(ValuesListIterable):
    """The rows as ListedPosts."""

    def __iter__(self):
        rows = list(super().__iter__())
        cohorts = _cohorts(self.queryset, {row[1]: None for row in rows})
        return iter([ListedPost(*row, cohorts[row[1]]) for row in rows])


class ListedPosts(ModelIterable):
    """Posts with their cohorts."""

    def __iter__(self):
        posts = list(super().__iter__())
        cohorts = _cohorts(self.queryset, {post.cohort_id: post._state.fields_cache.get("cohort") for post in posts})
        for post in posts:
            post.cohort = cohorts[post.cohort_id]
        return iter(posts)


def _cohorts(posts, known: dict[int, Cohort | None]) -> dict[int, Cohort]:
    """Return the cohorts of posts: those of the reader's memberships where it can be, one query for the others."""
    reader: Reader = posts._hints.get("reader", VISITOR)
    cohorts = {pk: cohort or reader.cohort_of(pk) for pk, cohort in known.items()}
    strange: Iterable[int] = [pk for pk, cohort in cohorts.items() if cohort is None]
    return cohorts | Cohort.objects.with_holidays().in_bulk(strange) if strange else cohorts
