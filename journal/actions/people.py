"""People come into a cohort."""

from django.db import transaction
from django.db.models import F

from journal.models.people import Invitation, Membership
from journal.models.readers import forget_reader


class InvitationSpent(Exception):
    """The last place of an invitation was taken a moment ago."""


@transaction.atomic
def accept_invitation(*, user, invitation: Invitation) -> Membership:
    """Make `user` a member as the invitation says, and return the membership; a member stays what they are.

    Somebody who was only invited becomes active; who withdrew does not come back this way. Raises InvitationSpent.
    """
    membership, is_new = Membership.objects.select_for_update().get_or_create(
        cohort=invitation.cohort,
        user=user,
        defaults={"role": invitation.role, "team": invitation.team, "state": Membership.State.ACTIVE},
    )
    if not is_new and membership.state != Membership.State.INVITED:
        return membership
    free = Invitation.objects.filter(pk=invitation.pk, taken__lt=F("places"))
    if not free.update(taken=F("taken") + 1):
        raise InvitationSpent
    membership.state = Membership.State.ACTIVE
    membership.save(update_fields=["state"])
    forget_reader(user)
    return membership
