"""What a day's digest says: what happened and is not mailed at once; for mentors in the evening, their desk."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from journal.models.mail import Delivery, DigestStop
from journal.models.notifications import Channel, Notification
from journal.models.readers import reader_of
from journal.queries.mail import Told, tell
from journal.queries.mentor_desk import DeskNumbers, desk_numbers

LONG_AGO = timedelta(days=7)  # what is older and unread is no news
MOST_TOLD = 50


@dataclass(frozen=True)
class Digest:
    """A digest as it is now."""

    told: list[Told]
    totals: DeskNumbers | None


def digest_of(delivery: Delivery) -> Digest:
    """Return what a digest says now, to whom it goes."""
    rows = Notification.objects.visible_to(delivery.recipient).unmailed()
    rows = rows.filter(cohort=delivery.cohort_id, told_at__gte=timezone.now() - LONG_AGO)
    told = tell(delivery.recipient, rows, Channel.DIGEST)[-MOST_TOLD:]
    return Digest(told, totals_of(delivery.recipient, delivery.cohort_id, delivery.digest_on))


def totals_of(user, cohort_id: int, day: date) -> DeskNumbers | None:
    """Return how the desk of a mentor stands on a day, of all the teams assigned to them.

    None for whoever is no active mentor of teams there, ended their digest, or has a day off with nobody waiting.
    """
    membership = reader_of(user).membership_in(cohort_id)
    teams = membership.assigned if membership else []
    is_mentor = membership and (membership.role, membership.state) == ("mentor", "active") and teams
    if not is_mentor or not membership.cohort.is_open or DigestStop.objects.filter(user=user).exists():
        return None
    numbers = desk_numbers(user, membership.cohort, day)
    if membership.cohort.calendar.number_of(day) is None:
        return DeskNumbers(numbers.waiting, 0, 0, 0, 0) if numbers.waiting else None
    return numbers
