"""Why somebody is refused what they see: in words, where there is more to say than that it is not theirs to do."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from journal.models.cohorts import Cohort


def refusal(thing) -> PermissionDenied:
    """Return what to raise where something of a cohort (or the cohort itself) may not be changed by who asks."""
    cohort = _cohort_of(thing)
    if cohort is not None and cohort.is_over:
        return PermissionDenied(_("This cohort has ended. Everything in it stays to be read, and nothing is changed."))
    return PermissionDenied()


def _cohort_of(thing) -> Cohort | None:
    if isinstance(thing, Cohort):
        return thing
    for way in ("cohort", "post", "membership"):
        if (found := getattr(thing, way, None)) is not None:
            return _cohort_of(found)
    return None
