"""Excel's .xlsx (ECMA-376, SpreadsheetML): the cells of its first sheet as text, read without trusting a word of it.

Parts are read by name and in pieces, each within a bound; nothing is unpacked to a path, and a document type, with
which XML is made to grow or to fetch, is refused.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from journal.text.tables import MAX_CELLS, MAX_ROWS
from journal.transfer.archives import Refused

MAX_PARTS = 2_000
MAX_PART = 60 * 1024 * 1024  # bytes, unpacked
MAX_RATIO, SMALL = 200, 1024 * 1024  # how many times smaller a part of more than a megabyte may have become
MAX_STRINGS = 200_000
MOST_ROWS = 50_000  # also such as hold nothing
MAX_TEXT = 2_000  # characters of a cell
PIECE = 64 * 1024
DAMAGED = _("This Excel file is damaged. Open it in Excel and save it again.")
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, NotImplementedError, LookupError, ValueError,
    OverflowError, expat.ExpatError, OSError,
)  # fmt: skip
# The formats of dates that have numbers (ECMA-376, 18.8.30; 27 to 36 and 50 to 58 are Korea's among others).
_DATES = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_CELL = re.compile(r"([A-Z]{1,3})[0-9]{0,7}")


def read_workbook(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of the first sheet that is shown: their numbers, and what their cells say.

    Days are ISO dates, whole numbers have no decimals. Raises Refused, in words.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if len(book.infolist()) > MAX_PARTS or "xl/workbook.xml" not in book.namelist():
                raise Refused(_("This file is no Excel file that we can read. Choose a CSV or an .xlsx file."))
            yield from _rows(book)
    except _DAMAGES:
        raise Refused(DAMAGED) from None


def _rows(book: zipfile.ZipFile) -> Iterator[tuple[int, list[str]]]:
    workbook = _Workbook()
    _feed(book, "xl/workbook.xml", workbook)
    relations = _Relations()
    _feed(book, "xl/_rels/workbook.xml.rels", relations)
    strings, styles = _Strings(), _Styles()
    if "xl/sharedStrings.xml" in book.namelist():
        _feed(book, "xl/sharedStrings.xml", strings)
    if "xl/styles.xml" in book.namelist():
        _feed(book, "xl/styles.xml", styles)
    target = relations.targets[workbook.sheets[0]]
    path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
    sheet = _Sheet(strings.found, styles.dates, workbook.epoch)
    for _piece in _pieces(book, path, sheet):
        rows, sheet.rows = sheet.rows, []
        yield from rows
        if sheet.count > MAX_ROWS + 1:
            return


def _feed(book: zipfile.ZipFile, name: str, reader: "_Reader") -> None:
    for _piece in _pieces(book, name, reader):
        pass


def _pieces(book: zipfile.ZipFile, name: str, reader: "_Reader") -> Iterator[None]:
    """Let a reader see a part of the file piece by piece, within the bounds."""
    info = book.getinfo(name)
    if info.file_size > MAX_PART or (info.file_size > SMALL and info.file_size > MAX_RATIO * info.compress_size):
        raise Refused(_("There is more in this Excel file than fits. Save only the sheet with the table."))
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda tag, attrs: reader.start(tag.rpartition(" ")[2], attrs)
    parser.EndElementHandler = lambda tag: reader.end(tag.rpartition(" ")[2])
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with book.open(info) as part:
        while piece := part.read(PIECE):  # never more than the size that the list of names says
            parser.Parse(piece)
            yield
    parser.Parse(b"", True)
    yield


def _refuse_doctype(*_words) -> None:
    raise Refused(DAMAGED)


class _Reader:
    """What hears of the elements of a part, without their namespaces."""

    def start(self, tag: str, attrs: dict) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text stands in an element."""


class _Workbook(_Reader):
    """The relations of the sheets that are shown, and the day from which days are counted."""

    def __init__(self):
        self.sheets: list[str] = []
        self.epoch = datetime(1899, 12, 30)

    def start(self, tag, attrs):
        if tag == "sheet" and attrs.get("state", "visible") == "visible":
            self.sheets += [value for name, value in attrs.items() if name.endswith(" id")]
        if tag == "workbookPr" and attrs.get("date1904") in ("1", "true"):
            self.epoch = datetime(1904, 1, 1)


