"""A cohort's calendar has changed: what was written down of its Day N follows, and the log has a line."""

from datetime import date

from django.db.models import F
from django.utils import timezone

from journal.actions.acts import note_act
from journal.actions.search import mark_stale
from journal.models.calendars import StudyCalendar
from journal.models.cohorts import Cohort
from journal.models.moderation import Act
from journal.models.posts import Post
from journal.models.revisions import PendingEdit

AT_ONCE = 1_000  # rows


def hold_cohort(pk: int) -> Cohort:
    """Return a cohort whose calendar and lectures nobody else changes until this transaction ends.

    People go on writing meanwhile: what they save takes the cohort's key only.
    """
    return Cohort.objects.select_for_update(no_key=True).get(pk=pk)


def is_watched(cohort: Cohort) -> bool:
    """Return whether a change of this cohort's calendar has to be looked at first: people have seen it already."""
    return cohort.state != Cohort.State.DRAFT or Post.objects.filter(cohort=cohort).exists()


def follow_calendar(*, cohort: Cohort, known: StudyCalendar, by, words: str) -> int:
    """Let what was made of Day N under the calendar `known` say that of the cohort's own now, and write the change into
    the log, `words` being its figures. Return how many titles follow.

    To be called in the transaction that changes the calendar, with the cohort held.
    """
    note_calendar(cohort=cohort, by=by, verb=Act.Verb.CALENDAR, words=words)
    numbers = {on: (number, cohort.calendar.number_of(on)) for number, on in enumerate(known.days, start=1)}
    moved = {on: (f"Day {was}", f"Day {now}") for on, (was, now) in numbers.items() if now and was != now}
    posts = Post.objects.filter(cohort=cohort).select_for_update(no_key=True)
    edits = PendingEdit.objects.filter(post__cohort=cohort).select_for_update(of=("self",))
    retitled = _retitled(posts, moved)
    mark_stale(posts=[post.pk for post in retitled])
    return len(retitled) + len(_retitled(edits, moved))


def note_calendar(*, cohort: Cohort, by, verb: str, words: str) -> None:
    """Count a change of what calendars that subscribed to a cohort hold, and write it into its log."""
    changed = {"calendar_version": F("calendar_version") + 1, "calendar_changed_at": timezone.now()}
    Cohort.objects.filter(pk=cohort.pk).update(**changed)
    if cohort.state != Cohort.State.DRAFT:
        note_act(cohort_id=cohort.pk, by=by, verb=verb, words=words)


def _retitled(rows, moved: dict[date, tuple[str, str]]) -> list:
    """Give journals that are called only by their Day N the new one; what people called theirs stays. Return them."""
    wanted = rows.filter(study_on__in=moved, title__in={was for was, _now in moved.values()})
    found = [row for row in wanted.order_by("pk") if row.title == moved[row.study_on][0]]
    for row in found:
        row.title = moved[row.study_on][1]
    rows.model.objects.bulk_update(found, ["title"], batch_size=AT_ONCE)
    return found
