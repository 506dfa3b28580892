"""Invitations: links for whoever follows them, mails to those whom a roster named, and accounts that are claimed."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from journal.actions.acts import note_act
from journal.actions.jobs import enqueue
from journal.actions.people import change_membership
from journal.models.cohorts import Cohort
from journal.models.mail import Delivery
from journal.models.moderation import Act
from journal.models.people import Invitation, Membership, Team
from journal.queries.invitations import to_be_invited

AGAIN_AFTER = timedelta(hours=20)  # nobody is reminded twice on one day


class HandleTaken(Exception):
    """Somebody took the handle a moment ago."""


@transaction.atomic
def make_link(
    *, cohort: Cohort, role: str, team: Team | None, places: int, expires_at: datetime, by
) -> Invitation:  # fmt: skip
    """Return a new link that makes so many people members until a moment."""
    link = Invitation.objects.create(cohort=cohort, role=role, team=team, places=places, expires_at=expires_at)
    note_act(cohort_id=cohort.pk, by=by, verb=Act.Verb.MADE_LINK, words=f"{places:,}")
    return link


@transaction.atomic
def end_link(*, invitation: Invitation, by) -> Invitation:
    """Let nobody follow a link any more; who joined by it stays. A second time is no act."""
    link = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if link.expires_at > timezone.now():
        link.expires_at = timezone.now()
        link.save(update_fields=["expires_at"])
        note_act(cohort_id=link.cohort_id, by=by, verb=Act.Verb.ENDED_LINK, words=f"{link.taken:,} / {link.places:,}")
    return link


@transaction.atomic
def leave_invitations(*, cohort: Cohort, by, again: bool = False) -> int:
    """Leave a mail to everybody who was taken into the cohort and has had none (`again`: or has had one before today);
    return to how many. Of a cohort that is not open only its organisers are written to."""
    waiting = to_be_invited(cohort).select_for_update(of=("self",), no_key=True)
    long_ago = timezone.now() - AGAIN_AFTER
    waiting = waiting.filter(invited_at__lte=long_ago) if again else waiting.filter(invited_at=None)
    rows = list(waiting.order_by("pk").values_list("pk", "user"))
    mails = [Delivery(recipient_id=user, cohort=cohort, membership_id=pk) for pk, user in rows]
    Delivery.objects.bulk_create(mails, ignore_conflicts=True)  # one that still waits is enough
    Membership.objects.filter(pk__in=[pk for pk, _user in rows]).update(invited_at=timezone.now())
    if rows:
        enqueue("deliver_mail")
        note_act(cohort_id=cohort.pk, by=by, verb=Act.Verb.INVITED, words=f"{len(rows):,}")
    return len(rows)


@transaction.atomic
def claim_account(*, membership: Membership, handle: str, display_name: str, password: str) -> User:
    """Let the receiver of an invitation have their account and membership; return the account. Raises HandleTaken."""
    user = User.objects.select_for_update().get(pk=membership.user_id)
    user.handle, user.display_name = handle, display_name
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(update_fields=["handle", "display_name", "password"])
    except IntegrityError:
        raise HandleTaken from None
    proved = {"verified": True, "primary": True}  # the mail has come to them
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults=proved)
    membership.user = user
    join_as_invited(membership=membership)
    return user


@transaction.atomic
def join_as_invited(*, membership: Membership) -> Membership:
    """Make a membership that was only offered one that stands, and return it."""
    current = Membership.objects.select_for_update().select_related("user", "cohort").get(pk=membership.pk)
    if current.state != Membership.State.INVITED:
        return current
    current.state = Membership.State.ACTIVE
    return change_membership(membership=current)


@transaction.atomic
def decline_invitation(*, membership: Membership) -> Membership:
    """Let somebody not come: nothing is mailed to them about this cohort any more."""
    current = Membership.objects.select_for_update().select_related("user", "cohort").get(pk=membership.pk)
    if current.state == Membership.State.INVITED:
        current.state = Membership.State.WITHDRAWN
        change_membership(membership=current)
    return current
