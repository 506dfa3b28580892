"""Events: made, changed, deleted; and which of a cohort's events the sections of a post are about."""

from collections import defaultdict
from datetime import date
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from journal.actions.acts import note_act
from journal.actions.kept_rows import keep_rows
from journal.models.cohorts import Cohort
from journal.models.events import Event, EventNote
from journal.models.moderation import Act
from journal.models.posts import Post
from journal.models.questions import Question
from journal.text.event_names import read_event
from journal.text.topic_names import topic_key


def keep_events(*, post: Post, is_first: bool = False) -> list[EventNote]:
    """Make the post's notes of events those of its outline, and return them; `is_first` as for `keep_outline`."""
    kept = [] if is_first else list(post.event_notes.select_for_update().order_by("pk"))
    wanted = [_note(post, at, entry) for at, entry in enumerate(post.outline["events"])]
    return keep_rows(kept, wanted, by=("title",))


@transaction.atomic
def make_event(*, cohort: Cohort, by, key: UUID | None, **columns) -> Event:
    """Return a new event of a cohort (`columns` are Event's own), or the one that this form (`key`) has made already.

    The sections of its day that mean it are tied to it.
    """
    known = Event.objects.filter(key=key).first() if key else None
    if known:
        return known if known.cohort_id == cohort.pk else make_event(cohort=cohort, by=by, key=uuid4(), **columns)
    try:
        with transaction.atomic():
            event = Event.objects.create(cohort=cohort, key=key, **columns)
    except IntegrityError:  # the same form, twice in this very moment
        return Event.objects.get(key=key)
    _log(event, by, Act.Verb.MADE_EVENT)
    tie_event(event=event)
    return event


@transaction.atomic
def change_event(*, event: Event, by, **columns) -> Event:
    """Return an event with other columns; sections are tied to what they mean now. The same changes nothing."""
    event = Event.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=event.pk)
    was_on, before = event.on, {name: getattr(event, name) for name in columns}
    if before == columns:
        return event
    for name, value in columns.items():
        setattr(event, name, value)
    event.version, event.changed_at = event.version + 1, timezone.now()
    event.save(update_fields=[*columns, "version", "changed_at"])
    _log(event, by, Act.Verb.CHANGED_EVENT)
    tie_event(event=event, was_on=was_on)
    return event


@transaction.atomic
def delete_event(*, event: Event, by) -> None:
    """Forget an event. What people wrote about it stays; another event of its day may be what they mean now."""
    _log(event, by, Act.Verb.DELETED_EVENT)
    cohort, on = event.cohort_id, event.on
    event.delete()
    _tie(cohort, Q(on=on))


@transaction.atomic
def tie_event(*, event: Event, was_on: date | None = None) -> int:
    """Tie the sections of an event's day, and of the day on which it was, to the events that they mean; return how many
    are tied to another one than before."""
    return _tie(event.cohort_id, Q(on__in={event.on, was_on or event.on}) | Q(event=event))


def _tie(cohort_id: int, which: Q) -> int:
    notes = EventNote.objects.filter(which, post__cohort=cohort_id).select_for_update(of=("self",)).order_by("pk")
    notes, events = list(notes), defaultdict(list)
    for event in Event.objects.filter(cohort=cohort_id, on__in={note.on for note in notes if note.on}):
        events[event.on].append(event)
    changed: dict[tuple, list[EventNote]] = defaultdict(list)
    for note in notes:
        meant = _meant(events[note.on], _name_of(note))
        if note.event_id != (meant and meant.pk):
            changed[meant, note.title].append(note)
    for (meant, title), tied in changed.items():
        EventNote.objects.filter(pk__in=[note.pk for note in tied]).update(event=meant)
        Question.objects.filter(post__in=[note.post_id for note in tied], event=title).update(at_event=meant)
    return sum(map(len, changed.values()))


def _log(event: Event, by, verb: str) -> None:
    if event.cohort.state != Cohort.State.DRAFT:
        note_act(cohort_id=event.cohort_id, by=by, verb=verb, words=f"{event.on} {event.name}")


def _name_of(note: EventNote) -> str:
    read = read_event(note.title)
    return read.name if read else note.title


def _note(post: Post, at: int, entry: dict) -> EventNote:
    on = date.fromisoformat(entry["on"]) if entry["on"] else post.study_on
    return EventNote(
        post=post, event=_event_of(post, on, entry["name"]), title=entry["title"][:200], on=on,
        anchor=(entry["anchor"] or "")[:200], position=at, shown_on=post.shown_on,
    )  # fmt: skip


def _event_of(post: Post, on: date | None, name: str) -> Event | None:
    """Return the cohort's event of that day that a section means."""
    return _meant(list(Event.objects.filter(cohort=post.cohort, on=on)), name) if on else None


def _meant(events: list[Event], name: str) -> Event | None:
    """Return the event of a day that a section of this name means: the one whose name is said, else the only one."""
    said = [
        e
        for e in events
        if topic_key(name) and (topic_key(name) in topic_key(e.name) or topic_key(e.name) in topic_key(name))
    ]
    return said[0] if said else events[0] if len(events) == 1 else None
