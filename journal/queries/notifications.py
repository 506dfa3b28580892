"""What somebody was told, as far as they may see it now."""

from django.db.models import QuerySet

from journal.models.announcements import TEXTS
from journal.models.mail import DigestStop
from journal.models.notifications import DEFAULTS, Channel, Kind, Notification, NotificationPreference
from journal.models.posts import HEAVY
from journal.models.prepared import Prepared
from journal.models.readers import reader_of, rows_for

MOST_COUNTED = 99  # the bell says "99+" beyond

UNREAD = Prepared(
    lambda reader: Notification.objects.visible_to(reader).unread().only("pk").order_by()[: MOST_COUNTED + 1]
)


def unread_count(user) -> int:
    """Return how many unread notifications `user` may see; MOST_COUNTED + 1 stands for all beyond. At most one query,
    and none for whom nothing is unread."""
    return len(rows_for(user, UNREAD)) if reader_of(user).may_have_news else 0


def notifications_to_list(user, *, kind: str = "", is_unread: bool = False) -> QuerySet[Notification]:
    """Return what `user` was told and may see: all, or of one kind, or unread; each with what a line shows of it."""
    rows = Notification.objects.visible_to(user)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.unread() if is_unread else rows
    rows = rows.select_related("post", "question", "actor", "cohort", "announcement")
    return rows.defer(*(f"post__{name}" for name in HEAVY), *(f"announcement__{name}" for name in TEXTS))


def kinds_for(user) -> list[Kind]:
    """Return the kinds that `user` may hear of: what teams ask is told to their mentors alone."""
    answers = any(membership.is_staff_role for membership in reader_of(user).memberships)
    return [kind for kind in Kind if answers or kind != Kind.ASKED]


def evening_of(user) -> str:
    """Return how `user` wants their desk's numbers in the evening: "mail" or "none"; "" who is no mentor anywhere."""
    if not any((each.role, each.state) == ("mentor", "active") for each in reader_of(user).memberships):
        return ""
    return Channel.NONE.value if DigestStop.objects.filter(user=user).exists() else Channel.MAIL.value


def channels_of(user) -> dict[str, str]:
    """Return how `user` wants to hear of each kind."""
    chosen = dict(NotificationPreference.objects.filter(user=user).values_list("kind", "channel"))
    return {kind.value: chosen.get(kind, DEFAULTS[kind].value) for kind in Kind}
