"""Digests: left once for each person, cohort and day, at the hour of the cohort's own clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from journal.actions.jobs import enqueue
from journal.models.cohorts import Cohort
from journal.models.mail import Delivery
from journal.models.notifications import Notification
from journal.models.people import Membership

LATE_BY = 4  # hours until which a worker that was away makes up for it
State = Delivery.State


def leave_digests(*, now: datetime | None = None) -> int:
    """Leave the digests whose hour it is (`now`: this moment), and return how many.

    Mentors have theirs in the evening, when they open their desk; all others in the morning. Who has no news at that
    hour has none that day: what comes later waits for the next.
    """
    now = now or timezone.now()
    return sum(_leave(cohort, now) for cohort in Cohort.objects.filter(state=Cohort.State.OPEN))


@transaction.atomic
def _leave(cohort: Cohort, now: datetime) -> int:
    local = now.astimezone(ZoneInfo(cohort.time_zone))
    made = []
    for hour, are_mentors in ((cohort.digest_hour, False), (cohort.evening_hour, True)):
        if hour <= local.hour < hour + LATE_BY:
            made += _digests(cohort, local, are_mentors)
    kept = Delivery.objects.bulk_create(made, ignore_conflicts=True)
    waiting = [each for each in kept if each.state == State.WAITING]
    if waiting:
        enqueue("deliver_mail")
    return len(waiting)


def _digests(cohort: Cohort, local: datetime, are_mentors: bool) -> list[Delivery]:
    day = local.date()
    members = Membership.objects.filter(cohort=cohort, state=Membership.State.ACTIVE, user__is_active=True)
    mentors = {"role": Membership.Role.MENTOR}
    members = members.filter(**mentors) if are_mentors else members.exclude(**mentors)
    known = Delivery.objects.filter(cohort=cohort, digest_on=day, recipient=OuterRef("user"))
    news = Notification.objects.unmailed().filter(cohort=cohort, recipient=OuterRef("user"))
    rows = members.exclude(Exists(known)).annotate(has_news=Exists(news)).values_list("user", "has_news")
    state = {True: State.WAITING, False: State.DROPPED}
    return [
        Delivery(recipient_id=user, cohort=cohort, digest_on=day, state=state[are_mentors or has_news], due_at=local)
        for user, has_news in rows.order_by("user")
    ]
