"""Mentors' notes on campers: written, changed, taken away."""

from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.models.notes import Note
from journal.models.people import Membership
from journal.queries.mentions import people_to_link
from journal.text.markdown import render_comment


def add_note(*, author, membership: Membership, body: str, key: UUID) -> Note:
    """Return a new note on a camper, or the one that this form (`key`) has made already of the same words."""
    try:
        with transaction.atomic():
            html = _page(body, membership)
            return Note.objects.create(membership=membership, author=author, body=body, key=key, html=html)
    except IntegrityError:
        made = Note.objects.get(key=key)
        if (made.author_id, made.membership_id, made.body) == (author.pk, membership.pk, body):
            return made
        # The key went to other words, or to another's note, which is not this one's to see.
        fresh = uuid5(key, f"{author.pk} {membership.pk} {made.pk} {body}")
        return add_note(author=author, membership=membership, body=body, key=fresh)


def edit_note(*, note: Note, body: str) -> Note:
    """Return a note with its new text."""
    note.body, note.html, note.edited_at = body, _page(body, note.membership), timezone.now()
    note.save(update_fields=["body", "html", "edited_at"])
    return note


def delete_note(*, note: Note) -> None:
    """Forget a note."""
    note.delete()


def _page(body: str, membership: Membership) -> str:
    return render_comment(body, people_to_link(body, [membership.cohort_id])).html
