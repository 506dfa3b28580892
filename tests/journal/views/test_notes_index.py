"""Mentors' notes on a camper: no camper ever sees one."""

import uuid

import pytest

from journal.models.notes import Note

pytestmark = pytest.mark.django_db
URL = "/c/ai-tech/mentor/people/minji/notes/"


@pytest.fixture
def noted(client, cast):
    client.force_login(cast.mentor)
    key = uuid.uuid4()
    for _twice in range(2):
        client.post(URL, {"body": "**zqsecretnote** watch", "key": key})
    return Note.objects.get()


def test_mentors_of_the_team_and_organisers_read_it(client, cast, noted):
    for role in ("mentor", "organiser"):
        client.force_login(cast.people[role])
        for page in (URL, "/@minji/"):
            assert "<strong>zqsecretnote</strong>" in client.get(page).content.decode(), (role, page)


def test_nobody_else_reads_it_anywhere(client, cast, noted):
    pages = (URL, "/@minji/", "/c/ai-tech/mentor/", "/c/ai-tech/mentor/?teams=all&day=4", "/c/ai-tech/people/",
             "/notifications/", f"/notes/{noted.pk}/edit/", "/c/ai-tech/search/?q=zqsecretnote", "/")  # fmt: skip
    for role in (
        "author",
        "team_mate",
        "camper",
        "other_mentor",
        "on_leave",
        "graduated",
        "withdrawn",
        "stranger",
        "staff",
    ):
        client.force_login(cast.people[role])
        for page in pages:
            text = client.get(page).content.decode().replace("q=zqsecretnote", "").replace('value="zqsecretnote"', "")
            assert "<strong>zqsecretnote" not in text, (role, page)
            assert "watch" not in text, (role, page)


def test_it_is_in_no_export_of_the_camper(client, cast, noted):
    client.force_login(cast.author)
    answer = client.post("/export/")
    whole = b"".join(answer) if answer.streaming else answer.content
    assert b"zqsecretnote" not in whole


def test_in_place_it_is_a_piece(client, cast):
    client.force_login(cast.mentor)
    page = client.get(URL, headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith('<div class="notes"')


@pytest.mark.usefixtures("in_english")
def test_an_empty_note_is_refused_in_words(client, cast):
    client.force_login(cast.mentor)
    page = client.post(URL, {"body": " "}, headers={"Accept-Language": "en"}).content.decode()
    assert "Write a sentence first." in page
    assert not Note.objects.exists()
