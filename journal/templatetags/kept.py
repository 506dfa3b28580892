"""Pieces of pages that are drawn once for all who are shown the same.

A piece is kept under everything that it shows, in its language, and its template is given nothing else: what one reader
may see cannot reach another, and whatever changes is another piece. What is shown is hashable and says by its equality
whether it shows the same: a tuple, or a frozen dataclass of such.
"""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()
KEPT = 2_000  # pieces of a process, of about 5 kB
TOKEN, ADDRESS = (secrets.token_hex(16) for _ in range(2))  # in a kept piece, until it is shown


@register.simple_tag
def kept(name: str, shown, **more) -> SafeString:
    """Show the template `name`, to which `shown` and what is named besides are all that is known."""
    return drawn(name, get_language() or "", shown, tuple(more.items()))


@lru_cache(KEPT)
def drawn(name: str, language: str, shown, more: tuple[tuple[str, object], ...] = ()) -> SafeString:
    """Return a piece; the same as `kept`, for tags of other modules. `language` is the one that is spoken now."""
    return mark_safe(get_template(name).render({"shown": shown, "csrf_token": TOKEN, **dict(more)}))


class Shelf:
    """Pieces that are drawn from more than their key holds; who draws sees to it that the key says all they show."""

    def __init__(self, size: int):
        self.size = size
        self.kept: OrderedDict[Hashable, str] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: Hashable, draw: Callable[[], str]) -> str:
        """Return the piece that is kept under a key, or the one that `draw` makes."""
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        piece = draw()
        with self.lock:
            self.kept[key] = piece
            if len(self.kept) > self.size:
                self.kept.popitem(last=False)
        return piece
