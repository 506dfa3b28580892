"""Mentors' notes on campers: written, changed, taken away."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.models.notes import Note
from journal.models.people import Membership
from journal.text.markdown import render_comment


def add_note(*, author, membership: Membership, body: str, key: UUID) -> Note:
    """Return a new note on a camper, or the one that this form (`key`) has made already."""
    try:
        with transaction.atomic():
            return Note.objects.create(
                membership=membership, author=author, body=body, key=key, html=render_comment(body).html
            )
    except IntegrityError:
        return Note.objects.get(key=key)


def edit_note(*, note: Note, body: str) -> Note:
    """Return a note with its new text."""
    note.body, note.html, note.edited_at = body, render_comment(body).html, timezone.now()
    note.save(update_fields=["body", "html", "edited_at"])
    return note


def delete_note(*, note: Note) -> None:
    """Forget a note."""
    note.delete()
