"""Teams of a cohort: made, renamed, given mentors, and deleted while nothing hangs on them."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from journal.actions.acts import note_act
from journal.actions.people import disband_team
from journal.models.cohorts import Cohort
from journal.models.moderation import Act
from journal.models.people import Membership, Team
from journal.models.waiting import Waiting
from journal.queries.teams import may_go

Verb = Act.Verb


class TeamNameTaken(Exception):
    """The cohort has a team of this name."""


class TeamInUse(Exception):
    """Somebody is in a team, or posts were written in it, which those who were in it still read."""


def make_team(*, cohort: Cohort, name: str, by) -> Team:
    """Return a new team. Raises TeamNameTaken."""
    try:
        with transaction.atomic():
            team = Team.objects.create(cohort=cohort, name=name)
            note_act(cohort_id=cohort.pk, by=by, verb=Verb.MADE_TEAM, words=name)
            return team
    except IntegrityError:
        raise TeamNameTaken from None


def rename_team(*, team: Team, name: str, by) -> Team:
    """Return a team under another name; the same name is no act. Raises TeamNameTaken."""
    try:
        with transaction.atomic():
            current = Team.objects.select_for_update(no_key=True, of=("self",)).get(pk=team.pk)
            if current.name != name:
                words = f"{current.name} → {name}"
                current.name = name
                current.save(update_fields=["name"])
                note_act(cohort_id=current.cohort_id, by=by, verb=Verb.RENAMED_TEAM, words=words)
            return current
    except IntegrityError:
        raise TeamNameTaken from None


@transaction.atomic
def assign_mentors(*, team: Team, mentors: Iterable[int], by) -> Team:
    """Let these mentors of the cohort (memberships, by key) and no others take care of a team. Who does so no more
    holds nothing of it."""
    Team.objects.select_for_update(no_key=True, of=("self",)).get(pk=team.pk)
    theirs = Membership.objects.filter(cohort=team.cohort_id, role=Membership.Role.MENTOR)
    wanted = theirs.filter(pk__in=list(mentors)).exclude(state=Membership.State.WITHDRAWN)
    wanted = set(wanted.values_list("pk", flat=True))
    known = set(team.mentors.values_list("pk", flat=True))
    if wanted == known:
        return team
    team.mentors.set(wanted)
    gone = Membership.objects.filter(pk__in=known - wanted).values("user")
    Waiting.objects.filter(team=team, claimed_by__in=gone).update(claimed_by=None, claim_ends_at=None)
    people = Membership.objects.filter(pk__in=wanted).order_by("pk").values_list("user", flat=True)
    note_act(cohort_id=team.cohort_id, by=by, verb=Verb.ASSIGNED, people=people, words=team.name)
    return team


@transaction.atomic
def delete_team(*, team: Team, by) -> None:
    """Delete a team in which nobody is and nothing was written; one that is gone already is no error.

    Raises TeamInUse.
    """
    held = Team.objects.select_for_update(of=("self",)).filter(pk=team.pk).first()  # nobody writes in it meanwhile
    if held is None:
        return
    if not Team.objects.filter(may_go(), pk=team.pk).exists():
        raise TeamInUse
    disband_team(team=held)
    note_act(cohort_id=held.cohort_id, by=by, verb=Verb.DELETED_TEAM, words=held.name)
