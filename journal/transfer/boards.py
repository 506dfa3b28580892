"""The board of a week as CSV, for Excel and the like."""

import csv
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from journal.queries.boards import BoardDay, Camper, Cell
from journal.text.boards import AHEAD, BEFORE, words_of_states
from journal.text.tables import cell_of

BOM = "\ufeff"  # without it Excel reads Hangul as something else


class _Line:
    """What csv writes into: it gives each line back."""

    def write(self, line: str) -> str:
        return line


def board_as_csv(days: list[BoardDay], rows: Iterable[tuple[Camper, list[Cell]]]) -> Iterator[str]:
    """Return a board's lines, made as they are asked for: each camper's name, handle and team, and a word for each day.

    The words are those of the language that is spoken now.
    """
    words = {**words_of_states(), AHEAD: "", BEFORE: pgettext("board", "not here yet")}
    return _lines([_("Name"), _("Handle"), _("Team"), *(day.on.isoformat() for day in days)], rows, words)


def _lines(head: list[str], rows: Iterable[tuple[Camper, list[Cell]]], words: dict[str, str]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield BOM + writer.writerow(head)
    for camper, cells in rows:
        who = map(cell_of, (camper.display_name, camper.handle, camper.team))
        yield writer.writerow([*who, *(words[cell.state] for cell in cells)])
