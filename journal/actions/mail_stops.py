"""Ending mails by the address that stands in them."""

from django.db import transaction

from journal.actions.notifications import prefer
from journal.models.notifications import DEFAULTS, Channel, NotificationPreference
from journal.queries.mail_stops import Stop


@transaction.atomic
def stop_mail(*, stop: Stop) -> None:
    """End what was by mail: it is told on the site from now on. Twice is as good as once.

    What its owner changed since the mail, to the digest or to nothing at all, stays as they want it.
    """
    wanted = DEFAULTS | dict(NotificationPreference.objects.filter(user=stop.user).values_list("kind", "channel"))
    ended = {kind: Channel.SITE for kind in stop.kinds if wanted.get(kind) == Channel.MAIL}
    if stop.ends_digest:
        ended |= {kind: Channel.SITE for kind, channel in wanted.items() if channel == Channel.DIGEST}
    prefer(user=stop.user, channels=ended, evening=Channel.NONE if stop.ends_digest else "")
