"""What somebody asked to take along of a cohort."""

from journal.models.cohorts import Cohort
from journal.models.exports import Export

MOST = 30


def exports_to_list(user, cohort: Cohort) -> list[Export]:
    """Return `user`'s own exports of a cohort, the newest first."""
    return list(Export.objects.visible_to(user).filter(cohort=cohort)[:MOST])
