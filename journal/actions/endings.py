"""A cohort's last steps: ended, so that its members only read; archived; opened again. Each is in the log."""

from django.db import transaction

from journal.actions.acts import note_act
from journal.models.cohorts import Cohort
from journal.models.moderation import Act

State = Cohort.State


def end_cohort(*, cohort: Cohort, by) -> Cohort:
    """Return an open cohort as ended: nobody writes in it any more, and all that was written stays where it is."""
    return _move(cohort, by, Act.Verb.ENDED, {State.OPEN}, State.ENDED)


def archive_cohort(*, cohort: Cohort, by) -> Cohort:
    """Return an ended cohort as archived: put away, and read as before."""
    return _move(cohort, by, Act.Verb.ARCHIVED, {State.ENDED}, State.ARCHIVED)


def reopen_cohort(*, cohort: Cohort, by) -> Cohort:
    """Return an ended or archived cohort as open: its members write again."""
    return _move(cohort, by, Act.Verb.REOPENED, {State.ENDED, State.ARCHIVED}, State.OPEN)


@transaction.atomic
def _move(cohort: Cohort, by, verb: str, before: set[str], after: str) -> Cohort:
    """Return the cohort in its new state; one that is not (or no more) in a state before it stays as it is."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.state in before:
        cohort.state = after
        cohort.save(update_fields=["state"])
        note_act(cohort_id=cohort.pk, by=by, verb=verb)
    return cohort
