"""The mails that did not arrive, for the page of jobs: how many, whose, when, and what the server said."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from journal.models.mail import Delivery
from journal.text.letters import without_addresses

SHOWN = 20


@dataclass(frozen=True)
class MailTroubles:
    """Mails of the last 30 days that will never be sent, the newest of them, and those that are tried again."""

    count: int
    newest: list[Delivery]  # each with the `reason` in words that name no address
    trying: int
    next_at: datetime | None


def mail_troubles(user) -> MailTroubles:
    """Return what `user` may know of mails that failed, in two queries."""
    seen = Delivery.objects.visible_to(user).order_by()
    trying = Q(state__in=("waiting", "sending"), tries__gt=0)
    totals = seen.filter(trying).aggregate(trying=Count("pk"), next_at=Min("due_at"))
    rows = seen.unsent().select_related("recipient", "cohort").order_by("-due_at", "-pk")
    count = seen.unsent().count()
    newest = list(rows[:SHOWN]) if count else []
    for each in newest:
        each.reason = without_addresses(each.error)
    return MailTroubles(count, newest, totals["trying"], totals["next_at"])
