"""What ending a cohort would meet, and which of one's cohorts are past."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from journal.models.cohorts import Cohort
from journal.models.people import Membership, running_memberships
from journal.models.readers import SEEING, reader_of


@dataclass(frozen=True)
class Ahead:
    """What a cohort still has that its ending touches."""

    is_past: bool  # its last day is over
    members: int  # to whom its pages open
    invited: int  # who never came in
    links: int  # invitations by a link that still let people in
    organisers: int  # who run it now


def ahead_of(cohort: Cohort) -> Ahead:
    """Return what ending this cohort would meet now (three queries)."""
    states = Counter(Membership.objects.filter(cohort=cohort).values_list("state", flat=True))
    members = sum(states[state] for state in SEEING)
    valid = cohort.invitations.filter(expires_at__gt=timezone.now(), taken__lt=F("places"))
    organisers = running_memberships().filter(cohort=cohort).count()
    return Ahead(is_past(cohort), members, states[Membership.State.INVITED], valid.count(), organisers)


def is_past(cohort: Cohort) -> bool:
    """Return whether an open cohort's last day is over, in its own time zone: it may be ended."""
    return cohort.is_open and cohort.today() > cohort.last_on


def past_cohorts(user) -> list[Cohort]:
    """Return the ended and archived cohorts whose pages `user` may open as a member, the newest first."""
    mine = {m.cohort for m in reader_of(user).memberships if m.cohort.is_over}
    return sorted(mine, key=lambda cohort: (cohort.first_on, cohort.pk), reverse=True)
