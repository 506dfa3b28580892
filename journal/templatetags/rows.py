"""A post's row in a list, drawn once for all who are shown the same.

A row is kept under everything that it shows (`Row`), and its template is given nothing else: what one reader may see
cannot reach another, and whatever changes is another row.
"""

from functools import lru_cache
from typing import NamedTuple

from django import template
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from journal.models.cohorts import Visibility
from journal.models.posts import Post
from journal.models.readers import Reader
from journal.policies import may_see_lateness
from journal.templatetags.haru import time_words
from journal.text.pictures import small_address
from journal.text.slugs import slug_of

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
    pk: int
    title: str
    has_slug: bool
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
        """Where the post is; a draft's address says nothing of it."""
        slug = slug_of(self.title) if self.has_slug else ""
        return reverse("posts.show", args=[self.pk, slug] if slug else [self.pk])

    @property
    def visibility_words(self) -> str:
        """Who may read it, where a list says so."""
        return Visibility(self.visibility).label if self.visibility else ""

    @property
    def thumbnail(self) -> str:
        """The address of its small picture, or ""."""
        return small_address(self.picture)


@register.simple_tag(takes_context=True)
def post_rows(context, posts: list[Post], by_day: bool = False, by: bool = True) -> SafeString:
    """Show posts of a list, out of `for_list()`, one below the other.

    `by_day` puts a post's stamp at the left instead of the writer's picture, `by=False` leaves the writer out.
    """
    reader, user = context["reader"], context["user"]
    return mark_safe("".join(_drawn(row_of(post, reader, user, by_day, by)) for post in posts))


def row_of(post: Post, reader: Reader, user, by_day: bool, with_author: bool) -> Row:
    """Return what a list shows of a post, out of `for_list()`, to a reader."""
    number = post.cohort.calendar.number_of(post.study_on)
    inside = post.cohort_id in reader.cohorts or reader.is_staff
    moment = None if number else post.published_at
    return Row(
        language=get_language() or "",
        pk=post.pk,
        title=post.title,
        has_slug=bool(post.published_at and not post.deleted_at),
        author=author_of(post.author) if with_author else None,
        team=post.team.name if with_author and post.team else "",
        number=number,
        study_on=post.study_on if number else None,
        published=timezone.localtime(moment).isoformat() if moment else "",
        ago=time_words(moment),
        is_late=post.is_late and may_see_lateness(user, post),
        visibility=post.visibility if post.visibility != Visibility.COHORT and reader.user_id else "",
        excerpt=post.excerpt,
        topics=tuple(RowTopic(**topic) for topic in post.listed_topics[:TOPICS]),
        cohort_slug=post.cohort.slug if inside else "",
        minutes=post.minutes,
        comment_count=post.comment_count,
        like_count=post.like_count,
        picture=post.cover or post.first_image,
        has_stamp=by_day or not with_author,
    )


def author_of(user) -> RowAuthor:
    """Return a person as a row shows them."""
    return RowAuthor(user.handle, user.display_name, user.picture_url, user.initial)


@lru_cache(KEPT)
def _drawn(row: Row) -> SafeString:
    return mark_safe(get_template("journal/posts/_row_kept.html").render({"post": row}))
