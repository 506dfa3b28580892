"""Tables that people upload: text in whatever encoding, or an .xlsx. What a file is, its bytes say, not its name."""

import codecs
import re

from django.utils.translation import gettext_lazy as _

from journal.text.tables import MAX_ROWS, Line, TableError, lines_of, read_table
from journal.transfer.archives import Refused
from journal.transfer.workbooks import read_workbook

MAX_FILE = 5 * 1024 * 1024  # bytes: 10,000 people are less than one
SENTENCES = {
    "empty": _("There is nothing in this table."),
    "many": _("This table is too long: at most %(most)s lines fit. Bring it in by parts."),
}
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OTHERS = (b"%PDF", b"{\\rtf", b"<html", b"<!DOCTYPE")  # text at first sight
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What a spreadsheet never writes, and every program file, picture and PDF does.
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
NO_TABLE = _("This file is no table that we can read. Choose a CSV or an Excel file (.xlsx).")


def lines_of_file(data: bytes) -> list[Line]:
    """Return the lines of an uploaded table: CSV or the like in UTF-8, UTF-16 with its mark, or CP949; or .xlsx.

    Raises Refused, in words, where it is too large, too long, empty, or no table.
    """
    if len(data) > MAX_FILE:
        raise Refused(_("This file is too large: at most %(most)s MB."), most=MAX_FILE // (1024 * 1024))
    if data.startswith(_OTHERS):
        raise Refused(NO_TABLE)
    if data.startswith(_OLD_EXCEL):
        raise Refused(_("This is a file of an old Excel (.xls), or one with a password. Save it as .xlsx or CSV."))
    try:
        return lines_of(read_workbook(data)) if data.startswith(_ZIP) else read_table(text_of(data))
    except TableError as error:
        raise Refused(SENTENCES[error.code], most=f"{MAX_ROWS:,}") from None


def lines_of_text(text: str) -> list[Line]:
    """Return the lines of a pasted table; raises Refused in words."""
    try:
        return read_table(text)
    except TableError as error:
        raise Refused(SENTENCES[error.code], most=f"{MAX_ROWS:,}") from None


def text_of(data: bytes) -> str:
    """Return the text of a file: by its mark, else as UTF-8, else as CP949; raises Refused where it is none."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _decoded(data[len(bom) :], encoding)
            break
    else:
        text = _decoded(data, "utf-8")
        text = _decoded(data, "cp949") if text is None else text
    if text is None or _BINARY.search(text):
        raise Refused(NO_TABLE)
    return text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def text_of_file(data: bytes) -> str:
    """Return an uploaded table as text that can be pasted: cells separated by tabs, its lines where they were.

    Raises Refused as `lines_of_file` does.
    """
    if not data.startswith(_ZIP) and len(data) <= MAX_FILE:
        lines_of_file(data)  # whether it is a table at all
        return text_of(data)
    text, number = "", 1
    for line in lines_of_file(data):
        text += "\n" * (line.number - number) + "\t".join(line.cells)
        number = line.number
    return text
