"""The organisers' overview: how many wrote today, and whom somebody should look at.

All of it is about the active campers of the cohort, but for the numbers by day, which count every journal of the day as
its page shows them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from journal.models.cohorts import Cohort
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.waiting import Waiting
from journal.queries.boards import Camper, campers_of, is_away, leaves_in
from journal.queries.counts import matrix_counts
from journal.queries.mentor_desk import SILENCE
from journal.queries.plots import DayPlot, Year, last_days, plot_days, year_of

LAST_DAYS = 14  # of the plot
RATED_DAYS = 5  # of a team's rate
BEHIND = 0.1  # below the cohort's rate: a team that falls behind
READ = 2 * RATED_DAYS  # journals of a camper that are read: those of the rated days are among them
FEW = 30  # of the silent that are shown at first


class TeamRate(NamedTuple):
    """How many journals a team's campers wrote on the rated days, out of how many they could."""

    pk: int
    name: str
    written: int
    expected: int

    @property
    def percent(self) -> int:
        """The rate, of a hundred."""
        return round(100 * self.written / self.expected) if self.expected else 0


class Silence(NamedTuple):
    """A camper who has not written for some study days: `days` of them since `since_on`; `is_new`: they never did."""

    camper: Camper
    days: int
    since_on: date | None
    is_new: bool


class MentorWait(NamedTuple):
    """What waits longest in a mentor's teams; without a name: in teams that no mentor has."""

    name: str
    handle: str
    kind: str
    asked_at: datetime
    post: int
    anchor: str

    @property
    def kind_words(self) -> str:
        """What it is."""
        return str(Waiting.Kind(self.kind).label)


@dataclass(frozen=True)
class Overview:
    """A cohort as its organisers see it: `on` is the study day it is about, the last one by today, or None before."""

    on: date | None
    number: int | None
    is_today: bool
    is_over: bool  # its last day is
    posted: int
    campers: int
    here: int  # of these, by the day it is about
    last: DayPlot
    year: Year
    rate: TeamRate
    behind: list[TeamRate]
    silent: list[Silence]
    waiting: list[MentorWait]

    @property
    def rated(self) -> int:
        """How many days the teams' rates are of."""
        return min(self.number or 0, RATED_DAYS)


def overview_of(user, cohort: Cohort) -> Overview:
    """Return the overview of a cohort for `user`, who runs it (five queries)."""
    calendar = cohort.calendar
    on = calendar.latest(cohort.today())
    campers = _campers(user, cohort, on)
    counts = _counts(user, cohort)
    leaves = leaves_in(cohort, cohort.first_on, cohort.last_on)
    rate, teams = _rates(cohort, campers, leaves, on)
    return Overview(
        on, calendar.number_of(on), on == cohort.today(), cohort.today() > cohort.last_on,
        posted=sum(on in camper.days for camper in campers) if on else 0,
        campers=len(campers),
        here=sum(on is None or camper.joined_on <= on or on in camper.days for camper in campers),
        last=last_days(plot_days(cohort, counts), LAST_DAYS),
        year=year_of(cohort, counts),
        rate=rate,
        behind=[team for team in teams if team.expected and team.written < (_part(rate) - BEHIND) * team.expected],
        silent=_silent(cohort, campers, leaves, on),
        waiting=_waiting(user, cohort) if cohort.is_open else [],
    )  # fmt: skip


def _campers(user, cohort: Cohort, on: date | None) -> list[Camper]:
    """Return the active campers with the days of their last journals, the newest first; when all is over, also those
    who have graduated."""
    journals = Post.objects.visible_to(user).published().filter(author=OuterRef("user"), cohort=cohort)
    journals = journals.filter(study_on__lte=on or cohort.first_on).order_by("-study_on").values("study_on")[:READ]
    states = [Membership.State.ACTIVE] if cohort.is_open else [Membership.State.ACTIVE, Membership.State.GRADUATED]
    return campers_of(cohort, states, days=ArraySubquery(journals))


