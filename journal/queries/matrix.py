"""The topic × day matrix of a cohort: in each cell how many journals the reader may see."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from math import ceil
from typing import NamedTuple

from journal.models.calendars import StudyCalendar
from journal.models.cohorts import Cohort
from journal.models.prepared import Prepared, number
from journal.models.topics import Topic
from journal.queries.counts import counts_by_topic, matrix_counts

MOST_TOPICS = 60  # rows, where free tags are shown too
STEPS = 4  # of colour


class MatrixTopic(NamedTuple):
    """A row's topic as its link shows it."""

    pk: int
    name: str
    slug: str
    hue: int


class MatrixDay(NamedTuple):
    """A column: Day N and its date."""

    number: int
    on: date
    is_today: bool


class MatrixCell(NamedTuple):
    """Day N's number of posts; `step` is 0 for none and goes up to STEPS for the most of the page."""

    number: int
    posts: int
    step: int


class MatrixRow(NamedTuple):
    """A topic, or None for the days themselves, where a post of two topics is counted once."""

    topic: MatrixTopic | None
    cells: list[MatrixCell]


@dataclass(frozen=True)
class Matrix:
    """What a matrix is made of; two that are equal show the same. `left_out` says how many more topics there are.

    `counts` are `matrix_counts`; `on` is today in the cohort.
    """

    cohort: str
    calendar: StudyCalendar
    on: date
    topics: tuple[MatrixTopic, ...]
    counts: tuple[tuple[int | None, str], ...]
    left_out: int = 0

    def counts_of(self, topic: int | None) -> dict[date, int]:
        """Return a topic's counts by day, or under None those of the days themselves."""
        text = dict(self.counts).get(topic, "")
        days = (each.split() for each in text.split(",") if each)
        return {date.fromisoformat(day): int(posts) for day, posts in days}

    @cached_property
    def days(self) -> list[MatrixDay]:
        """The columns, to today or to the last day that has a journal already."""
        last = max(filter(None, (self.calendar.latest(self.on), *self.counts_of(None))), default=None)
        days = [day for day in self.calendar.days if last and day <= last]
        return [MatrixDay(number, day, day == self.on) for number, day in enumerate(days, start=1)]

    @cached_property
    def weeks(self) -> list[list[MatrixDay]]:
        """The columns by week, oldest first."""
        return [list(week) for _, week in groupby(self.days, key=lambda day: day.on.isocalendar()[:2])]

    @property
    def rows(self) -> list[MatrixRow]:
        """The days themselves, then the topics; thousands of cells, which are not kept with what they are made of."""
        topics = [self.counts_of(topic.pk) for topic in self.topics]
        most = max((posts for days in topics for posts in days.values()), default=1)
        named = zip(self.topics, topics, strict=True)
        return [_row(None, self.counts_of(None), self.days)] + [
            _row(topic, days, self.days, most) for topic, days in named
        ]


def matrix_of(user, cohort: Cohort, *, with_tags: bool) -> Matrix:
    """Return the matrix of the curated topics in their order, then, `with_tags`, of the tags most written about.

    Only what `user` may read is counted, or named.
    """
    topics, left_out = _topics(user, cohort, with_tags)
    counts = matrix_counts(user, cohort, [topic.pk for topic in topics])
    return Matrix(cohort.slug, cohort.calendar, cohort.today(), topics, counts, left_out)


def _topics(user, cohort: Cohort, with_tags: bool) -> tuple[tuple[MatrixTopic, ...], int]:
    curated = tuple(MatrixTopic(*row) for row in CURATED.tuples(cohort=cohort.pk))
    if not with_tags:
        return curated, 0
    totals = counts_by_topic(user, cohort)
    tags = sorted(set(totals) - {topic.pk for topic in curated}, key=lambda key: (-totals[key], key))
    shown = tags[: max(MOST_TOPICS - len(curated), 0)]
    rows = Topic.objects.filter(cohort=cohort, pk__in=shown).values_list(*MatrixTopic._fields)
    found = {row[0]: MatrixTopic(*row) for row in rows}
    return curated + tuple(found[key] for key in shown if key in found), len(tags) - len(shown)


def _curated():
    rows = Topic.objects.filter(is_curated=True, cohort=number("cohort")).order_by("position", "key")
    return rows.values_list(*MatrixTopic._fields)


CURATED = Prepared(_curated)


def _row(topic: MatrixTopic | None, counts: dict[date, int], days: list[MatrixDay], most: int = 0) -> MatrixRow:
    posts = [(day.number, counts.get(day.on, 0)) for day in days]
    return MatrixRow(topic, [MatrixCell(day, some, ceil(STEPS * some / most) if most else 0) for day, some in posts])
