"""Icons of the Lucide set, each drawn once a process: a page shows 20 of them, and none depends on who reads."""

from functools import lru_cache

from django import template
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide as draw

register = template.Library()
KEPT = 512  # drawings: every icon of the templates in each of its sizes


_drawn = lru_cache(KEPT)(draw)


@register.simple_tag
def lucide(name: str, *, size: int = 24, **attributes: str) -> SafeString:
    """Return an icon as inline SVG; `attributes` are the drawing's own (class, stroke_width ...)."""
    return _drawn(name, size=size, **attributes)
