"""The topic × day matrix of a cohort: in each cell how many journals the reader may see."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import ceil

from journal.models.cohorts import Cohort
from journal.models.topics import Topic
from journal.queries.counts import counts_by_topic, counts_by_topic_and_day, counts_of_days

MOST_TOPICS = 60  # rows, where free tags are shown too
STEPS = 4  # of colour


@dataclass(frozen=True)
class MatrixDay:
    """A column: Day N and its date."""

    number: int
    on: date
    is_today: bool


@dataclass(frozen=True)
class MatrixCell:
    """Day N's number of posts; `step` is 0 for none and goes up to STEPS for the most of the page."""

    number: int
    posts: int
    step: int


@dataclass(frozen=True)
class MatrixRow:
    """A topic, or None for the days themselves, where a post of two topics is counted once."""

    topic: Topic | None
    cells: list[MatrixCell]


@dataclass(frozen=True)
class Matrix:
    """Weeks of days, oldest first, and the rows; `left_out` says how many more topics there are."""

    weeks: list[list[MatrixDay]]
    rows: list[MatrixRow]
    left_out: int = 0


def matrix_of(user, cohort: Cohort, *, with_tags: bool) -> Matrix:
    """Return the matrix of the curated topics in their order, then, `with_tags`, of the tags most written about.

    Its last day is today, or the last that has a journal already. Only what `user` may read is counted, or named.
    """
    topics, left_out = _topics(user, cohort, with_tags)
    by_day = counts_of_days(user, cohort, cohort.calendar.days)
    counts = counts_by_topic_and_day(user, cohort, [topic.pk for topic in topics])
    days = _days(cohort, by_day)
    rows = [_row(None, [by_day.get(day.on, 0) for day in days], days)]
    most = max(counts.values(), default=1)
    rows += [_row(topic, [counts.get((topic.pk, day.on), 0) for day in days], days, most) for topic in topics]
    weeks = [list(week) for _, week in groupby(days, key=lambda day: day.on.isocalendar()[:2])]
    return Matrix(weeks, rows, left_out)


def _topics(user, cohort: Cohort, with_tags: bool) -> tuple[list[Topic], int]:
    curated = list(cohort.topics.filter(is_curated=True).order_by("position", "key"))
    if not with_tags:
        return curated, 0
    totals = counts_by_topic(user, cohort)
    tags = sorted(set(totals) - {topic.pk for topic in curated}, key=lambda key: (-totals[key], key))
    shown = tags[: max(MOST_TOPICS - len(curated), 0)]
    found = cohort.topics.in_bulk(shown)
    return curated + [found[key] for key in shown if key in found], len(tags) - len(shown)


def _days(cohort: Cohort, by_day: dict[date, int]) -> list[MatrixDay]:
    calendar, today = cohort.calendar, cohort.today()
    last = max(filter(None, (calendar.latest(today), *by_day)), default=None)
    days = [day for day in calendar.days if last and day <= last]
    return [MatrixDay(number, day, day == today) for number, day in enumerate(days, start=1)]


def _row(topic: Topic | None, counts: list[int], days: list[MatrixDay], most: int = 0) -> MatrixRow:
    cells = [
        MatrixCell(day.number, posts, ceil(STEPS * posts / most) if most else 0)
        for day, posts in zip(days, counts, strict=True)
    ]
    return MatrixRow(topic, cells)
