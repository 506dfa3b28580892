"""Who of the staff takes care of what waits: claims of half an hour, and what needs no answer."""

from django.db import transaction
from django.utils import timezone

from journal.actions.waiting import hold_membership, hold_posts, keep_waiting
from journal.models.waiting import CLAIM, MOST_CLAIMS, Dismissal, Waiting


class AlreadyClaimed(Exception):
    """Somebody else holds the item: `waiting.claimed_by`, until `waiting.claim_ends_at`."""

    def __init__(self, waiting: Waiting):
        super().__init__(waiting.pk)
        self.waiting = waiting


class TooManyClaims(Exception):
    """The mentor holds four items of the cohort already."""


class NothingWaits(Exception):
    """The item was answered, or needs no answer any more."""


@transaction.atomic
def claim_waiting(*, waiting: Waiting, by) -> Waiting:
    """Let `by` hold an item for 30 minutes from now; return it. One's own claim is prolonged.

    Raises AlreadyClaimed, TooManyClaims and NothingWaits. A claim that has run out is none.
    """
    hold_membership(cohort_id=waiting.cohort_id, user=by)  # so that two claims of one mentor are counted in turn
    current = _held(waiting)
    if current.is_claimed and current.claimed_by_id != by.pk:
        raise AlreadyClaimed(current)
    others = Waiting.objects.filter(cohort=current.cohort_id).claimed_by(by).exclude(pk=current.pk)
    if others.count() >= MOST_CLAIMS:
        raise TooManyClaims
    current.claimed_by, current.claim_ends_at = by, timezone.now() + CLAIM
    current.save(update_fields=["claimed_by", "claim_ends_at"])
    return current


@transaction.atomic
def release_waiting(*, waiting: Waiting, by) -> Waiting:
    """Let an item that `by` holds be anybody's; return it. What they do not hold stays as it is."""
    current = _held(waiting)
    if current.claimed_by_id == by.pk:
        current.claimed_by = current.claim_ends_at = None
        current.save(update_fields=["claimed_by", "claim_ends_at"])
    return current


@transaction.atomic
def dismiss_waiting(*, waiting: Waiting, by) -> Dismissal:
    """Say that what an item asked until now needs no answer; return what can be taken back. Raises NothingWaits."""
    current = _held(waiting)
    now = max(timezone.now(), current.asked_at)
    dismissal = Dismissal.objects.create(
        post_id=current.post_id, question_id=current.question_id, thread_id=current.thread_id, dismissed_by=by,
        dismissed_at=now,
    )  # fmt: skip
    keep_waiting(posts=[current.post_id])
    return dismissal


@transaction.atomic
def take_back_dismissal(*, dismissal: Dismissal) -> None:
    """Let what was dismissed wait again, since when it did; a second time changes nothing."""
    hold_posts([dismissal.post_id])
    Dismissal.objects.filter(pk=dismissal.pk).delete()
    keep_waiting(posts=[dismissal.post_id])


def _held(waiting: Waiting) -> Waiting:
    """Return an item as it is now; it stays so, with its post, until the transaction ends."""
    hold_posts([waiting.post_id])
    current = Waiting.objects.select_for_update(of=("self",)).select_related("claimed_by").filter(pk=waiting.pk).first()
    if current is None:
        raise NothingWaits
    return current
