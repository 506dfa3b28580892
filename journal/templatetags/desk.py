"""Words of the mentor's desk."""

from datetime import datetime, timedelta
from functools import lru_cache

from babel.dates import format_timedelta
from django import template
from django.utils import timezone
from django.utils.translation import get_language

register = template.Library()


@lru_cache(3_000)
def _long(minutes: int, locale: str) -> str:
    return format_timedelta(timedelta(minutes=minutes), granularity="minute", threshold=1, locale=locale)


@register.filter
def waited(since: datetime) -> str:
    """Return for how long somebody has waited: "40분", "3시간", "2일"."""
    minutes = max(1, int((timezone.now() - since).total_seconds() // 60))
    return _long(minutes, (get_language() or "ko").split("-")[0])
