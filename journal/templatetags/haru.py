"""Small pieces for templates: days, moments and numbers in the reader's language, people's pictures, particles."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date, format_skeleton, format_timedelta
from babel.numbers import format_decimal
from django import template
from django.template.loader import get_template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from journal import policies
from journal.models.cohorts import Cohort, Visibility
from journal.models.posts import Post
from journal.text.korean import with_particle
from journal.text.tex_words import without_tex
from journal.text.titles import first_words

register = template.Library()
register.filter(without_tex)
WAY = re.compile(r"<(a|span)\b.*?</\1>", re.DOTALL)


# Babel reads its patterns anew at every call; a page says the same few days and numbers many times over.
_weekday = lru_cache(1_000)(lambda day, locale: format_date(day, "EEE", locale=locale))
_decimal = lru_cache(5_000)(lambda number, locale: format_decimal(number, locale=locale))
_skeleton = lru_cache(5_000)(lambda skeleton, day, locale: format_skeleton(skeleton, day, locale=locale))


@lru_cache(3_000)
def _ago(minutes: int, locale: str) -> str:
    return format_timedelta(-timedelta(minutes=minutes), granularity="minute", add_direction=True, locale=locale)


def _plain(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


def _locale() -> str:
    return (get_language() or "ko").split("-")[0]


@register.filter
def day_words(day: date | None) -> str:
    """Return a day with its weekday, and its year when it is another: "8월 5일 목요일", "Thursday, August 5"."""
    if not day:
        return ""
    words = _skeleton("MMMMEEEEd", _plain(day), _locale())
    if day.year == timezone.localdate().year:
        return words
    return f"{day.year}년 {words}" if _locale() == "ko" else f"{words}, {day.year}"


@register.filter
def short_day(day: date | None) -> str:
    """Return a day without its weekday: "8월 5일", "Aug 5"."""
    return _skeleton("MMMd", _plain(day), _locale()) if day else ""


@register.filter
def tiny_day(day: date) -> str:
    """Return a day in figures for the head of a table: "8. 5.", "8/5"."""
    return _skeleton("Md", _plain(day), _locale())


@register.filter
def weekday_word(day: date | None) -> str:
    """Return a day's weekday in short: "목", "Thu"."""
    return _weekday(_plain(day), _locale()) if day else ""


@register.filter
def time_words(moment: datetime | None) -> str:
    """Return how long ago a moment of the last day was, else its day: "3분 전", "8월 5일", "2025년 8월 5일"."""
    if not moment:
        return ""
    now, locale = timezone.now(), _locale()
    ago = now - moment
    if timedelta(0) <= ago < timedelta(hours=24):
        return _ago(max(1, round(ago.total_seconds() / 60)), locale)
    zone = timezone.get_current_timezone()
    quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
    return _its_day(moment, zone, _year(quarter, zone), locale)


@lru_cache(100)
def _year(quarter: datetime, zone) -> int:
    """Return a zone's year; its days begin at a quarter of an hour of UTC, wherever it is."""
    return timezone.localtime(quarter, zone).year


@lru_cache(5_000)
def _its_day(moment: datetime, zone, year: int, locale: str) -> str:
    local = timezone.localtime(moment, zone)
    return _skeleton("MMMd" if local.year == year else "yMMMd", local.date(), locale)


@register.filter
def with_time_words(rows) -> tuple:
    """Return published rows, each with how long ago that was, as one thing to be kept by."""
    return tuple((row, time_words(row.published_at)) for row in rows)


def full_words(moment: datetime) -> tuple[str, str]:
    """Return a moment in the reader's time zone as machines read it, and in full as people do."""
    return _in_full(moment, timezone.get_current_timezone(), get_language())


@lru_cache(5_000)
def _in_full(moment: datetime, zone, language: str | None) -> tuple[str, str]:
    local = timezone.localtime(moment, zone)
    return local.isoformat(), date_format(local, "DATETIME_FORMAT")


@register.filter
def soon_words(moment: datetime | None) -> str:
    """Return in how long a moment comes: "3분 후", "in 5 hours"; "" for none."""
    if not moment:
        return ""
    minutes = max(1, round((moment - timezone.now()).total_seconds() / 60))
    return _ago(-minutes, _locale())


@register.filter
def microseconds(moment: datetime) -> int:
    """Return a moment as a form sends it back: microseconds since 1970."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@register.filter
def any_public(rows) -> bool:
    """Return whether one of these posts (or what was found in them) is published for everyone: then what they are of
    has an open feed."""
    posts = (getattr(row, "post", row) for row in rows or ())
    return any(post.visibility == Visibility.PUBLIC and post.is_published for post in posts)


@register.filter
def count(number: int | None) -> str:
    """Return a whole number in the reader's way of writing: "1,234"."""
    return _decimal(number or 0, _locale())


@register.filter
def opening_words(text: str | None) -> str:
    """Return the first words of a text, to tell drafts in a list apart."""
    return first_words(text or "", 80)


@register.filter
def day_number(cohort: Cohort, day: date | None) -> int | None:
    """Return N of "Day N" for a date in a cohort, or None."""
    return cohort.calendar.number_of(day)


@register.filter
def late_for(post: Post, user) -> bool:
    """Return whether a post is late and `user` is somebody who may know."""
    return post.is_late and policies.may_see_lateness(user, post)


@register.simple_tag
def particle(word: str, pair: str) -> str:
    """Return a word with the particle that fits its last sound, in Korean; the bare word in other languages."""
    return with_particle(str(word), pair) if _locale() == "ko" else str(word)


@register.simple_tag
def avatar(person, size: int = 32) -> SafeString:
    """Show a person's picture, or the first letter of their name."""
    return avatar_piece(person, size)


def avatar_piece(person, size: int) -> SafeString:
    """Return what `avatar` shows."""
    return _avatar(person.picture_url, person.initial, size)


@lru_cache(3_000)
def _avatar(picture: str, initial: str, size: int) -> SafeString:
    shown = {"person": {"picture_url": picture, "initial": initial}, "size": size}
    return mark_safe(get_template("includes/avatar.html").render(shown))


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """Show the way to a page: each `<a>` between the tags is a step of it, a `<span>` one that leads nowhere."""
    steps = [mark_safe(found[0]) for found in WAY.finditer(content)]
    return mark_safe(get_template("includes/crumbs.html").render({"steps": steps})) if steps else ""