class _Relations(_Reader):
    """Where the parts of the workbook are."""

    def __init__(self):
        self.targets: dict[str, str] = {}

    def start(self, tag, attrs):
        if tag == "Relationship" and attrs.get("TargetMode") != "External":
            self.targets[attrs["Id"]] = attrs["Target"]


class _Strings(_Reader):
    """The texts that cells share, without the readings that Japanese ones have beside them."""

    def __init__(self):
        self.found: list[str] = []
        self._now: list[str] | None = None
        self._reading = False

    def start(self, tag, attrs):
        if tag == "si":
            self.found.append("")
            if len(self.found) > MAX_STRINGS:
                raise Refused(DAMAGED)
        elif tag == "rPh":
            self._reading = True
        elif tag == "t" and not self._reading:
            self._now = []

    def end(self, tag):
        if tag == "rPh":
            self._reading = False
        elif tag == "t" and self._now is not None:
            self.found[-1] = (self.found[-1] + "".join(self._now))[:MAX_TEXT]
            self._now = None

    def text(self, text):
        if self._now is not None:
            self._now.append(text[:MAX_TEXT])


class _Styles(_Reader):
    """Which styles of cells show a day."""

    def __init__(self):
        self.dates: set[int] = set()
        self._formats: dict[int, str] = {}
        self._inside, self._at = False, 0

    def start(self, tag, attrs):
        if tag == "numFmt":
            self._formats[int(attrs["numFmtId"])] = attrs.get("formatCode", "")
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            number = int(attrs.get("numFmtId", 0))
            shown = _NOT_SHOWN.sub("", self._formats.get(number, "")).lower().partition(";")[0]
            if (
                number in _DATES
                or "y" in shown
                or "d" in shown
                or ("m" in shown and "h" not in shown and "s" not in shown)
            ):
                self.dates.add(self._at)
            self._at += 1

    def end(self, tag):
        if tag == "cellXfs":
            self._inside = False


class _Sheet(_Reader):
    """The rows of a sheet, as they are read."""

    def __init__(self, strings: list[str], dates: set[int], epoch: datetime):
        self.rows: list[tuple[int, list[str]]] = []
        self.count = self._number = self._seen = 0
        self._strings, self._dates, self._epoch = strings, dates, epoch
        self._cells: list[str] = []
        self._at, self._kind, self._is_day = -1, "n", False
        self._said: list[str] | None = None
        self._reading = False

    def start(self, tag, attrs):
        if tag == "row":
            self._number = int(attrs.get("r", self._number + 1))
            self._cells, self._at = [], -1
        elif tag == "c":
            found = _CELL.fullmatch(attrs.get("r", ""))
            self._at = _column(found[1]) if found else self._at + 1
            self._kind, self._is_day = attrs.get("t", "n"), int(attrs.get("s", 0)) in self._dates
        elif tag == "rPh":
            self._reading = True
        elif tag in ("v", "t") and not self._reading:
            self._said = []

    def end(self, tag):
        if tag == "row":
            self.rows.append((self._number, self._cells))
            self.count += any(self._cells)
            self._seen += 1
            if self._seen > MOST_ROWS:
                raise Refused(DAMAGED)
        elif tag == "rPh":
            self._reading = False
        elif tag in ("v", "t") and self._said is not None:
            self._keep("".join(self._said)[:MAX_TEXT])
            self._said = None

    def text(self, text):
        if self._said is not None:
            self._said.append(text[:MAX_TEXT])

    def _keep(self, said: str) -> None:
        if self._at >= MAX_CELLS:
            return
        self._cells += [""] * (self._at + 1 - len(self._cells))
        self._cells[self._at] = (self._cells[self._at] + self._words(said))[:MAX_TEXT]

    def _words(self, said: str) -> str:
        if self._kind == "s":
            return self._strings[int(said)]
        if self._kind in ("str", "inlineStr", "d", "b"):
            return said
        if self._kind == "e":  # "#N/A"
            return ""
        number = float(said)
        if self._is_day:
            moment = self._epoch + timedelta(days=number)
            return moment.date().isoformat() if number == int(number) else moment.isoformat(" ", "minutes")
        return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1
