"""Invitations by mail: the word in the mail, whose it is, and who waits for one."""

from dataclasses import dataclass

from django.core import signing
from django.db.models import Count, Q, QuerySet
from django.utils.crypto import salted_hmac

from accounts.newcomers import is_claimed
from journal.models.cohorts import Cohort
from journal.models.people import Membership

CLAIM_DAYS = 30
SIGNER = signing.TimestampSigner(salt="haru.invitation", sep=".")
MAY_JOIN = (Cohort.State.DRAFT, Cohort.State.OPEN)


@dataclass(frozen=True)
class Invited:
    """How many people of a cohort were invited and have not come: not mailed yet, mailed."""

    unsent: int
    sent: int


def claim_token(membership: Membership) -> str:
    """Return the word by which its receiver claims a membership, and an account that has no password yet.

    It is good for 30 days. Whose account has a password is asked for that.
    """
    return SIGNER.sign(f"{membership.pk}-{_mark(membership)}")


def membership_of(token: str) -> Membership | None:
    """Return the membership that a word claims, or None where it is not ours, too old, or means nobody any more.

    One that stands already is returned too: its page leads on.
    """
    try:
        pk, mark = SIGNER.unsign(token, max_age=CLAIM_DAYS * 86_400).split("-")
    except (signing.BadSignature, ValueError):
        return None
    rows = Membership.objects.select_related("user", "cohort", "team").filter(user__is_active=True)
    membership = rows.filter(pk=pk, cohort__state__in=MAY_JOIN).exclude(state=Membership.State.WITHDRAWN).first()
    if membership is None or not (is_claimed(membership.user) or mark == _mark(membership)):
        return None
    return membership


def to_be_invited(cohort: Cohort) -> QuerySet:
    """Return who was taken in and has not come; of a cohort that is not open only organisers, who alone see it."""
    waiting = Membership.objects.filter(cohort=cohort, state=Membership.State.INVITED, user__is_active=True)
    return waiting.filter(role=Membership.Role.ORGANISER) if cohort.state == Cohort.State.DRAFT else waiting


def invited_in(cohort: Cohort) -> Invited:
    """Return how many of a cohort wait for a mail, and how many have had one."""
    unsent = Count("pk", filter=Q(invited_at=None))
    return Invited(
        **to_be_invited(cohort).aggregate(unsent=unsent, sent=Count("pk", filter=Q(invited_at__isnull=False)))
    )


def _mark(membership: Membership) -> str:
    """Return what changes when the account gets a password: a mail must not open an account that is somebody's."""
    return salted_hmac("haru.invitation", f"{membership.pk} {membership.user.password}").hexdigest()[:16]
