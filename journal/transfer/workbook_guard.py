"""What an .xlsx must be before it is read by openpyxl, which trusts its files: it builds objects out of whatever it
meets, and holds a row as a whole.

Every part is read once, in pieces and into nothing, and counted. A document type, with which XML is made to grow or to
fetch, is refused here already.
"""

import io
import zipfile
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from journal.transfer.archives import Refused

MAX_PARTS = 2_000
MAX_TOTAL = 60 * 1024 * 1024  # bytes, unpacked
MAX_RATIO, SMALL = 200, 1024 * 1024  # how many times smaller a part of more than a megabyte may have become
MAX_STRINGS = 200_000  # that cells share
MAX_ROWS = 50_000  # of a sheet, also such as hold nothing
MAX_CELLS = 800_000  # of a sheet
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # Excel's own
MAX_INSIDE = 2_000_000  # elements of rows and shared texts in the whole file
MAX_IN_A_ROW = 4 * LAST_COLUMN  # elements; a cell is two or three
MAX_TEXT = 100_000  # characters of a cell with its escapes; Excel has at most 32,767
MAX_BESIDE = 50_000  # other elements in the whole file, each an object
MAX_WORDS = 8_000  # characters of an attribute there
MAX_FORMAT = 300  # characters of a number's format
MAX_RANGES = 20_000  # cells and ranges that are named in one attribute after another
MOST = {"c": MAX_CELLS, "si": MAX_STRINGS, "r": MAX_STRINGS, "numFmt": 1_000, "cellStyle": 10_000}
# What stands in a row or a shared text, and is given back with it.
PLAIN = {
    "c", "v", "f", "is", "t", "r", "rPr", "rPh", "phoneticPr", "rFont", "sz", "color", "family", "charset", "scheme",
    "b", "i", "u", "strike", "vertAlign",
}  # fmt: skip
MAX_DEPTH = 40
PIECE = 64 * 1024
DAMAGED = _("This Excel file is damaged. Open it in Excel and save it again.")
TOO_MUCH = _("There is more in this Excel file than fits. Save only the sheet with the table.")
NO_WORKBOOK = _("This file is no Excel file that we can read. Choose a CSV or an .xlsx file.")


def check_workbook(data: bytes) -> None:
    """Refuse, in words, what is no .xlsx, or would cost more to read than a table ever does.

    Raises Refused, and what zipfile raises for a broken archive.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = book.infolist()
        if len(parts) > MAX_PARTS or "xl/workbook.xml" not in book.namelist():
            raise Refused(NO_WORKBOOK)
        # No more is ever unpacked of a part than it says of itself.
        if sum(part.file_size for part in parts) > MAX_TOTAL or any(_is_bomb(part) for part in parts):
            raise Refused(TOO_MUCH)
        counter = _Counter()
        for part in parts:
            counter.count(book, part)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > SMALL and part.file_size > MAX_RATIO * part.compress_size


class _Counter:
    """Hears of the elements of all parts and counts them; what is no XML is passed over, as far as it is none."""

    def __init__(self):
        self._beside = self._inside = self._ranges = 0  # of the whole file
        self._begin()

    def _begin(self) -> None:
        self._counts = dict.fromkeys(MOST, 0)
        self._rows = self._at = self._depth = self._text = 0
        self._held = 0  # how deep the row or the shared text is that we are in
        self._in_row = 0

    def count(self, book: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        """Read a part; raises Refused where there is more in the file than fits."""
        self._begin()
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = self._said, _refuse_doctype
        with book.open(part) as file:
            try:
                while piece := file.read(PIECE):
                    parser.Parse(piece)
            except expat.ExpatError:  # a picture; what it breaks elsewhere, openpyxl says
                return

    def _start(self, tag: str, attrs: dict) -> None:
        tag = tag.rpartition(" ")[2]
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Refused(DAMAGED)
        if tag in MOST:
            self._counts[tag] += 1
            if self._counts[tag] > MOST[tag]:
                raise Refused(TOO_MUCH)
        if tag == "row":
            self._row(attrs)
        if tag in ("row", "si") and not self._held:
            self._held, self._in_row = self._depth, 0
        elif not self._held or tag not in PLAIN:
            self._object(attrs)
        else:
            self._inside += 1
            self._in_row += 1
            if self._in_row > MAX_IN_A_ROW or self._inside > MAX_INSIDE:
                raise Refused(TOO_MUCH)
        if tag in ("c", "si"):
            self._text = 0

    def _row(self, attrs: dict) -> None:
        self._rows += 1
        said = attrs.get("r", str(self._at + 1))
        at = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0
        # Rows in another order would be left out.
        if self._rows > MAX_ROWS or not self._at < at <= LAST_ROW:
            raise Refused(DAMAGED)
        self._at = at

    def _object(self, attrs: dict) -> None:
        self._beside += 1
        self._text = 0
        self._ranges += attrs.get("sqref", "").count(" ")
        is_long = any(len(value) > MAX_WORDS for value in attrs.values())
        if is_long or self._beside > MAX_BESIDE or self._ranges > MAX_RANGES:
            raise Refused(TOO_MUCH)
        if len(attrs.get("formatCode", "")) > MAX_FORMAT:
            raise Refused(DAMAGED)

    def _end(self, tag: str) -> None:
        if self._depth == self._held:
            self._held = 0
        self._depth -= 1

    def _said(self, text: str) -> None:
        self._text += len(text)
        if self._text > MAX_TEXT:
            raise Refused(DAMAGED)


def _refuse_doctype(*_words) -> None:
    raise Refused(DAMAGED)
