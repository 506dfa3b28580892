"""Excel's .xlsx, read by openpyxl: the cells of its first sheet as text. What could hurt, workbook_guard.py refused."""

import io
import logging
import warnings
from datetime import date, datetime, time
from importlib import import_module

from journal.text.tables import MAX_CELLS, MAX_ROWS
from journal.transfer.archives import Refused
from journal.transfer.workbook_guard import DAMAGED, check_workbook

MAX_TEXT = 2_000  # characters of a cell
# Days as Excel shows them in Korea (ECMA-376, 18.8.30): a file names them by number only, and openpyxl leaves them out.
_KOREAN_DAYS = dict.fromkeys([*range(27, 37), *range(50, 59)], "yyyy-mm-dd")
_OUT_OF_TIME = ".* is marked as a date but the serial value .* is outside"
logger = logging.getLogger(__name__)


def read_workbook(data: bytes) -> list[tuple[int, list[str]]]:
    """Return the rows of the first sheet that is shown and hold something: their numbers, and what their cells say.

    Days are ISO dates, whole numbers have no decimals. There are at most two rows more than a table may have. Raises
    Refused, in words.
    """
    try:
        check_workbook(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl would lose on saving
            warnings.filterwarnings("error", _OUT_OF_TIME)
            return _rows(data)
    except Refused:
        raise
    except Exception:
        # openpyxl has no error of its own for a file that is not as Excel writes it: it fails wherever that is.
        logger.info("A workbook cannot be read.", exc_info=True)
        raise Refused(DAMAGED) from None


def _rows(data: bytes) -> list[tuple[int, list[str]]]:
    # Only who brings a workbook needs this: it weighs 12 MB and a fifth of a second in every web process.
    openpyxl = import_module("openpyxl")
    openpyxl.styles.numbers.BUILTIN_FORMATS.update(_KOREAN_DAYS)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
        sheet.reset_dimensions()  # a file may say that it is smaller than it is
        found = []
        for number, row in enumerate(sheet.iter_rows(max_col=MAX_CELLS), start=1):
            words = [_words(cell) for cell in row]
            if any(words):
                found.append((number, _without_end(words)))
            if len(found) > MAX_ROWS + 1:
                break
        return found
    finally:
        book.close()


def _without_end(words: list[str]) -> list[str]:
    while words and not words[-1]:
        words.pop()
    return words


def _words(cell) -> str:
    """Return what a cell shows, more or less: a formula's result, the first of merged cells, no "#N/A"."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date | str):
        return str(value)[:MAX_TEXT]
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    return str(int(value)) if isinstance(value, bool) else str(value)[:MAX_TEXT]
