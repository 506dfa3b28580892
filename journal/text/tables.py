"""Tables as people paste and export them: lines of cells, whatever separates these."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MAX_ROWS = 10_000
MAX_CELLS = 50
MAX_CELL = 1_000
_SEPARATORS = "\t;,|"
# What a spreadsheet would take for a formula, or for the end of what came before it (OWASP, "CSV Injection").
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029|\x0b|\x0c")
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


class TableError(ValueError):
    """A table that cannot be read. `code` is "empty", "many" or "quote"; `line` counts from 1."""

    def __init__(self, code: str, line: int = 0):
        super().__init__(f"{code} at {line}")
        self.code, self.line = code, line


@dataclass(frozen=True)
class Line:
    """A line of a table: its number as an editor counts it, from 1, and what stands in its cells."""

    number: int
    cells: tuple[str, ...]


def read_table(text: str) -> list[Line]:
    """Return the lines of a table that hold anything, in order.

    Cells are separated by whichever of tab, semicolon, comma and | the first line with one has most often; quoted ones
    may hold it. A quote that is never closed does not swallow the rest: its lines are then read without quotes.
    Cells are NFC, their blanks single, without controls. Raises TableError for none ("empty") or over 10,000 ("many").
    """
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    found = _read(text, _separator(text))
    if not found:
        raise TableError("empty")
    if len(found) > MAX_ROWS + 1:  # one more, which may be the names of the columns
        raise TableError("many")
    return found


def lines_of(rows: Iterable[tuple[int, list[str]]]) -> list[Line]:
    """Return the lines of a table that came as rows (number, cells), such as a spreadsheet's; empty ones are left out.

    Raises TableError as `read_table` does.
    """
    found = []
    for number, row in rows:
        if any(cells := tuple(clean_cell(cell) for cell in row[:MAX_CELLS])):
            found.append(Line(number, cells))
        if len(found) > MAX_ROWS + 1:
            raise TableError("many")
    if not found:
        raise TableError("empty")
    return found


def clean_cell(text: str) -> str:
    """Return what a cell says: NFC, one blank where there were several, no controls, at most 1,000 characters."""
    text = _UNFIT.sub("", text.replace("\t", " ").replace("\n", " ").replace("\u3000", " "))
    return " ".join(unicodedata.normalize("NFC", text).split())[:MAX_CELL]


def _separator(text: str) -> str:
    for line in text.split("\n"):
        counts = {sign: line.count(sign) for sign in _SEPARATORS}
        best = max(counts, key=lambda sign: (sign == "\t" and counts[sign] > 0, counts[sign]))
        if counts[best]:
            return best
    return ","


def _read(text: str, separator: str) -> list[Line]:
    lines = text.split("\n")
    found, at = [], 0
    while at < len(lines) and len(found) <= MAX_ROWS + 1:
        cells, taken = _cells(lines, at, separator)
        if any(cells := tuple(clean_cell(cell) for cell in cells[:MAX_CELLS])):
            found.append(Line(at + 1, cells))
        at += taken
    return found


def _cells(lines: list[str], at: int, separator: str) -> tuple[list[str], int]:
    """Return the cells of the row that begins on a line, and how many lines it takes."""
    line = lines[at]
    if '"' not in line:
        return line.split(separator), 1
    for taken in range(1, min(20, len(lines) - at) + 1):  # a quoted cell may hold line ends, but not a whole file
        whole = "\n".join(lines[at : at + taken])
        if whole.count('"') % 2 == 0:
            return _quoted(whole, separator), taken
    return line.replace('"', "").split(separator), 1


def _quoted(text: str, separator: str) -> list[str]:
    try:
        [row] = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    except (csv.Error, ValueError):
        return text.replace('"', "").split(separator)
    return row


def cell_of(value) -> str:
    """Return a value as a cell that no spreadsheet calculates: with an apostrophe before its text, where one would."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_ACTIVE) or text.lstrip().startswith(_ACTIVE) else text
