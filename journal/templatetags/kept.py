"""Pieces of pages that are drawn once for all who are shown the same.

A piece is kept under everything that it shows, in its language, and its template is given nothing else: what one reader
may see cannot reach another, and whatever changes is another piece. What is shown is hashable and says by its equality
whether it shows the same: a tuple, or a frozen dataclass of such.
"""

from functools import lru_cache

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()
KEPT = 2_000  # pieces of a process, of about 5 kB


@register.simple_tag
def kept(name: str, shown, **more) -> SafeString:
    """Show the template `name`, to which `shown` and what is named besides are all that is known."""
    return drawn(name, get_language() or "", shown, tuple(more.items()))


@lru_cache(KEPT)
def drawn(name: str, language: str, shown, more: tuple[tuple[str, object], ...] = ()) -> SafeString:
    """Return a piece; the same as `kept`, for tags of other modules. `language` is the one that is spoken now."""
    return mark_safe(get_template(name).render({"shown": shown, **dict(more)}))
