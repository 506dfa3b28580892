"""Plots: a number for each study day, to be drawn as bars with a table behind them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from journal.models.calendars import StudyCalendar
from journal.models.cohorts import Cohort
from journal.text.plots import HEIGHT, STEP, bars_path

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
