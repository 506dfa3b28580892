"""Days as people write them in a table: a date, or the number of a study day."""

import re
import unicodedata
from datetime import date, timedelta

_NUMBER = re.compile(r"(?:day|d)?\s*[-.#]?\s*0*([0-9]{1,4})\s*(?:일\s*차|일째|차시)?", re.IGNORECASE)
_WEEKDAY = r"(?:\s*\(?(?:[월화수목금토일](?:요일)?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6})\)?)?"
_FULL = re.compile(rf"([0-9]{{4}})\s*[-./년]\s*([0-9]{{1,2}})\s*[-./월]\s*([0-9]{{1,2}})\s*[.일]?{_WEEKDAY}")
_FULL_TIME = re.compile(r"(.+?)[T ]00:00(?::00)?")
_SHORT = re.compile(rf"([0-9]{{1,2}})\s*[-./월]\s*([0-9]{{1,2}})\s*[.일]?{_WEEKDAY}")
_TOGETHER = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")


def read_day(text: str, near: date | None = None) -> date | int | None:
    """Return the date, or the number of a study day ("4", "Day 4", "4일차"), that a cell names; None for neither.

    Dates are 2021-08-05, 2021. 8. 5., 2021년 8월 5일, 20210805, with a weekday behind or not; a month and a day alone
    (8/5, 8월 5일) are the first such day from a month before `near` on, and nothing without it.
    """
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    if timed := _FULL_TIME.fullmatch(text):
        text = timed[1]
    if full := _FULL.fullmatch(text) or _TOGETHER.fullmatch(text):
        return _date(*map(int, full.groups()))
    if found := _NUMBER.fullmatch(text):
        return int(found[1])
    if near and (short := _SHORT.fullmatch(text)):
        month, day = map(int, short.groups())
        start = near - timedelta(days=31)
        dates = [_date(year, month, day) for year in (start.year, start.year + 1)]
        return next((on for on in dates if on and on >= start), None)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
