"""Pieces of pages that are drawn once for all who are shown the same.

A piece is kept under everything that it shows, in its language, and its template is given nothing else: what one reader
may see cannot reach another, and whatever changes is another piece. What is shown is hashable and says by its equality
whether it shows the same: a tuple, or a frozen dataclass of such.
"""

import secrets

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from journal.text.shelves import Shelf

register = template.Library()
KEPT = 8_000_000  # characters of a process: with what they are known by, about 20 MB
TOKEN, ADDRESS = (secrets.token_hex(16) for _ in range(2))  # in a kept piece, until it is shown


@register.simple_tag(takes_context=True)
def kept(context, name: str, shown, **more) -> SafeString:
    """Show the template `name`, to which `shown` and what is named besides are all that is known.

    A form in it has the token of whom it is shown to, which comes into its place afterwards.
    """
    piece = drawn(name, get_language() or "", shown, tuple(more.items()))
    return mark_safe(piece.replace(TOKEN, str(context["csrf_token"]))) if TOKEN in piece else piece


def drawn(name: str, language: str, shown, more: tuple[tuple[str, object], ...] = ()) -> SafeString:
    """Return a piece; the same as `kept`, for tags of other modules. `language` is the one that is spoken now."""
    context = {"shown": shown, "csrf_token": TOKEN, **dict(more)}
    return PIECES.get((name, language, shown, more), lambda: mark_safe(get_template(name).render(context)))


PIECES = Shelf(KEPT)
