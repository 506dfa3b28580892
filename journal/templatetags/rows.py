"""A post's row in a list, drawn once for all who are shown the same.

A row is kept under everything that it shows (`Row`), and its template is given nothing else: what one reader may see
cannot reach another, and whatever changes is another row.
"""

import json
from functools import lru_cache
from typing import NamedTuple

from django import template
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from accounts.models import User
from journal.models.cohorts import READERS, Visibility
from journal.models.listed import ListedPost, post_address
from journal.models.readers import Reader, reader_of
from journal.policies import may_see_lateness
from journal.templatetags.haru import time_words
from journal.text.pictures import small_address

register = template.Library()
KEPT = 3_000  # rows of a process: about 15 MB
TOPICS = 4  # shown of a post


class RowTopic(NamedTuple):
    """A topic as a row shows it."""

    name: str
    slug: str
    hue: int


class RowAuthor(NamedTuple):
    """A post's author as a row shows them; the same properties as a User has."""

    handle: str
    display_name: str
    picture_url: str
    initial: str

    @property
    def address(self) -> str:
        """Where their page is."""
        return f"/@{self.handle}/"


class Row(NamedTuple):
    """All that a post's row shows, in the reader's language."""

    language: str
    post: tuple  # a ListedPost without its cohort
    number: int | None
    published: str
    ago: str
    is_late: bool
    cohort_slug: str  # "" for who cannot open its pages
    has_author: bool
    has_stamp: bool
    has_visibility: bool


class Shown(NamedTuple):
    """The same as the template names it."""

    pk: int
    title: str
    author: RowAuthor | None
    team: str
    number: int | None
    study_on: object
    published: str
    ago: str
    is_late: bool
    visibility: str
    excerpt: str
    topics: tuple[RowTopic, ...]
    cohort_slug: str
    minutes: int
    comment_count: int
    like_count: int
    picture: str
    has_stamp: bool

    @property
    def address(self) -> str:
        """Where the post is."""
        return post_address(self.pk, self.title)

    @property
    def visibility_words(self) -> str:
        """Who may read it, where a list says so."""
        return str(READERS[self.visibility]) if self.visibility else ""

    @property
    def thumbnail(self) -> str:
        """The address of its small picture, or ""."""
        return small_address(self.picture)


@register.simple_tag(takes_context=True)
def post_rows(context, posts: list[ListedPost], by_day: bool = False, by: bool = True) -> SafeString:
    """Show published posts of a list, out of `for_rows()`, one below the other.

    `by_day` puts a post's stamp at the left instead of the writer's picture, `by=False` leaves the writer out.
    """
    user, language = context["user"], get_language() or ""
    reader = reader_of(user)
    return mark_safe("".join([_drawn(row_of(post, reader, user, language, by_day, by)) for post in posts]))


def row_of(post: ListedPost, reader: Reader, user, language: str, by_day: bool, with_author: bool) -> Row:
    """Return what a list shows of a post to a reader."""
    cohort = post.cohort
    number = cohort.calendar.number_of(post.study_on)
    moment = None if number else post.published_at
    return Row(
        language=language,
        post=post[:-1],
        number=number,
        published=timezone.localtime(moment).isoformat() if moment else "",
        ago=time_words(moment) if moment else "",
        is_late=may_see_lateness(user, post) and post.is_late,
        cohort_slug=cohort.slug if post.cohort_id in reader.cohorts or reader.is_staff else "",
        has_author=with_author,
        has_stamp=by_day or not with_author,
        has_visibility=reader.user_id is not None,
    )


def _shown(row: Row) -> Shown:
    post = ListedPost(*row.post, None)
    return Shown(
        pk=post.pk,
        title=post.title,
        author=_author(post) if row.has_author else None,
        team=post.team or "" if row.has_author else "",
        number=row.number,
        study_on=post.study_on if row.number else None,
        published=row.published,
        ago=row.ago,
        is_late=row.is_late,
        visibility=post.visibility if row.has_visibility and post.visibility != Visibility.COHORT else "",
        excerpt=post.excerpt,
        topics=tuple(RowTopic(**topic) for topic in json.loads(post.topics)[:TOPICS]),
        cohort_slug=row.cohort_slug,
        minutes=post.minutes,
        comment_count=post.comment_count,
        like_count=post.like_count,
        picture=post.cover or post.first_image,
        has_stamp=row.has_stamp,
    )


def _author(post: ListedPost) -> RowAuthor:
    names = {"handle": post.handle, "display_name": post.display_name, "display_key": post.display_key}
    return author_of(User(**names, picture=post.picture))


def author_of(user) -> RowAuthor:
    """Return a person as a row shows them."""
    return RowAuthor(user.handle, user.display_name, user.picture_url, user.initial)


@lru_cache(KEPT)
def _drawn(row: Row) -> SafeString:
    return mark_safe(get_template("journal/posts/_row_kept.html").render({"post": _shown(row)}))
