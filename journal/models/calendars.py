"""Day N: which days of a cohort count, computed from its calendar and never stored."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache


@dataclass(frozen=True)
class StudyCalendar:
    """The study days between two dates (both included): some ISO weekdays, without the holidays."""

    first_on: date
    last_on: date
    weekdays: frozenset[int]
    holidays: frozenset[date]

    @cached_property
    def days(self) -> tuple[date, ...]:
        """All study days in order; Day 1 is the first."""
        return _days_of(self)

    def number_of(self, day: date | None) -> int | None:
        """Return N for a study day, counted from 1, or None for any other day."""
        if day is None:
            return None
        at = bisect_left(self.days, day)
        return at + 1 if at < len(self.days) and self.days[at] == day else None

    def date_of(self, number: int) -> date | None:
        """Return the date of Day `number`, or None where there is none."""
        return self.days[number - 1] if 1 <= number <= len(self.days) else None

    def latest(self, day: date) -> date | None:
        """Return the last study day on or before `day`, or None before the first one."""
        at = bisect_left(self.days, day + timedelta(1))
        return self.days[at - 1] if at else None

    def before(self, day: date) -> date | None:
        """Return the last study day before `day`, or None."""
        return self.latest(day - timedelta(1))

    def after(self, day: date) -> date | None:
        """Return the first study day after `day`, or None."""
        at = bisect_left(self.days, day + timedelta(1))
        return self.days[at] if at < len(self.days) else None


@lru_cache(256)
def _days_of(calendar: StudyCalendar) -> tuple[date, ...]:
    # Every post of a list asks for its Day N: counted once for each calendar, not for each post.
    span = (calendar.last_on - calendar.first_on).days + 1
    every = (calendar.first_on + timedelta(n) for n in range(span))
    return tuple(day for day in every if day.isoweekday() in calendar.weekdays and day not in calendar.holidays)
