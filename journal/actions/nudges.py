"""Nudges: a mentor's sentence to a camper who has not written."""

from django.db import IntegrityError, transaction

from journal.actions.notifications import notify
from journal.models.notifications import Kind
from journal.models.nudges import Nudge
from journal.models.people import Membership


class NudgedToday(Exception):
    """This mentor has written to this camper today already."""


def send_nudge(*, mentor, membership: Membership, words: str) -> Nudge:
    """Return the nudge with which `mentor` tells a camper `words` (up to 500 characters), through the one gate.

    Raises NudgedToday.
    """
    cohort = membership.cohort
    try:
        with transaction.atomic():
            nudge = Nudge.objects.create(membership=membership, mentor=mentor, sent_on=cohort.today())
            notify(recipients=[membership.user_id], kind=Kind.NUDGE, actor=mentor, cohort=cohort, words=words)
            return nudge
    except IntegrityError:
        raise NudgedToday from None
