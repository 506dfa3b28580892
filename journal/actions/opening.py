"""A cohort on its way: begun as a draft that only its organisers see, set up, and opened."""

from django.db import transaction

from journal.models.cohorts import Cohort
from journal.queries.opening import readiness_of


class NotReady(Exception):
    """A cohort lacks what it cannot be without."""


@transaction.atomic
def open_draft(*, cohort: Cohort) -> Cohort:
    """Open a cohort in preparation and return it; one that is open stays so. Raises NotReady."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.state != Cohort.State.DRAFT:
        return cohort
    if not readiness_of(cohort).is_ready:
        raise NotReady
    cohort.state = Cohort.State.OPEN
    cohort.save(update_fields=["state"])
    return cohort
