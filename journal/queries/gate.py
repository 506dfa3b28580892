"""The one gate of every message: who may hear of something now, and how they want to.

It is asked when a notification is made, and again before anything of it is mailed; opening one goes through
`Notification.objects.visible_to`, which is the same rule as a query.
"""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from accounts.models import User
from journal.models.announcements import Announcement
from journal.models.classes import is_open_to
from journal.models.notifications import DEFAULTS, Channel, Kind, Notification, NotificationPreference
from journal.models.people import Membership
from journal.models.readers import Reader, readers_in

NOT_MAILED = (Membership.State.ON_LEAVE,)  # who is away finds it when they come back


def allowed(
    recipients: Iterable[int], kind: str, *, cohort, post=None, actor=None, announcement: Announcement | None = None
) -> dict[int, str]:
    """Return who of `recipients` (keys of people) may hear of it now, each with the channel they want it by.

    `cohort`, `post` and `announcement` are as they are now (a post's cohort and team with it). Nobody hears of what
    they did themselves, of a cohort they are not in (any more), of a post or an announcement they may not read as a
    member of it, or of a kind they do not want. Who is on leave hears on the site only, and so does everybody of an
    announcement that is not mailed.
    """
    keys = set(recipients) - {actor and actor.pk}
    if not keys or (post is not None and (post.deleted_at or not post.is_published)):
        return {}
    readers = readers_in(cohort.pk, keys)
    hearing = [key for key, reader in readers.items() if _may_read(reader, post, announcement)]
    channels = _channels(hearing, kind)
    unmailed = announcement is not None and not announcement.by_mail
    return {
        key: Channel.SITE.value if unmailed or _is_away(readers[key], cohort) else channel
        for key in hearing
        if (channel := channels[key]) != Channel.NONE
    }


def channel_of(notification: Notification) -> str | None:
    """Return how a notification may go to its recipient at this moment, or None where it may not any more.

    It is as read a moment ago, with its post, announcement and cohort.
    """
    about = {"cohort": notification.cohort, "post": notification.post, "announcement": notification.announcement}
    how = allowed([notification.recipient_id], notification.kind, **about)
    return how.get(notification.recipient_id)


def _may_read(reader: Reader, post, announcement: Announcement | None) -> bool:
    if announcement is not None and not announcement.is_open_to(reader):
        return False
    return post is None or post.author_id == reader.user_id or is_open_to(reader, post)


def _is_away(reader: Reader, cohort) -> bool:
    return reader.membership_in(cohort.pk).state in NOT_MAILED


def _channels(keys: list[int], kind: str) -> dict[int, str]:
    if not keys:
        return {}
    wanted = NotificationPreference.objects.filter(user=OuterRef("pk"), kind=kind).values("channel")
    rows = User.objects.filter(pk__in=keys).values_list("pk", Subquery(wanted))
    return {pk: channel or DEFAULTS[Kind(kind)].value for pk, channel in rows}
