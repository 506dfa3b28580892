"""Members as their organisers see them: everybody, in whatever state, with what would change for whom."""

from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet

from journal.models.cohorts import Cohort
from journal.models.people import Membership, Team
from journal.text.chosung import pattern_of
from journal.text.lectures import natural_key

PAGE = 100  # members of a page
NO_TEAM = "none"
Role, State = Membership.Role, Membership.State
# From which states one comes into another. Who was only invited can be taken back, and nothing else.
WAYS = {
    State.ON_LEAVE: {State.ACTIVE},
    State.WITHDRAWN: {State.INVITED, State.ACTIVE, State.ON_LEAVE, State.GRADUATED},
    State.GRADUATED: {State.ACTIVE, State.ON_LEAVE},
    State.ACTIVE: {State.ON_LEAVE, State.WITHDRAWN, State.GRADUATED},
}
BELONG = (State.INVITED, State.ACTIVE, State.ON_LEAVE, State.GRADUATED)  # whom a team's size counts


@dataclass(frozen=True)
class Member:
    """A line of the organisers' list of people."""

    pk: int
    handle: str
    name: str
    email: str  # "" of who became anonymous
    team: str
    mentored: tuple[str, ...]
    role: str
    state: str
    is_anonymous: bool

    @property
    def role_words(self) -> str:
        """The role, in words."""
        return str(dict(Role.choices)[self.role])

    @property
    def state_words(self) -> str:
        """The state, in words."""
        return str(dict(State.choices)[self.state])

    @property
    def teams(self) -> str:
        """The team of a camper, those of a mentor."""
        return ", ".join(self.mentored) if self.role == Role.MENTOR else self.team

    @property
    def address(self) -> str:
        """Where their journal is, or "" where there is nothing to see."""
        return "" if self.state in (State.WITHDRAWN, State.INVITED) else f"/@{self.handle}/"


@dataclass(frozen=True)
class MemberList:
    """A page of members that fit what was asked, how many these are, and how many there are in each state."""

    members: list[Member]
    count: int
    page: int
    pages: int
    states: list[tuple[str, str, int]]
    teams: list[Team]


@dataclass(frozen=True)
class Change:
    """What an act would do: to whom, and to whom not because it does not fit them."""

    members: list[Membership] = field(default_factory=list)
    others: list[Membership] = field(default_factory=list)


def members_of(cohort: Cohort, asks: dict) -> MemberList:
    """Return a page of who is in a cohort, in whatever state, by name (three queries). `asks` are the cleaned fields of
    forms/members.py: `q` a part of a name or an address, `team`, `role`, `state`, `page`."""
    rows = members_asked(cohort, asks).order_by("user__display_key", "pk")
    mentored = Team.objects.filter(mentors=OuterRef("pk")).order_by("name").values("name")
    columns = ("pk", "user__handle", "user__display_name", "user__email", F("team__name"))
    found = rows.annotate(mentored=ArraySubquery(mentored)).values_list(
        *columns, "mentored", "role", "state", "anonymous_at"
    )
    found = list(found)
    pages = -(-len(found) // PAGE) or 1
    page = min(asks["page"] or 1, pages)
    counts = dict(Membership.objects.filter(cohort=cohort).order_by().values_list("state").annotate(Count("pk")))
    states = [(value, str(words), counts[value]) for value, words in State.choices if value in counts]
    shown = [_member(*row) for row in found[(page - 1) * PAGE : page * PAGE]]
    return MemberList(shown, len(found), page, pages, states, teams_in_order(cohort))


def members_asked(cohort: Cohort, asks: dict) -> QuerySet[Membership]:
    """Return who of a cohort fits what was asked."""
    rows = Membership.objects.filter(cohort=cohort)
    if asks["q"]:
        pattern, address = pattern_of(asks["q"]), Q(user__email__icontains=asks["q"], anonymous_at=None)
        named = Q(user__display_key__iregex=pattern) | Q(user__handle__iregex=pattern) if pattern else Q(pk=None)
        rows = rows.filter(named | address)
    if asks["team"] == NO_TEAM:
        rows = rows.filter(team=None, mentored_teams=None)
    elif asks["team"]:
        rows = rows.filter(Q(team=int(asks["team"])) | Q(pk__in=_mentors_of(int(asks["team"]))))
    rows = rows.filter(role=asks["role"]) if asks["role"] else rows
    return rows.filter(state=asks["state"]) if asks["state"] else rows


def teams_in_order(cohort: Cohort) -> list[Team]:
    """Return the teams of a cohort: 2 before 10."""
    return sorted(cohort.teams.all(), key=lambda team: (natural_key(team.name), team.name))


def change_of(cohort: Cohort, members: QuerySet[Membership] | list[int], act: str) -> Change:
    """Return what an act (a state, a role, "team-<key>" or "team-none") would do to members, by name."""
    rows = Membership.objects.filter(cohort=cohort, pk__in=members).select_related("user", "team")
    change = Change()
    for each in rows.order_by("user__display_key", "pk"):
        (change.members if _would_change(each, act) else change.others).append(each)
    return change


def may_become(membership: Membership, state: str) -> bool:
    """Return whether a state fits a member: campers graduate, who is anonymous stays so, and nobody comes into the one
    they are in."""
    if membership.anonymous_at or (state == State.GRADUATED and membership.role != Role.CAMPER):
        return False
    return membership.state in WAYS.get(state, ())


def _would_change(membership: Membership, act: str) -> bool:
    if act in State.values:
        return may_become(membership, act)
    if membership.anonymous_at:
        return False
    if act in Role.values:
        return membership.role != act
    team = act.removeprefix("team-")
    return membership.role == Role.CAMPER and str(membership.team_id or NO_TEAM) != team


def _mentors_of(team: int) -> QuerySet:
    return Membership.mentored_teams.through.objects.filter(team=team).values("membership")


def _member(pk, handle, name, email, team, mentored, role, state, anonymous_at) -> Member:
    hidden = anonymous_at is not None
    return Member(pk, handle, name, "" if hidden else email, team or "", tuple(mentored), role, state, hidden)
