"""Members of a cohort: on leave, withdrawn, graduated, brought back; other roles, other teams. From the next request on
each of them is what they were made; what they wrote stays."""

from collections.abc import Iterable

from django.db import transaction

from accounts.newcomers import is_claimed
from journal.actions.acts import note_act
from journal.actions.people import change_memberships, hold_organisers
from journal.models.cohorts import Cohort
from journal.models.moderation import Act
from journal.models.people import Membership, Team
from journal.queries.members import may_become

Role, State, Verb = Membership.Role, Membership.State, Act.Verb
VERBS = {
    State.ON_LEAVE: Verb.PAUSED, State.WITHDRAWN: Verb.WITHDREW, State.GRADUATED: Verb.GRADUATED,
    State.ACTIVE: Verb.RETURNED,
}  # fmt: skip
MADE = {Role.CAMPER: Verb.MADE_CAMPER, Role.MENTOR: Verb.MADE_MENTOR, Role.ORGANISER: Verb.MADE_ORGANISER}


@transaction.atomic
def change_state(*, cohort: Cohort, members: Iterable[int], state: str, by) -> list[Membership]:
    """Put members (by key) into another state and return those who were not in it; whom it does not fit stays.

    Who is brought back and never had an account of their own is invited again. Raises LastOrganiser.
    """
    changed = [each for each in _held(cohort, members) if may_become(each, state)]
    for each in changed:
        each.state = State.INVITED if state == State.ACTIVE and not is_claimed(each.user) else state
    return _changed(cohort, changed, by, VERBS[state])


@transaction.atomic
def change_role(*, cohort: Cohort, members: Iterable[int], role: str, by) -> list[Membership]:
    """Give members (by key) another role and return those who had it not. Who is no camper any more is in no team, and
    who is no mentor has none. Raises LastOrganiser."""
    changed = [each for each in _held(cohort, members) if each.role != role and not each.anonymous_at]
    for each in changed:
        each.role = role
        each.team = each.team if role == Role.CAMPER else None
    if role != Role.MENTOR:
        Membership.mentored_teams.through.objects.filter(membership__in=changed).delete()
    return _changed(cohort, changed, by, MADE[role])


@transaction.atomic
def move_members(*, cohort: Cohort, members: Iterable[int], team: Team | None, by) -> list[Membership]:
    """Let campers (by key) be in another team, or in none, and return those who were not; others have no team.

    Their posts stay where they were written, and they read what their team had shared until now.
    """
    changed = [
        each for each in _held(cohort, members)
        if each.role == Role.CAMPER and each.team_id != (team and team.pk) and not each.anonymous_at
    ]  # fmt: skip
    for each in changed:
        each.team = team
    return _changed(cohort, changed, by, Verb.MOVED if team else Verb.UNTEAMED, words=team.name if team else "")


def _held(cohort: Cohort, members: Iterable[int]) -> list[Membership]:
    hold_organisers(cohort.pk)
    rows = Membership.objects.filter(cohort=cohort, pk__in=list(members)).select_related("user", "team")
    found = list(rows.order_by("pk").select_for_update(of=("self",), no_key=True))
    for each in found:
        each.cohort = cohort
    return found


def _changed(cohort: Cohort, changed: list[Membership], by, verb: str, words: str = "") -> list[Membership]:
    if changed:
        change_memberships(cohort=cohort, memberships=changed)
        note_act(cohort_id=cohort.pk, by=by, verb=verb, people=[each.user_id for each in changed], words=words)
    return changed
