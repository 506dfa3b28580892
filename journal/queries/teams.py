"""Teams as the organisers see them: how many are in each, who takes care of it, and whether it can be deleted."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q

from journal.models.cohorts import Cohort
from journal.models.people import Membership, Team
from journal.queries.members import BELONG
from journal.text.lectures import natural_key

Role, State = Membership.Role, Membership.State


@dataclass(frozen=True)
class TeamLine:
    """A team, how many campers are in it, and the names of its mentors."""

    pk: int
    name: str
    count: int
    mentors: tuple[str, ...]
    may_go: bool  # nobody is in it, and nothing was written in it


def team_lines(cohort: Cohort) -> list[TeamLine]:
    """Return the teams of a cohort, 2 before 10 (one query)."""
    mentors = Membership.objects.filter(mentored_teams=OuterRef("pk"), state__in=BELONG, role=Role.MENTOR)
    mentors = mentors.order_by("user__display_key").values("user__display_name")
    inside = Count("members", filter=Q(members__state__in=BELONG, members__role=Role.CAMPER))
    rows = Team.objects.filter(cohort=cohort).annotate(count=inside, of_mentors=ArraySubquery(mentors))
    rows = rows.annotate(may_go=may_go()).order_by("pk")
    rows = rows.values_list("pk", "name", "count", "of_mentors", "may_go")
    lines = [TeamLine(pk, name, count, tuple(names), may) for pk, name, count, names, may in rows]
    return sorted(lines, key=lambda line: (natural_key(line.name), line.name))


def may_go() -> Exists:
    """Return the condition that a team can be deleted: nobody is in it, and no post would lose whom it is for."""
    inside = Membership.objects.filter(team=OuterRef("pk")).exclude(state=State.WITHDRAWN)
    return ~Exists(inside) & ~Exists(Team.objects.filter(pk=OuterRef("pk"), posts__isnull=False))


def mentors_to_assign(cohort: Cohort, team: Team) -> list[Membership]:
    """Return the mentors of a cohort by name, each with `is_theirs`: whether the team is assigned to them."""
    theirs = Membership.mentored_teams.through.objects.filter(membership=OuterRef("pk"), team=team)
    rows = Membership.objects.filter(cohort=cohort, role=Role.MENTOR, state__in=BELONG).select_related("user")
    return list(rows.annotate(is_theirs=Exists(theirs)).order_by("user__display_key", "pk"))