def _counts(user, cohort: Cohort) -> dict[date, int]:
    """Return how many journals there are of each study day."""
    for topic, text in matrix_counts(user, cohort, ()):
        if topic is None:
            days = (each.split() for each in text.split(","))
            return {date.fromisoformat(day): int(posts) for day, posts in days}
    return {}


def _part(rate: TeamRate) -> float:
    return rate.written / rate.expected if rate.expected else 0


def _rates(cohort: Cohort, campers: list[Camper], leaves: dict, on: date | None) -> tuple[TeamRate, list[TeamRate]]:
    """Return the cohort's rate on the last five study days, and each team's, the lowest first."""
    number = cohort.calendar.number_of(on) or 0
    days = {cohort.calendar.date_of(at) for at in range(max(number - RATED_DAYS, 0) + 1, number + 1)}
    found: dict[int | None, list] = {}
    for camper in campers:
        wrote = days.intersection(camper.days)
        away = leaves.get(camper.pk)
        expected = len(wrote | set(_days_here(camper, days, away)))
        team = found.setdefault(camper.team_id, [camper.team, 0, 0])
        team[1] += len(wrote)
        team[2] += expected
    teams = [TeamRate(pk, *team) for pk, team in found.items() if pk]
    whole = TeamRate(0, "", sum(team[1] for team in found.values()), sum(team[2] for team in found.values()))
    return whole, sorted(teams, key=lambda team: _part(team))


def _days_here(camper: Camper, days: Iterable[date], away: list | None) -> list[date]:
    """Return the days on which a camper had joined and was not on leave."""
    here = [day for day in days if day >= camper.joined_on]
    return [day for day in here if not is_away(away, day)] if away else here


def _silent(cohort: Cohort, campers: list[Camper], leaves: dict, on: date | None) -> list[Silence]:
    """Return who has not written for SILENCE study days, as the mentor's desk counts them; days on leave, and those
    before somebody joined, do not count."""
    if on is None:
        return []
    calendar, today = cohort.calendar, cohort.calendar.number_of(on)
    silent = []
    for camper in campers:
        last = calendar.number_of(camper.days[0]) or 0 if camper.days else 0
        if today - last < SILENCE:
            continue
        missed = [calendar.date_of(at) for at in range(last + 1, today + 1)]
        missed = _days_here(camper, missed, leaves.get(camper.pk))
        if len(missed) >= SILENCE:
            silent.append(Silence(camper, len(missed), missed[0], not camper.days))
    return sorted(silent, key=lambda each: -each.days)


def _waiting(user, cohort: Cohort) -> list[MentorWait]:
    """Return for each mentor what has waited longest in their teams, the longest first; the site's staff, who answer
    nobody, see nothing of it."""
    items = Waiting.objects.visible_to(user).filter(cohort=cohort)
    items = items.order_by("team_id", "asked_at", "pk").distinct("team_id")
    columns = ("team_id", "asked_at", "pk", "kind", "post_id", "comment_id", "section")
    oldest = {row[0]: row[1:] for row in items.values_list(*columns)}
    if not oldest:
        return []
    role, active = Membership.Role.MENTOR, Membership.State.ACTIVE
    mentors = Membership.objects.filter(cohort=cohort, role=role, state=active, user__is_active=True)
    assigned: dict[tuple[str, str], set[int | None]] = {}
    for name, handle, team in mentors.values_list("user__display_name", "user__handle", "mentored_teams"):
        assigned.setdefault((name, handle), set()).add(team)
    teams = {team for found in assigned.values() for team in found if team}
    assigned[("", "")] = set(oldest) - teams
    found = []
    for who, theirs in assigned.items():
        rows = [oldest[team] for team in theirs if team in oldest and (team or who == ("", ""))]
        if rows:
            asked_at, _pk, kind, post, comment, section = min(rows)
            anchor = f"#comment-{comment}" if comment else f"#{section}" if section else ""
            found.append(MentorWait(*who, kind=kind, asked_at=asked_at, post=post, anchor=anchor))
    return sorted(found, key=lambda each: each.asked_at)
