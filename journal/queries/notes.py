"""Mentors' notes on a camper."""

from journal.models.cohorts import Cohort
from journal.models.notes import Note
from journal.models.people import Membership
from journal.models.readers import SEEING, reader_of
from journal.policies import may_read_notes


def notes_on(user, membership: Membership) -> list[Note]:
    """Return the notes on a camper that `user` may read, the newest first; `is_mine` are those they may change."""
    notes = list(Note.objects.visible_to(user).filter(membership=membership).select_related("author"))
    for note in notes:
        note.is_mine = note.author_id == user.pk
    return notes


def camper_noted_by(user, person, cohort: Cohort | None) -> Membership | None:
    """Return the membership of `person` in a cohort if `user` may read notes on them there, else None; for who answers
    nobody there without a query."""
    own = reader_of(user).membership_in(cohort.pk) if cohort else None
    if own is None or not own.answers:
        return None
    member = Membership.objects.filter(cohort=cohort, user=person, state__in=SEEING).select_related("user").first()
    if member is None:
        return None
    member.cohort = cohort
    return member if may_read_notes(user, member) else None
