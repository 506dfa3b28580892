"""A curriculum out of a table: a line a lecture, with its day, topic, code and title. Nothing here knows the cohort."""

import re
from dataclasses import dataclass
from datetime import date

from journal.text.days import read_day
from journal.text.lectures import natural_key, tidy_code
from journal.text.tables import Line
from journal.text.topic_names import MAX_KEY, MAX_NAME, topic_key

MAX_CODE, MAX_TITLE = 20, 160
COLUMNS = ("day", "topic", "code", "title")
HEADS = {
    "day": ("일차", "학습일", "날짜", "일자", "강의일", "day", "date", "studyday", "차시", "일"),
    "topic": ("주제", "과목", "토픽", "분류", "topic", "subject", "course", "module", "모듈", "교과"),
    "code": ("코드", "번호", "강의번호", "순번", "code", "no", "number", "no.", "id", "회차", "강"),
    "title": ("제목", "강의", "강의명", "강의제목", "내용", "title", "lecture", "name", "이름"),
}  # fmt: skip
# A spreadsheet takes "4-1" for the first of April, and "8강" is the lecture 8.
_MONTH_AND_DAY = re.compile(r"(?:[0-9]{4}-)?0?([0-9]{1,2})(?:월 ?|-)0?([0-9]{1,2})일?(?: 00:00:00)?")
_AS_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: 00:00:00)?|[0-9]{1,2}월 ?[0-9]{1,2}일")
_COUNTED = re.compile(r"(?:제 ?)?([0-9][0-9.-]*) ?강")
_COLUMN_OF = {topic_key(word): column for column, words in HEADS.items() for word in words}


@dataclass(frozen=True)
class Planned:
    """A line of a curriculum. `fault` says why it cannot be taken in: "day", "topic", "topic_long", "code",
    "code_long", "title" or "title_long"; "" where it can.
    """

    line: int
    study_on: date | int | None  # the date, or the number of the study day; None: of no day
    topic: str
    code: str
    title: str
    said: str = ""  # the day as it was written
    fault: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes a lecture the same one: its topic and its code, however they are written."""
        return topic_key(self.topic), natural_key(self.code)


def read_curriculum(lines: list[Line], near: date) -> list[Planned]:
    """Return the lectures of a table: day, topic, code and title, or as its first line names the columns.

    An empty day or topic is that of the line above, as merged cells of a spreadsheet leave them. `near` is the
    cohort's first day, which says of which year "8/5" is.
    """
    columns, has_heads = _columns(lines[0].cells)
    found: list[Planned] = []
    above: dict[str, str] = {}
    for line in lines[has_heads:]:
        cells = {column: _cell(line, at) for column, at in columns.items()}
        for column in ("day", "topic"):
            cells[column] = above[column] = cells[column] or above.get(column, "")
        found.append(_planned(line.number, cells, near))
    return found


def _columns(cells: tuple[str, ...]) -> tuple[dict[str, int | None], bool]:
    found: dict[str, int | None] = {}
    for at, cell in enumerate(cells):
        if column := _COLUMN_OF.get(topic_key(cell)):
            found.setdefault(column, at)
    if len(found) >= 2 and "title" in found:
        return dict.fromkeys(COLUMNS) | found, True
    return {column: at for at, column in enumerate(COLUMNS)}, False


def code_of(text: str) -> str:
    """Return a lecture's code as it is kept: "8강" is 8, and the day into which a spreadsheet made 4-1 is 4-1 again."""
    if _AS_DATE.fullmatch(text) and (found := _MONTH_AND_DAY.fullmatch(text)):
        return f"{found[1]}-{found[2]}"
    if found := _COUNTED.fullmatch(text):
        text = found[1]
    return tidy_code(text) if len(text) <= MAX_CODE else text


def _planned(number: int, cells: dict[str, str], near: date) -> Planned:
    said, topic, code, title = (cells[column] for column in COLUMNS)
    code = code_of(code)
    day = None if said in ("", "-", "–") else read_day(said, near)
    faults = {
        "day": day is None and said not in ("", "-", "–"),
        "topic": not topic_key(topic),
        "topic_long": len(topic) > MAX_NAME or len(topic_key(topic)) > MAX_KEY,
        "code": not code,
        "code_long": len(code) > MAX_CODE or len(natural_key(code)) > 120,
        "title": not title,
        "title_long": len(title) > MAX_TITLE,
    }
    fault = next((name for name, is_so in faults.items() if is_so), "")
    return Planned(number, day, topic, code, title, said, fault)


def _cell(line: Line, at: int | None) -> str:
    return line.cells[at] if at is not None and at < len(line.cells) else ""
