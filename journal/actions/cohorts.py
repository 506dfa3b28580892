"""Cohorts: opened with their calendar, and given people."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from journal.actions.people import change_membership
from journal.models.cohorts import Cohort
from journal.models.people import Membership, Team


@transaction.atomic
def open_cohort(*, teams: Iterable[str] = (), **columns) -> Cohort:
    """Return a new open cohort with these teams; `columns` are Cohort's own (name, slug, first_on, last_on ...)."""
    cohort = Cohort(state=Cohort.State.OPEN, **columns)
    cohort.full_clean()
    cohort.save()
    Team.objects.bulk_create(Team(cohort=cohort, name=name) for name in teams)
    return cohort


@transaction.atomic
def add_member(
    *, cohort: Cohort, user, role: str, state: str = Membership.State.ACTIVE, team: Team | None = None,
    mentored: Iterable[Team] = (), joined_at: datetime | None = None,
) -> Membership:  # fmt: skip
    """Return the new membership of `user`: a camper of `team`, or a mentor of the `mentored` teams; since now, or since
    `joined_at`."""
    membership = Membership(cohort=cohort, user=user, role=role, state=state, team=team)
    membership.joined_at = joined_at or membership.joined_at
    change_membership(membership=membership)
    membership.mentored_teams.set(mentored)
    return membership
