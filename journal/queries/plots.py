"""Plots: a number for each study day, to be drawn as bars or as squares, with a table behind them."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from math import ceil
from typing import NamedTuple

from journal.models.calendars import StudyCalendar
from journal.models.cohorts import Cohort
from journal.text.plots import HEIGHT, STEP, bars_path

STEPS = 4  # of colour
WEEKS = 53  # of a year at a glance
WIDEST = 24  # pixels a bar may have of the page; many bars share the column


class Bar(NamedTuple):
    """Day N, and how many posts it has."""

    number: int
    on: date
    posts: int


@dataclass(frozen=True)
class DayPlot:
    """The study days of a cohort so far, each with its number; see templates/includes/plot.html."""

    bars: tuple[Bar, ...]

    @cached_property
    def path(self) -> str:
        """The bars, as the `d` of a path in a box of `box`."""
        return bars_path([bar.posts for bar in self.bars])

    @property
    def box(self) -> str:
        """The drawing's own measures."""
        return f"0 0 {len(self.bars) * STEP} {HEIGHT}"

    @property
    def base(self) -> str:
        """The line that the bars stand on, so that an empty day is seen to be one."""
        return f"M0 {HEIGHT}H{len(self.bars) * STEP}"

    @property
    def width(self) -> int:
        """How wide it may be on the page, in pixels."""
        return len(self.bars) * WIDEST

    @property
    def end(self) -> int:
        """N of its last day."""
        return self.bars[-1].number

    @cached_property
    def total(self) -> int:
        """The sum."""
        return sum(bar.posts for bar in self.bars)

    @cached_property
    def filled(self) -> list[Bar]:
        """The days that have something, newest first."""
        return [bar for bar in reversed(self.bars) if bar.posts]

    @cached_property
    def most(self) -> Bar | None:
        """The first of the days that have most, if any has something."""
        return max(self.bars, key=lambda bar: bar.posts) if self.filled else None


def plot_days(cohort: Cohort, counts: dict[date, int]) -> DayPlot:
    """Return the plot of numbers by day, from Day 1 to today or the last day that has one.

    What falls between study days (a note on a Sunday) counts at the study day before it, else at Day 1.
    """
    return _plot(cohort.calendar, cohort.today(), tuple(counts.items()))


@lru_cache(500)
def _plot(calendar: StudyCalendar, today: date, counts: tuple[tuple[date, int], ...]) -> DayPlot:
    by_day: dict[date, int] = {}
    for on, count in counts:
        day = calendar.latest(on) or next(iter(calendar.days), None)
        if day and count:
            by_day[day] = by_day.get(day, 0) + count
    last = max([*by_day, calendar.latest(today) or date.min])
    days = [day for day in calendar.days if day <= last]
    return DayPlot(tuple(Bar(number, on, by_day.get(on, 0)) for number, on in enumerate(days, start=1)))


def last_days(plot: DayPlot, most: int) -> DayPlot:
    """Return the plot of the last days of one."""
    return DayPlot(plot.bars[-most:])


class Square(NamedTuple):
    """A day of a year at a glance. `number` is None for a day off, `posts` for one that is still to come; `step` is 0
    for a day without posts and goes up to STEPS for the most of a day."""

    on: date
    number: int | None
    posts: int | None
    step: int


@dataclass(frozen=True)
class Year:
    """A cohort's weeks, of at most a year, by its study weekdays; None where a week has a day outside of it."""

    weekdays: tuple[int, ...]
    weeks: tuple[tuple[Square | None, ...], ...]

    @cached_property
    def squares(self) -> list[tuple[int, int, Square]]:
        """All days, each with its column and its row."""
        return [(at, row, day) for at, week in enumerate(self.weeks) for row, day in enumerate(week) if day]

    @property
    def first_on(self) -> date:
        """Its first day."""
        return self.squares[0][2].on

    @property
    def last_on(self) -> date:
        """Its last one."""
        return self.squares[-1][2].on

    @property
    def has_begun(self) -> bool:
        """Whether a day of it has a number."""
        return any(day.posts is not None for _column, _row, day in self.squares)

    @property
    def total(self) -> int:
        """The sum."""
        return sum(day.posts or 0 for _column, _row, day in self.squares)


def year_of(cohort: Cohort, counts: dict[date, int]) -> Year:
    """Return the weeks of a cohort with these numbers by day; of one that is longer than a year the last by today."""
    calendar, today = cohort.calendar, cohort.today()
    last = cohort.last_on
    if (cohort.last_on - cohort.first_on).days >= 7 * WEEKS:
        last = min(max(today, cohort.first_on + timedelta(weeks=WEEKS - 1)), cohort.last_on)
    first = max(cohort.first_on, last - timedelta(weeks=WEEKS - 1, days=last.weekday()))
    most = max(counts.values(), default=1)
    weekdays = tuple(sorted(cohort.study_weekdays))

    def square(on: date) -> Square | None:
        if not first <= on <= last:
            return None
        posts = counts.get(on, 0)
        shown = posts if posts or on <= today else None
        return Square(on, calendar.number_of(on), shown, ceil(STEPS * posts / most))

    monday, weeks = first - timedelta(days=first.weekday()), []
    while monday <= last:
        week = tuple(square(monday + timedelta(days=each - 1)) for each in weekdays)
        weeks += [week] if any(week) else []
        monday += timedelta(days=7)
    return Year(weekdays, tuple(weeks))
