"""What happened at the doors of an account: sign-ins, failures, changes of what opens it; for its owner and the staff.

A failure is written for an address that nobody has, too: what takes longer would tell who has an account. Addresses are
kept as networks (accounts/limits.py), and everything for a stated number of days (HARU_AUDIT_DAYS).
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts.devices import browser_of, device_words
from accounts.models import DoorEvent, User

Kind = DoorEvent.Kind
MOST_SHOWN = 100
# What allauth tells somebody of by mail is what stands here.
TOLD = {
    "account/email/email_changed": Kind.EMAIL,
    "account/email/email_confirm": Kind.EMAIL,
    "account/email/email_deleted": Kind.EMAIL,
    "account/email/password_changed": Kind.PASSWORD,
    "account/email/password_reset": Kind.PASSWORD,
    "account/email/password_set": Kind.PASSWORD,
    "mfa/email/totp_activated": Kind.FACTOR,
    "mfa/email/totp_deactivated": Kind.LESS,
    "mfa/email/webauthn_added": Kind.FACTOR,
    "mfa/email/webauthn_removed": Kind.LESS,
    "mfa/email/recovery_codes_generated": Kind.CODES,
}


def note_event(request, user: User | None, kind: str) -> DoorEvent:
    """Write down that something happened at somebody's account (None: at no account), and from where."""
    agent, address = browser_of(request)
    return DoorEvent.objects.create(user=user, kind=kind, agent=agent, address=address)


def note_sign_in(request, user: User) -> None:
    """Write down a sign-in, and whether it is the first by such a device of somebody who has signed in before."""
    agent, _address = browser_of(request)
    before = DoorEvent.objects.filter(user=user, kind__in=(Kind.SIGNED_IN, Kind.NEW_DEVICE)).order_by("-happened_at")
    known = {device_words(each) for each in before.values_list("agent", flat=True)[:MOST_SHOWN]}
    note_event(request, user, Kind.NEW_DEVICE if known and device_words(agent) not in known else Kind.SIGNED_IN)


def note_failure(request, email: str) -> None:
    """Write down a wrong password for an address."""
    note_event(request, User.objects.filter(email=email.strip().lower()[:254]).first(), Kind.FAILED)


def events_of(user: User) -> list[DoorEvent]:
    """Return what happened at somebody's account, newest first; `device` says by what."""
    events = list(DoorEvent.objects.filter(user=user).order_by("-happened_at", "-pk")[:MOST_SHOWN])
    for event in events:
        event.device = device_words(event.agent)
    return events


def forget_events() -> int:
    """Forget what is older than the stated days; return how many lines."""
    old = timezone.now() - timedelta(days=settings.AUDIT_DAYS)
    return DoorEvent.objects.filter(happened_at__lt=old).delete()[0]
