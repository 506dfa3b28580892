"""The board of a week: each camper of a cohort by day; posted, late, on leave, not here yet, or nothing yet.

A journal that is hidden was posted; a draft was not. On leave and to be seen here are different things: whoever is away
stands on the board, whoever withdrew does not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from journal.models.cohorts import Cohort
from journal.models.listed import was_late
from journal.models.people import Leave, Membership, Team
from journal.models.posts import Post
from journal.text.boards import AHEAD, AWAY, BEFORE, LATE, MISSING, OFF, POSTED
from journal.text.lectures import natural_key

ROWS = 100  # of a page
WEEK = timedelta(days=7)
STATES = (Membership.State.ACTIVE, Membership.State.ON_LEAVE, Membership.State.GRADUATED)


class Camper(NamedTuple):
    """Somebody on the board, as the database gives them; `days` is what the asker wants besides."""

    pk: int  # of the membership
    user_id: int
    handle: str
    display_name: str
    state: str
    joined_on: date
    team_id: int | None
    team: str | None
    days: tuple = ()


class BoardDay(NamedTuple):
    """A column: a day that is studied by its weekday. `number` is None on a holiday, `posted` counts the whole team or
    cohort."""

    on: date
    number: int | None
    posted: int
    is_today: bool


class Cell(NamedTuple):
    """How a camper's day stands; `post` is the key of its journal, if there is one."""

    state: str
    post: int | None = None


class Written(NamedTuple):
    """What is known of a journal without opening it, for `was_late`."""

    author_id: int
    study_on: date
    pk: int
    published_at: object
    imported_at: object
    cohort: Cohort


@dataclass(frozen=True)
class Board:
    """A week of a cohort or a team of it: `rows` are (Camper, cells) of this page, `total` is how many there are."""

    week_on: date  # its Monday
    days: list[BoardDay]
    rows: list[tuple[Camper, list[Cell]]]
    total: int
    page: int
    pages: int
    before_on: date | None
    after_on: date | None

    @property
    def first(self) -> int:
        """The place of the first row of the page, counted from 1."""
        return (self.page - 1) * ROWS + 1

    @property
    def last(self) -> int:
        """The place of the last one."""
        return self.first + len(self.rows) - 1


def campers_of(cohort: Cohort, states: Iterable[str], *, team: Team | None = None, days=None) -> list[Camper]:
    """Return the campers of a cohort in these states by team and name; `days` is an expression whose value each has."""
    rows = Membership.objects.filter(cohort=cohort, role=Membership.Role.CAMPER, user__is_active=True)
    rows = rows.filter(state__in=states, **({"team": team} if team else {})).order_by()
    columns = ["pk", "user_id", "user__handle", "user__display_name", "state", "joined_at", "team_id", "team__name"]
    if days is not None:
        rows, columns = rows.annotate(days=days), [*columns, "days"]
    names = {}
    found = []
    for row in rows.values_list(*columns, "user__display_key"):
        teams = names.setdefault(row[7], (row[7] is None, natural_key(row[7] or "")))
        found.append((teams, row[-1], row[0], Camper(*row[:5], cohort.today(row[5]), *row[6:-1])))
    return [row[-1] for row in sorted(found, key=lambda row: row[:3])]


def leaves_in(cohort: Cohort, first: date, last: date) -> dict[int, list[tuple[date, date]]]:
    """Return who (by their memberships) was on leave between two days, each from a day to the one before another."""
    rows = Leave.objects.filter(membership__cohort=cohort, from_on__lte=last)
    rows = rows.filter(Q(back_on=None) | Q(back_on__gt=first)).values_list("membership", "from_on", "back_on")
    found = defaultdict(list)
    for membership, from_on, back_on in rows:
        found[membership].append((from_on, back_on or date.max))
    return found


def is_away(leaves: list[tuple[date, date]], day: date) -> bool:
    """Return whether a day is in one of these leaves."""
    return any(from_on <= day < back_on for from_on, back_on in leaves)


def teams_to_choose(cohort: Cohort) -> list[tuple[int, str]]:
    """Return the keys and names of a cohort's teams, as people count them."""
    teams = Team.objects.filter(cohort=cohort).order_by("pk").values_list("pk", "name")
    return sorted(teams, key=lambda team: natural_key(team[1]))


