"""People of a cohort, and one person's journal."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet

from accounts.models import User
from journal.models.cohorts import Cohort
from journal.models.people import Membership, Team
from journal.models.posts import Post, StaffReading
from journal.models.readers import SEEING, reader_of
from journal.text.chosung import best_match, pattern_of

SUGGESTIONS = 8
MOST_READINGS = 100
TOGETHER = 100  # members that one page shows; of more it shows a team at a time


@dataclass(frozen=True)
class CalendarDay:
    """A square of a person's calendar: Day N, its date, and the journal of it that the reader may see."""

    number: int
    on: date
    post: Post | None
    is_today: bool


class Face(NamedTuple):
    """A member as the list of people shows them; the names are those of accounts.models.User."""

    handle: str
    display_name: str
    initial: str
    picture_url: str
    role: str
    role_words: str
    state_words: str  # "" while they are active
    mentored: str  # the teams they mentor

    @property
    def address(self) -> str:
        """Where their page is."""
        return f"/@{self.handle}/"


class TeamFaces(NamedTuple):
    """The members of a team; `name` is "" of those who are in none: mentors and organisers."""

    name: str
    faces: tuple[Face, ...]


@dataclass(frozen=True)
class TeamSize:
    """A team and how many members it has."""

    pk: int
    name: str
    count: int
    is_shown: bool


@dataclass(frozen=True)
class Roster:
    """A page of a cohort's people: `count` of all, the teams shown, and every team where these are too many for one."""

    count: int
    shown: list[TeamFaces]
    teams: list[TeamSize] = field(default_factory=list)


def roster_of(user, cohort: Cohort, *, called: str = "", team: int | None = None) -> Roster | None:
    """Return who belongs to a cohort, by team: those invited or withdrawn are not on the page (two queries).

    They are those `called` so (a part of a name, chosung as well), at most TOGETHER; of more members than that without
    a name those of a `team`, else those in `user`'s own team and in none. None for a team of no such cohort.
    """
    members = Membership.objects.filter(cohort=cohort, state__in=SEEING)
    sizes = members.order_by("team__name", "team").values_list("team", "team__name").annotate(Count("pk"))
    sizes = list(sizes)
    if team is not None and team not in [pk for pk, _name, _count in sizes if pk]:
        return None
    count = sum(size for _pk, _name, size in sizes)
    if pattern := pattern_of(called):
        members = members.filter(Q(user__display_key__iregex=pattern) | Q(user__handle__iregex=pattern))
    elif called:
        members = members.none()
    elif team is not None:
        members = members.filter(team=team)
    elif count > TOGETHER:
        own = reader_of(user).membership_in(cohort.pk)
        team = own.team_id if own else None
        members = members.filter(Q(team=team) | Q(team=None))
    teams = [TeamSize(pk, name, size, pk == team) for pk, name, size in sizes if pk] if count > TOGETHER else []
    return Roster(count, _by_team(members, TOGETHER if called else None), teams)


def _by_team(members: QuerySet, most: int | None) -> list[TeamFaces]:
    mentored = Team.objects.filter(mentors=OuterRef("pk")).order_by("name").values("name")
    rows = members.annotate(mentored=ArraySubquery(mentored)).order_by("team__name", "user__display_key", "pk")
    who = ("handle", "display_name", "display_key", "picture")
    columns = (F("team__name"), *(F(f"user__{name}") for name in who), F("role"), F("state"), F("mentored"))
    roles, states = (dict(choices.choices) for choices in (Membership.Role, Membership.State))
    found: dict[str, list[Face]] = {}
    for team, *person, role, state, teams in rows.values_list(*columns)[:most]:
        words = "" if state == Membership.State.ACTIVE else str(states[state])
        face = Face(*_shown(*person), role, str(roles[role]), words, ", ".join(teams))
        found.setdefault(team or "", []).append(face)
    return [TeamFaces(name, tuple(faces)) for name, faces in found.items()]


def _shown(handle: str, name: str, key: str, picture: str) -> tuple[str, str, str, str]:
    """Return the handle, the name, its first letter and the address of a picture, as a User has them."""
    person = User(handle=handle, display_name=name, display_key=key, picture=picture)
    return handle, name, person.initial, person.picture_url


def suggest_people(user, cohort: Cohort, query: str) -> list[Membership]:
    """Return at most eight members whose name or handle fits what was typed, those of `user`'s own team first.

    For nothing typed these are the own team's and its mentors'. `user` themselves is never among them.
    """
    own = reader_of(user).membership_in(cohort.pk)
    team_id = own.team_id if own else None
    members = Membership.objects.filter(cohort=cohort, state__in=SEEING, user__is_active=True).exclude(user=user)
    rows = []
    for member in members.select_related("user", "team").prefetch_related("mentored_teams"):
        teams = {member.team_id, *(team.pk for team in member.mentored_teams.all())}
        is_near = team_id in teams if team_id else False
        names = (member.user.display_name, member.user.handle)
        rank = best_match(names, query) if query else 0
        if rank is not None and (query or is_near):
            rows.append((rank, not is_near, member.user.display_key, member.pk, member))
    return [row[-1] for row in sorted(rows)[:SUGGESTIONS]]


def shared_cohort(user, person) -> Cohort | None:
    """Return the newest cohort of `person` whose pages `user` may open, or None."""
    reader = reader_of(user)
    theirs = Membership.objects.filter(user=person, state__in=SEEING).exclude(cohort__state=Cohort.State.DRAFT)
    if not reader.is_staff:
        theirs = theirs.filter(cohort__in=reader.cohorts)
    newest = theirs.select_related("cohort").order_by("-cohort__first_on").first()
    return newest.cohort if newest else None


def posts_by(user, person):
    """Return the published posts of `person` that `user` may read, shaped for a list."""
    return Post.objects.visible_to(user).published().filter(author=person).for_rows()


def calendar_of(user, person, cohort: Cohort) -> list[list[CalendarDay]]:
    """Return the weeks of a cohort up to today, each a list of its study days with the person's journals."""
    today = cohort.today()
    mine = Post.objects.visible_to(user).published().filter(author=person, cohort=cohort, study_on__isnull=False)
    posts = {post.study_on: post for post in mine.defer("body", "html", "outline", "toc")}
    weeks: dict[tuple[int, int], list[CalendarDay]] = {}
    for number, on in enumerate(cohort.calendar.days, start=1):
        if on <= today or on in posts:
            week = on.isocalendar()[:2]
            weeks.setdefault(week, []).append(CalendarDay(number, on, posts.get(on), on == today))
    return list(weeks.values())


def readings_by_staff(user) -> list[StaffReading]:
    """Return the newest readings of a person's own posts by the site's staff, each with its post and reader."""
    found = StaffReading.objects.known_to(user).select_related("post", "reader").order_by("-read_at", "-pk")
    return list(found.defer("post__body", "post__html", "post__outline", "post__toc")[:MOST_READINGS])
