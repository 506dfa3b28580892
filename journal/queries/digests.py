"""What a day's digest says: what happened and is not mailed at once; for mentors in the evening, their desk."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone

from journal.models.mail import Delivery, DigestStop
from journal.models.notifications import Channel, Notification
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.readers import reader_of
from journal.models.waiting import Waiting
from journal.queries.mail import Told, tell

LONG_AGO = timedelta(days=7)  # what is older and unread is no news
MOST_TOLD = 50
SILENT_DAYS = 3  # study days without a journal, after which one is a signal


@dataclass(frozen=True)
class Totals:
    """The four numbers of a mentor's desk at the end of a day, of the campers of their teams."""

    waiting: int
    posted: int
    campers: int
    missing: int
    signals: int


@dataclass(frozen=True)
class Digest:
    """A digest as it is now."""

    told: list[Told]
    totals: Totals | None


def digest_of(delivery: Delivery) -> Digest:
    """Return what a digest says now, to whom it goes."""
    rows = Notification.objects.visible_to(delivery.recipient).unmailed()
    rows = rows.filter(cohort=delivery.cohort_id, told_at__gte=timezone.now() - LONG_AGO)
    told = tell(delivery.recipient, rows, Channel.DIGEST)[-MOST_TOLD:]
    return Digest(told, totals_of(delivery.recipient, delivery.cohort_id, delivery.digest_on))


def totals_of(user, cohort_id: int, day: date) -> Totals | None:
    """Return how the desk of a mentor stands on a day, of all the teams assigned to them.

    None for whoever is no active mentor of teams there, ended their digest, or has a day off with nobody waiting.
    """
    membership = reader_of(user).membership_in(cohort_id)
    teams = membership.assigned if membership else []
    is_mentor = membership and (membership.role, membership.state) == ("mentor", "active") and teams
    if not is_mentor or not membership.cohort.is_open or DigestStop.objects.filter(user=user).exists():
        return None
    waiting = Waiting.objects.visible_to(user).of_my_teams(user).filter(cohort=cohort_id).count()
    if membership.cohort.calendar.number_of(day) is None:
        return Totals(waiting, 0, 0, 0, 0) if waiting else None
    campers = Membership.objects.filter(cohort=cohort_id, role="camper", state="active", team__in=teams)
    keys = set(campers.values_list("user", flat=True))
    posted = _posted(user, cohort_id, keys, day)
    signals = _signals(user, membership.cohort, posted, day)
    return Totals(waiting, len(posted), len(keys), len(keys - posted), signals)


def _posted(user, cohort_id: int, campers: set[int], day: date) -> set[int]:
    posts = Post.objects.visible_to(user).published().filter(cohort=cohort_id, author__in=campers, study_on=day)
    return set(posts.values_list("author", flat=True))


def _signals(user, cohort, posted: set[int], day: date) -> int:
    """How many wrote today for the first time, or for the first time after three study days."""
    before = Post.objects.visible_to(user).published().filter(cohort=cohort, author__in=posted, study_on__lt=day)
    last = dict(before.order_by().values_list("author").annotate(Max("study_on")))
    number = cohort.calendar.number_of
    return sum(1 for key in posted if key not in last or number(day) - (number(last[key]) or 0) > SILENT_DAYS)