def monday_of(cohort: Cohort, asked_on: date | None) -> date | None:
    """Return the Monday of the week that is asked for: of this one without, or the nearest one of the cohort's.

    None for a day that is in none of its weeks.
    """
    first, last = _monday(cohort.first_on), _monday(cohort.last_on)
    if asked_on is None:
        return min(max(_monday(cohort.today()), first), last)
    return _monday(asked_on) if first <= asked_on < last + WEEK else None


def board_of(user, cohort: Cohort, monday: date, *, team: Team | None = None, page: int = 1) -> Board | None:
    """Return a page of a week's board as `user`, who runs the cohort, sees it; None for a page that is not there."""
    campers = campers_of(cohort, STATES, team=team)
    pages = max(-(-len(campers) // ROWS), 1)
    if page > pages:
        return None
    days = _days(user, cohort, monday, team)
    leaves = leaves_in(cohort, monday, monday + WEEK)
    rows = _rows(user, cohort, days, campers[(page - 1) * ROWS : page * ROWS], leaves)
    earlier, later = monday - WEEK, monday + WEEK
    return Board(
        monday, days, rows, len(campers), page, pages,
        before_on=earlier if earlier >= _monday(cohort.first_on) else None,
        after_on=later if later <= cohort.last_on else None,
    )  # fmt: skip


def board_rows(user, cohort: Cohort, monday: date, *, team: Team | None = None) -> Iterator[tuple[Camper, list[Cell]]]:
    """Yield all rows of a week's board, a page of them at a time."""
    campers = campers_of(cohort, STATES, team=team)
    days, leaves = week_days(cohort, monday), leaves_in(cohort, monday, monday + WEEK)
    for start in range(0, len(campers), ROWS):
        yield from _rows(user, cohort, days, campers[start : start + ROWS], leaves)


def week_days(cohort: Cohort, monday: date, posted: dict[date, int] | None = None) -> list[BoardDay]:
    """Return the columns of a week: its study weekdays in the cohort's time, holidays too."""
    today, days = cohort.today(), (monday + timedelta(days=each - 1) for each in sorted(cohort.study_weekdays))
    return [
        BoardDay(on, cohort.calendar.number_of(on), (posted or {}).get(on, 0), on == today)
        for on in days
        if cohort.first_on <= on <= cohort.last_on
    ]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _journals(user, cohort: Cohort, first: date, last: date) -> QuerySet[Post]:
    return Post.objects.visible_to(user).published().filter(cohort=cohort, study_on__range=(first, last))


def _days(user, cohort: Cohort, monday: date, team: Team | None) -> list[BoardDay]:
    shown = {"author__memberships__cohort": cohort, "author__memberships__role": Membership.Role.CAMPER}
    shown |= {"author__memberships__state__in": STATES, "author__is_active": True}
    shown |= {"author__memberships__team": team} if team else {}
    posts = _journals(user, cohort, monday, monday + WEEK).filter(**shown).order_by()
    return week_days(cohort, monday, dict(posts.values_list("study_on").annotate(Count("pk"))))


def _rows(
    user, cohort: Cohort, days: list[BoardDay], campers: list[Camper], leaves: dict
) -> list[tuple[Camper, list[Cell]]]:
    if not days:
        return [(camper, []) for camper in campers]
    posts = _journals(user, cohort, days[0].on, days[-1].on).order_by()
    posts = posts.filter(author__in=[camper.user_id for camper in campers])
    columns = posts.values_list("author_id", "study_on", "pk", "published_at", "imported_at")
    written, today = {row[:2]: Written(*row, cohort) for row in columns}, cohort.today()
    return [
        (camper, [_cell(camper, day, written.get((camper.user_id, day.on)), leaves.get(camper.pk, []), today)
                  for day in days])
        for camper in campers
    ]  # fmt: skip


def _cell(camper: Camper, day: BoardDay, post: Written | None, leaves: list, today: date) -> Cell:
    if post:
        return Cell(LATE if was_late(post) else POSTED, post.pk)
    if day.number is None:
        return Cell(OFF)
    if day.on < camper.joined_on:
        return Cell(BEFORE)
    if is_away(leaves, day.on) or (camper.state == Membership.State.ON_LEAVE and day.on >= today):
        return Cell(AWAY)
    return Cell(AHEAD if day.on > today else MISSING)
