"""Events: which of a cohort's events the sections of a post are about."""

from datetime import date

from django.db import transaction

from journal.actions.kept_rows import keep_rows
from journal.models.events import Event, EventNote
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
def tie_event(*, event: Event) -> int:
    """Tie notes of an event's day that have no event to it, where they mean it; return how many."""
    loose = EventNote.objects.filter(event=None, on=event.on, post__cohort=event.cohort_id)
    notes = loose.select_related("post__cohort")
    meant = [note for note in notes if _event_of(note.post, note.on, _name_of(note)) == event]
    for note in meant:
        Question.objects.filter(post=note.post_id, event=note.title).update(at_event=event)
    return EventNote.objects.filter(pk__in=[note.pk for note in meant]).update(event=event)


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
    """Return the cohort's event of that day: the one whose name is said, else the only one."""
    events = list(Event.objects.filter(cohort=post.cohort, on=on)) if on else []
    said = [
        e
        for e in events
        if topic_key(name) and (topic_key(name) in topic_key(e.name) or topic_key(e.name) in topic_key(name))
    ]
    return said[0] if said else events[0] if len(events) == 1 else None
