"""The rows of the mentor's desk, drawn once for all who are shown the same of them (kept.py)."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from uuid import uuid4

from babel.dates import format_timedelta
from django import template
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.waiting import Waiting
from journal.templatetags.kept import ADDRESS, TOKEN, drawn
from journal.templatetags.rows import RowAuthor, RowTopic, author_of

register = template.Library()
KEY = uuid4()  # in a kept row, in the place of the key of its form
TOPICS = 3  # shown of a post


class NotesOf(NamedTuple):
    """The way to the notes on a camper, out of a part of the desk: "post", "silent" or a signal's."""

    place: str
    member: int
    handle: str
    number: int
    cohort: str


class WaitingRow(NamedTuple):
    """All that is shown of an item that waits."""

    pk: int
    post: int
    kind: str
    person: RowAuthor
    team: str
    address: str
    words: str
    asked_at: str
    waited: str
    may_answer: bool
    is_mine: bool
    holder: str  # "" where nobody has claimed it
    parent: int | str
    section: str
    is_open: bool

    @property
    def anchor(self) -> str:
        """Its row's id."""
        return f"waiting-{self.pk}"


class PostRow(NamedTuple):
    """All that is shown of a journal of the day."""

    pk: int
    person: RowAuthor
    team: str
    address: str
    words: str
    topics: tuple[RowTopic, ...]
    mood: str
    is_hard: bool
    waits: tuple[int, ...]
    minutes: int
    comment_count: int
    checked: tuple[str, ...]
    is_checked: bool
    is_changed: bool
    may_check: bool
    version: int
    notes: NotesOf | None
    is_open: bool

    @property
    def anchor(self) -> str:
        """Its row's id."""
        return f"post-{self.pk}"


class SilentRow(NamedTuple):
    """All that is shown of a camper who has not written."""

    pk: int
    person: RowAuthor
    team: str
    is_new: bool
    days: int
    since_on: date | None
    nudged_by: tuple[str, ...]
    may_nudge: bool
    notes: NotesOf


class SignRow(NamedTuple):
    """All that is shown of a signal."""

    kind: str
    days: int
    person: RowAuthor
    team: str
    notes: NotesOf


@register.simple_tag(takes_context=True)
def waiting_rows(context, items: list[Waiting]) -> SafeString:
    """Show who waits, out of a desk."""
    return _rows(context, "journal/mentor_desk/_waiting.html", (_waiting(item) for item in items))


@register.simple_tag(takes_context=True)
def desk_posts(context, posts: list[Post]) -> SafeString:
    """Show journals, out of `posts_of_day()` and `mark_posts()`."""
    return _rows(context, "journal/mentor_desk/_post.html", (_post(post) for post in posts))


@register.simple_tag(takes_context=True)
def silent_rows(context, silent: list) -> SafeString:
    """Show who has not written, out of a desk."""
    return _rows(context, "journal/mentor_desk/_silent.html", (_silent(each, context["cohort"]) for each in silent))


@register.simple_tag(takes_context=True)
def signal_rows(context, signals: list) -> SafeString:
    """Show signals, out of a desk."""
    return _rows(context, "journal/mentor_desk/_signal.html", (_sign(signal, context["cohort"]) for signal in signals))


def _rows(context, name: str, rows) -> SafeString:
    more = (("oob", context["oob"]), ("key", KEY), ("here", ADDRESS))
    language = get_language() or ""
    pieces = (drawn(name, language, row, more).replace(str(KEY), str(uuid4()), 1) for row in rows)
    request = context["request"]
    html = "".join(pieces).replace(TOKEN, get_token(request)).replace(ADDRESS, escape(request.get_full_path()))
    return mark_safe(html)


def _waiting(item: Waiting) -> WaitingRow:
    place = f"#comment-{item.comment_id}" if item.comment_id else f"#{item.section}" if item.section else ""
    return WaitingRow(
        pk=item.pk,
        post=item.post_id,
        kind=str(item.get_kind_display()),
        person=author_of(item.asker),
        team=item.team.name if item.team else "",
        address=item.address + place,
        words=item.words,
        asked_at=timezone.localtime(item.asked_at).isoformat(),
        waited=waited(item.asked_at),
        may_answer=item.may_answer,
        is_mine=item.is_mine,
        holder=item.claimed_by.display_name if item.is_claimed and item.claimed_by else "",
        parent=item.parent,
        section=item.section,
        is_open=item.post.cohort.is_open,
    )


def _post(post: Post) -> PostRow:
    return PostRow(
        pk=post.pk,
        person=author_of(post.author),
        team=post.team.name if post.team else "",
        address=post.get_absolute_url(),
        words=post.retrospective or post.excerpt or post.title,
        topics=tuple(RowTopic(**topic) for topic in post.listed_topics[:TOPICS]),
        mood=str(post.mood_word or ""),
        is_hard=bool(post.mood_word and post.mood_word.is_hard),
        waits=tuple(post.waits),
        minutes=post.minutes,
        comment_count=post.comment_count,
        checked=tuple(post.checked),
        is_checked=post.is_checked,
        is_changed=post.is_changed,
        may_check=post.may_check,
        version=post.version,
        notes=_notes(post.member, "post", post.cohort) if post.member else None,
        is_open=post.cohort.is_open,
    )


def _silent(each, cohort) -> SilentRow:
    member = each.member
    return SilentRow(
        pk=member.pk,
        person=author_of(member.user),
        team=member.team.name if member.team else "",
        is_new=not member.days,
        days=each.days,
        since_on=each.since_on,
        nudged_by=tuple(nudge.mentor.display_name for nudge in member.nudged_by),
        may_nudge=cohort.is_open and not member.is_nudged,
        notes=_notes(member, "silent", cohort),
    )


def _sign(signal, cohort) -> SignRow:
    member = signal.member
    return SignRow(
        kind=signal.kind,
        days=signal.days,
        person=author_of(member.user),
        team=member.team.name if member.team else "",
        notes=_notes(member, signal.place, cohort),
    )


def _notes(member: Membership, place: str, cohort) -> NotesOf:
    return NotesOf(place, member.pk, member.user.handle, member.note_count, cohort.slug)


@lru_cache(3_000)
def _long(minutes: int, locale: str) -> str:
    return format_timedelta(timedelta(minutes=minutes), granularity="minute", threshold=1, locale=locale)


def waited(since: datetime) -> str:
    """Return for how long somebody has waited: "40분", "3시간", "2일"."""
    minutes = max(1, int((timezone.now() - since).total_seconds() // 60))
    return _long(minutes, (get_language() or "ko").split("-")[0])
