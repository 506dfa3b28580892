"""Rosters: kept to be looked at, and applied by the worker, so many people at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User
from accounts.newcomers import is_claimed, make_newcomers
from journal.actions.acts import note_act
from journal.actions.jobs import enqueue, for_a_while
from journal.actions.people import change_membership
from journal.models.cohorts import Cohort
from journal.models.moderation import Act
from journal.models.people import Membership, Team
from journal.models.rosters import Roster
from journal.queries.rosters import TO_DO, Row, plan_roster
from journal.text.rosters import Entry

KEEP = timedelta(days=1)
AT_ONCE = 50  # people of one transaction: their rows are held, and the page says how far it is
Role, State = Membership.Role, Membership.State


@transaction.atomic
def keep_roster(*, cohort: Cohort, owner: User, name: str, entries: Iterable[Entry]) -> Roster:
    """Return an uploaded roster, kept for a day to be looked at and applied; older ones are forgotten."""
    clean_rosters()
    lines = [list(astuple(entry)) for entry in entries]
    return Roster.objects.create(cohort=cohort, owner=owner, name=name[:200], lines=lines)


def clean_rosters() -> int:
    """Forget the rosters that were uploaded more than a day ago; return how many."""
    return Roster.objects.filter(created_at__lte=timezone.now() - KEEP).delete()[0]


@transaction.atomic
def ask_for_roster(*, roster: Roster, to_do: int) -> Roster:
    """Leave applying a roster, of which `to_do` people change something, to the worker; twice is once."""
    roster = Roster.objects.select_for_update().get(pk=roster.pk)
    if roster.state != Roster.State.WAITING:
        roster.state, roster.total, roster.done = Roster.State.WAITING, to_do, 0
        roster.save(update_fields=["state", "total", "done"])
        _enqueue(roster.pk)
    return roster


def apply_roster(*, key: str) -> None:
    """Do what a roster says, and go on in another job where it takes long. Doing it twice is doing it once."""
    roster = Roster.objects.select_related("cohort", "owner").filter(pk=UUID(key), state=Roster.State.WAITING).first()
    if roster is None or roster.cohort.state in (Cohort.State.ENDED, Cohort.State.ARCHIVED):
        return
    if for_a_while(_steps(roster)):
        _end(roster)
    else:
        _enqueue(roster.pk)


@transaction.atomic
def _end(roster: Roster) -> None:
    ended = {"state": Roster.State.DONE, "done": roster.total, "ended_at": timezone.now()}
    if Roster.objects.filter(pk=roster.pk, state=Roster.State.WAITING).update(**ended):
        words = f"{roster.name} ({roster.total:,})".strip()
        note_act(cohort_id=roster.cohort_id, by=roster.owner, verb=Act.Verb.ROSTER, words=words)


def _enqueue(key: UUID) -> None:
    enqueue("apply_roster", key=str(key), lock=f"apply_roster-{key}")


def _steps(roster: Roster) -> Iterator[int]:
    """Apply a roster, AT_ONCE people a transaction, yielding how many are in."""
    to_do = [row.entry for row in plan_roster(roster.cohort, roster.entries) if row.state in TO_DO]
    done = max(roster.total - len(to_do), 0)
    for start in range(0, len(to_do), AT_ONCE):
        some = to_do[start : start + AT_ONCE]
        with transaction.atomic():
            _apply(roster.cohort, some)
            done += len(some)
            Roster.objects.filter(pk=roster.pk).update(done=done)
        yield done


def _apply(cohort: Cohort, entries: list[Entry]) -> None:
    """Do what these lines say of the cohort as it is now."""
    rows = [row for row in plan_roster(cohort, entries) if row.state in TO_DO]
    teams = _teams(cohort, {name for row in rows for name in row.entry.teams})
    strangers = [row for row in rows if row.user is None]
    newcomers = make_newcomers(
        [(row.entry.email, row.entry.name) for row in strangers],
        language=get_language() or "ko", time_zone=cohort.time_zone,
    )  # fmt: skip
    made = dict(zip((row.entry.email for row in strangers), newcomers, strict=True))
    new = [_membership(cohort, made[row.entry.email], row, teams) for row in strangers]
    Membership.objects.bulk_create(new)  # nobody of them has written or asked anything yet
    for row, membership in zip(strangers, new, strict=True):
        _assign(membership, row, teams)
    for row in rows:
        if row.user is not None:
            membership = row.membership or _membership(cohort, row.user, row, teams)
            _change(membership, row, teams)


def _membership(cohort: Cohort, user: User, row: Row, teams: dict[str, Team]) -> Membership:
    state = State.ACTIVE if is_claimed(user) else State.INVITED
    return Membership(cohort=cohort, user=user, role=row.entry.role, state=state, team=_team(row, teams))


def _change(membership: Membership, row: Row, teams: dict[str, Team]) -> None:
    if row.entry.role != Role.CAMPER:
        membership.team = None
    elif row.entry.teams:
        membership.team = _team(row, teams)
    was_mentor = membership.pk and membership.role == Role.MENTOR
    membership.role = row.entry.role
    change_membership(membership=membership)
    if was_mentor and membership.role != Role.MENTOR:
        membership.mentored_teams.clear()
    _assign(membership, row, teams)


def _assign(membership: Membership, row: Row, teams: dict[str, Team]) -> None:
    if row.entry.role == Role.MENTOR and row.entry.teams:
        membership.mentored_teams.set([teams[name] for name in row.entry.teams])


def _team(row: Row, teams: dict[str, Team]) -> Team | None:
    return teams[row.entry.teams[0]] if row.entry.role == Role.CAMPER and row.entry.teams else None


def _teams(cohort: Cohort, names: set[str]) -> dict[str, Team]:
    Team.objects.bulk_create([Team(cohort=cohort, name=name) for name in sorted(names)], ignore_conflicts=True)
    return {team.name: team for team in Team.objects.filter(cohort=cohort, name__in=names)}
