"""Mentors' notes: one form makes one, and a key that went to another note gives nobody that one."""

from uuid import uuid4

from journal.actions.notes import add_note
from journal.models.notes import Note
from journal.models.people import Membership


def test_one_form_makes_one_note(cast):
    membership, key = Membership.objects.get(user=cast.author, cohort=cast.cohort), uuid4()
    made = [add_note(author=cast.mentor, membership=membership, body="잘 따라와요.", key=key) for _ in range(8)]
    assert len({note.pk for note in made}) == Note.objects.count() == 1


def test_a_key_of_another_s_note_gives_a_note_of_one_s_own(cast):
    on_author, on_mate = (Membership.objects.get(user=person) for person in (cast.author, cast.team_mate))
    key = uuid4()
    first = add_note(author=cast.mentor, membership=on_author, body="비밀", key=key)
    for author, membership, body in (
        (cast.organiser, on_author, "비밀"), (cast.mentor, on_mate, "비밀"), (cast.mentor, on_author, "다른 말"),
    ):  # fmt: skip
        note = add_note(author=author, membership=membership, body=body, key=key)
        assert note.pk != first.pk and (note.author, note.membership, note.body) == (author, membership, body)
        again = add_note(author=author, membership=membership, body=body, key=key)
        assert again.pk == note.pk
