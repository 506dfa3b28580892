"""Days and moments as people and their programs write them into titles, file names and front matter."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAYS = [
    re.compile(rf"(?<!\d){_YEAR}\s*([-./_])\s*(?P<month>\d{{1,2}})\s*\2\s*(?P<day>\d{{1,2}})(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?!\d)"),
    re.compile(rf"{_YEAR}\s*년\s*(?P<month>\d{{1,2}})\s*월\s*(?P<day>\d{{1,2}})\s*일"),
    re.compile(r"(?<![\d.])(?P<short>\d\d)(?P<month>\d\d)(?P<day>\d\d)(?![\d.])"),  # 210805, as logs are often called
]
_MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
_ENGLISH = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})|(\d{1,2})\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_CLOCK = re.compile(
    r"(?P<half>오전|오후)?\s*(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:[.,]\d+)?\s*(?P<english>[AP]M)?",
    re.I,
)
_ZONE = re.compile(r"(?<=[\d ])(?:(Z|UTC|GMT)(?![\w+-])|([+-])(\d\d):?(\d\d)\b)")
_DAY_N = re.compile(r"(?<![A-Za-z가-힣])(?:day|데이)[\s._#:-]*0*(\d{1,4})(?!\d)|(?<!\d)0*(\d{1,4})\s*일\s*차", re.I)
_WEEK = re.compile(r"week|\d\s*주\s*차", re.I)


def read_day(text: str) -> date | None:
    """Return the first day that a text names with its year (2021-08-05, 2021. 8. 5, 2021년 8월 5일, 210805), or None."""
    for pattern in _DAYS:
        for found in pattern.finditer(text):
            parts = found.groupdict()
            year = int(parts.get("year") or 2000 + int(parts["short"]))
            if day := _date(year, int(parts["month"]), int(parts["day"])):
                return day
    return None


def read_day_number(text: str) -> int | None:
    """Return N of "Day N" or "N일차" in a title, or None; a day of a week ("Week 2 Day 1", "2주차 1일차") is no Day N."""
    if _WEEK.search(text) or not (found := _DAY_N.search(text)):
        return None
    return int(found[1] or found[2]) or None


def read_moment(text: str) -> datetime | date | None:
    """Return the moment that a value says, or the day where it says no time of day, or None.

    A moment without a time zone comes back without one. ISO 8601, as Jekyll writes it, and Notion's English and Korean.
    """
    text = text.strip().removeprefix("@")[:60]
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        pass
    day = read_day(text) or _english_day(text)
    clock = _CLOCK.search(text)
    if not day or not clock:
        return day
    hour, minute, second = int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)
    half = {"am": 0, "오전": 0, "pm": 12, "오후": 12}.get((clock["english"] or clock["half"] or "").lower())
    if half is not None and 1 <= hour <= 12:
        hour = hour % 12 + half
    if hour > 23 or minute > 59 or second > 59:
        return day
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=_zone(text[clock.end() :]))


def _zone(rest: str) -> timezone | None:
    found = _ZONE.search(f" {rest}")
    if not found:
        return None
    if found[1]:
        return UTC
    offset = timedelta(hours=int(found[3]), minutes=int(found[4]))
    return timezone(offset if found[2] == "+" else -offset) if offset < timedelta(days=1) else None


def _english_day(text: str) -> date | None:
    if not (found := _ENGLISH.search(text)):
        return None
    name, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    month = _MONTHS.get(name[:3].lower())
    return _date(int(year), month, int(day)) if month else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
