"""The cells of the organisers' board: hundreds on a page, so they are written here and not in a template's loop."""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from journal.models.people import Membership
from journal.text.boards import AHEAD, AWAY, BEFORE, LATE, MISSING, OFF, POSTED, words_of_states

register = template.Library()
SIGNS = {POSTED: "●", LATE: "◐", AWAY: "–", MISSING: "○", OFF: "·"}


@lru_cache(None)
def _sign(state: str) -> str:
    return f'<span class="board__sign" aria-hidden="true">{SIGNS[state]}</span>'


@register.simple_tag
def board_legend() -> SafeString:
    """Show what each sign means."""
    words = words_of_states()
    return mark_safe("".join(
        f'<li data-state="{state}">{_sign(state)} {escape(words[state])}</li>' for state in SIGNS
    ))  # fmt: skip


@register.simple_tag
def board_rows(rows) -> SafeString:
    """Show the rows of a board, (Camper, cells): a name leads to the person, a sign to the journal."""
    words = {state: escape(each) for state, each in words_of_states().items()}
    inside = {state: f'{_sign(state)}<span class="board__word">{words[state]}</span>' for state in SIGNS}
    standing = {
        state: str(escape(label)) for state, label in Membership.State.choices if state != Membership.State.ACTIVE
    }
    blank = '<td class="board__cell"><span class="unseen">{}</span></td>'
    blanks = {
        AHEAD: blank.format(escape(_("still to come"))),
        BEFORE: blank.format(escape(pgettext("board", "not here yet"))),
    }
    post = reverse("posts.show", args=[1]).replace("1", "{}")
    person = reverse("people.show", args=["HANDLE"])

    def cell(each) -> str:
        if each.state in blanks:
            return blanks[each.state]
        shown = inside[each.state]
        shown = f'<a href="{post.format(each.post)}">{shown}</a>' if each.post else shown
        return f'<td class="board__cell" data-state="{each.state}">{shown}</td>'

    return mark_safe("".join(
        f'<tr><th class="board__who" scope="row"><a href="{person.replace("HANDLE", camper.handle)}">'
        f'{escape(camper.display_name)}</a><span class="board__team">'
        f'{" · ".join(filter(None, (escape(camper.team or ""), standing.get(camper.state))))}</span></th>'
        + "".join(map(cell, cells)) + "</tr>"
        for camper, cells in rows
    ))  # fmt: skip
