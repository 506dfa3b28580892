"""Reminders: at the hour that a cohort sets, to those who have not written the day's journal."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from journal.actions.notifications import notify
from journal.models.cohorts import Cohort
from journal.models.notifications import Kind, Notification
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.reminders import Reminder

LATE_BY = 4  # hours of the same day until which a worker that was away makes up for it


def leave_reminders(*, now: datetime | None = None) -> int:
    """Remind the campers of all cohorts whose hour it is (`now`: this moment); return how many heard of it.

    Only on study days of open cohorts, and once a day whatever becomes of the hour or the worker.
    """
    now = now or timezone.now()
    cohorts = Cohort.objects.filter(state=Cohort.State.OPEN, reminder_hour__isnull=False).with_holidays()
    return sum(_remind(cohort, now) for cohort in cohorts)


@transaction.atomic
def _remind(cohort: Cohort, now: datetime) -> int:
    local = now.astimezone(ZoneInfo(cohort.time_zone))
    is_due = cohort.reminder_hour <= local.hour < cohort.reminder_hour + LATE_BY
    if not is_due or cohort.calendar.number_of(local.date()) is None:
        return 0
    # Who comes second waits here for who came first; what is told is told in the same transaction, or not at all.
    reminder, is_new = Reminder.objects.get_or_create(cohort=cohort, sent_on=local.date(), defaults={"sent_at": now})
    if not is_new:
        return 0
    _read_earlier_ones(cohort, now)
    told = notify(recipients=_without_journal(cohort, local.date()), kind=Kind.NUDGE, cohort=cohort, at=now)
    Reminder.objects.filter(pk=reminder.pk).update(hearers=len(told))
    return len(told)


def _read_earlier_ones(cohort: Cohort, now: datetime) -> None:
    """Nobody needs a pile of reminders of days that are over."""
    earlier = Notification.objects.reminders().filter(cohort=cohort, read_at=None)
    earlier.update(read_at=now)


def _without_journal(cohort: Cohort, day) -> list[int]:
    """Return the active campers who have published no journal of a day; what is hidden was published."""
    journals = Post.objects.published().filter(cohort=cohort, author=OuterRef("user"), study_on=day)
    campers = Membership.objects.filter(cohort=cohort, role=Membership.Role.CAMPER, state=Membership.State.ACTIVE)
    return list(campers.filter(~Exists(journals), user__is_active=True).values_list("user", flat=True))
