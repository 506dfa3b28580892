"""A note is changed, and forgotten, by its author alone."""

import uuid

import pytest

from journal.actions.notes import add_note
from journal.models.notes import Note
from journal.models.people import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(cast):
    member = Membership.objects.get(user=cast.author)
    return add_note(author=cast.mentor, membership=member, body="Before", key=uuid.uuid4())


def test_changed_and_forgotten(client, cast, note):
    client.force_login(cast.mentor)
    client.post(f"/notes/{note.pk}/edit/", {"body": "After"})
    note.refresh_from_db()
    assert note.body == "After"
    assert note.edited_at
    client.post(f"/notes/{note.pk}/edit/", {"delete": "1"})
    assert not Note.objects.exists()


def test_not_by_others(client, cast, note):
    for role, status in (("organiser", 403), ("author", 404), ("other_mentor", 404), ("staff", 404)):
        client.force_login(cast.people[role])
        assert client.post(f"/notes/{note.pk}/edit/", {"body": "Mine"}).status_code == status
    note.refresh_from_db()
    assert note.body == "Before"
