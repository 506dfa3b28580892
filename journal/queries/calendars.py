"""What another calendar would move, and whether who applies it saw that: posts keep their dates, Day N follows."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from journal.models.calendars import StudyCalendar
from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture
from journal.models.events import Event
from journal.queries.counts import counts_of_days

SAID = ("name", "time_zone", "first_on", "last_on", "study_weekdays", "default_visibility")


class NotSeen(Exception):
    """A change of a calendar or curriculum waits until who asks for it has seen what it moves.

    `cohort` is as it is now, `mark` says that this change of it was seen, `calendar` is the wanted one. `is_stale` is
    whether the change was looked at before somebody else changed something.
    """

    def __init__(self, cohort: Cohort, mark: str, seen: str, calendar: StudyCalendar | None = None):
        super().__init__(cohort.pk)
        self.cohort, self.mark, self.calendar = cohort, mark, calendar
        self.is_stale = bool(seen) and seen.partition("-")[0] != mark.partition("-")[0]


@dataclass(frozen=True)
class MovedDay:
    """A date that becomes another Day N: from `before` to `after`, None where it is no study day. `posts` are there."""

    on: date
    before: int | None
    after: int | None
    posts: int = 0


@dataclass(frozen=True)
class MovedThing:
    """A lecture or an event whose date becomes another Day N."""

    day: MovedDay
    name: str


@dataclass(frozen=True)
class Moves:
    """What another calendar moves, as far as its reader may see; `counts` are the study days, then and now."""

    days: tuple[MovedDay, ...]  # that have posts
    things: tuple[MovedThing, ...]
    counts: tuple[int, int]

    @cached_property
    def posts(self) -> int:
        """How many posts show another Day N."""
        return sum(day.posts for day in self.days)

    @cached_property
    def homeless(self) -> tuple[MovedDay, ...]:
        """The dates with posts that are no study days any more."""
        return tuple(day for day in self.days if day.after is None)

    @cached_property
    def homeless_posts(self) -> int:
        """How many posts stand on them."""
        return sum(day.posts for day in self.homeless)


def mark_of(cohort: Cohort, wanted: object) -> str:
    """Return what says that somebody saw what `wanted` moves in a cohort as it is now (two queries).

    The half before the hyphen is another one when the cohort's dates, holidays or lectures are, that behind it when
    something else is wanted. Posts are in neither: they are published all the time, and move by the same rule.
    """
    holidays = list(cohort.holidays.order_by("on").values_list("on", "name"))
    lectures = list(cohort.lectures.order_by("pk").values_list("pk", "topic", "code", "title", "study_on"))
    now = ([getattr(cohort, name) for name in SAID], holidays, lectures)
    return "-".join(sha256(repr(each).encode("utf-8", "replace")).hexdigest()[:32] for each in (now, wanted))


def moves_of(user, cohort: Cohort, wanted: StudyCalendar) -> Moves:
    """Return what `wanted` in the place of a cohort's calendar moves; posts are those that `user` may see."""
    known = cohort.calendar
    every = sorted({*known.days, *wanted.days})
    moved = [(on, known.number_of(on), wanted.number_of(on)) for on in every]
    moved = {on: (before, after) for on, before, after in moved if before != after}
    posts = counts_of_days(user, cohort, list(moved)) if moved else {}
    days = {on: MovedDay(on, *numbers, posts.get(on, 0)) for on, numbers in moved.items()}
    lectures = Lecture.objects.filter(cohort=cohort, study_on__in=moved).order_by(
        "study_on", "topic__position", "code_key"
    )
    events = Event.objects.filter(cohort=cohort, on__in=moved).order_by("on", "pk")
    things = [(lecture.study_on, str(lecture)) for lecture in lectures] + [(event.on, event.name) for event in events]
    return Moves(
        days=tuple(day for day in days.values() if day.posts),
        things=tuple(MovedThing(days[on], name) for on, name in sorted(things, key=lambda thing: thing[0])),
        counts=(len(known.days), len(wanted.days)),
    )
