"""Headings that name an event: "0805 Master Class", "[8/5] 오피스아워", "깃허브 특강 (8월 6일)"."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from journal.text.headings import LONGEST_HEADING, plain_title, unwrapped, without_decoration, without_emoji
from journal.text.sentences import is_sentence

LONGEST_NAME = 60

# The first kind whose word is in the name. Words are matched without blanks, in lower case.
_WORDS = (
    ("master_class", re.compile(r"마스터\s?클[래라]스|master\s?class|masterclass")),
    ("office_hour", re.compile(r"오피스\s?아워|office\s?hours?")),
    (
        "special_lecture",
        re.compile(r"특강|특별\s?강[의연]|초청\s?강[의연]|강연(?!주)|special lectures?|guest lectures?"),
    ),
    (
        "other",
        re.compile(
            r"세미나|웨비나|해커톤|오리엔테이션|워크[숍샵]|밋업|컨퍼런스|콘퍼런스|설명회|간담회|현직자\s?토크|테크\s?토크|두런두런|네트워킹 (?:데이|행사)"
            r"|\b(?:seminar|webinar|hackathon|orientation|workshop|meet-?up|conference|tech talk|networking day)\b"
        ),
    ),
)
_WEEKDAY = r"(?:\s*\(?[월화수목금토일](?:요일)?\)|\s*[월화수목금토일]요일)?"
_YEAR = r"(?:(?P<year>(?:19|20)\d\d|\d\d)\s?[./년-]\s?)?"
_MARKED_DATE = rf"{_YEAR}(?P<month>\d{{1,2}})\s?(?:월\s?|[./-]\s?)(?P<day>\d{{1,2}})(?:\s?일|\.(?!\d))?{_WEEKDAY}"
_RUN_DATE = rf"(?P<year>(?:20)?\d\d)?(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01]){_WEEKDAY}"
_BEFORE = [
    re.compile(rf"[\[(]?\s*(?:{pattern})(?![\d/-])\s*[\])]?\s*[-:,|]?\s*") for pattern in (_MARKED_DATE, _RUN_DATE)
]
_AFTER = [
    re.compile(rf"(?:(?<=\s)|(?=[\[(]))[\[(]?\s*(?:{pattern})\s*[\])]?\s*$") for pattern in (_MARKED_DATE, _RUN_DATE)
]
_CODE_LIKE = re.compile(r"\d{1,2}\s?-\s?\d{1,2}$|\d\.\d{1,2}$|\d{1,2}\.\d$")
# What is left of a heading that only says which day it is.
_DAY_WORDS = re.compile(
    r"^(?:day\s?\d*|week\s?\d*|\d+\s?(?:일차|주차|일)|[월화수목금토일](?:요일)?|til|log|일지|일기|기록|정리|오늘.*|학습.*|공부.*|todo.*|할 ?일.*)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class EventName:
    """An event read from a heading. `kind` is None where only the date speaks for an event ("0806 두런 모임")."""

    name: str
    kind: str | None
    month: int | None = None
    day: int | None = None
    year: int | None = None


def _real_date(match: re.Match) -> tuple[int, int, int | None] | None:
    month, day = int(match["month"]), int(match["day"])
    year = int(match["year"]) if match["year"] else None
    if year is None and _CODE_LIKE.match(match.group().strip(" []()-:,|")):
        return None  # "4-1" and "1.2" are codes of lectures, not days; "08.05" is a day
    if year is not None and year < 100:
        year += 2000
    try:
        date(year or 2000, month, day)  # 2000 has a 29 February
    except ValueError:
        return None
    return month, day, year


def split_date(title: str) -> tuple[str, tuple[int, int, int | None] | None]:
    """A heading's words and the (month, day, year or None) that stands before or after them, or None.

    Read are 0805, 210805, 20210805, 8/5, 08.05, 2021-08-05, 8월 5일, each with a weekday or in brackets.
    """
    text = plain_text = without_decoration(without_emoji(unicodedata.normalize("NFKC", title[:LONGEST_HEADING])))
    for pattern in _BEFORE:
        if (match := pattern.match(text)) and (found := _real_date(match)):
            return plain_title(text[match.end() :]), found
    for pattern in _AFTER:
        if (match := pattern.search(text)) and (found := _real_date(match)):
            return plain_title(text[: match.start()].rstrip(" -–,|:")), found
    return plain_title(unwrapped(plain_text)), None


def read_event(title: str) -> EventName | None:
    """The event that a heading names, or None. Never raises.

    Either one of the words for events is in it, or a date stands beside a name (then `kind` is None: the caller
    decides whether the heading's place makes it an event).
    """
    name, found = split_date(title)
    if not name or len(name) > LONGEST_NAME or is_sentence(name):
        return None
    month, day, year = found or (None, None, None)
    folded = name.casefold()
    for kind, word in _WORDS:
        if word.search(folded):
            return EventName(name, kind, month, day, year)
    if found and not _DAY_WORDS.match(folded):
        return EventName(name, None, month, day, year)
    return None


def nearest_day(month: int, day: int, year: int | None, near: date | None) -> date | None:
    """The date of a day and month: of its own year, else of the year that brings it nearest to `near`, else None."""
    years = [year] if year else [near.year - 1, near.year, near.year + 1] if near else []
    days = []
    for candidate in years:
        try:
            days.append(date(candidate, month, day))
        except ValueError:
            continue
    if not days:
        return None
    return days[0] if near is None else min(days, key=lambda on: abs((on - near).days))
