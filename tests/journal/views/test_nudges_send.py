"""A nudge: one sentence a day from a mentor to a camper, through the one gate."""

import pytest

from journal.actions.notifications import prefer
from journal.models.notifications import Notification
from journal.models.nudges import Nudge
from tests.journal.views.browsing import browser, links, words

pytestmark = pytest.mark.django_db
URL = "/c/ai-tech/mentor/people/bora/nudge/"


def test_the_camper_reads_the_words(client, cast):
    client.force_login(cast.mentor)
    for _twice in range(2):
        client.post(URL, {"words": "보라님, 괜찮아요?"})
    told = Notification.objects.get(recipient=cast.team_mate, kind="nudge")
    assert (told.words, told.actor, Nudge.objects.count()) == ("보라님, 괜찮아요?", cast.mentor, 1)
    client.force_login(cast.team_mate)
    assert "보라님, 괜찮아요?" in client.get("/notifications/").content.decode()


def test_who_wants_none_gets_none(client, cast):
    prefer(user=cast.team_mate, channels={"nudge": "none"})
    client.force_login(cast.mentor)
    client.post(URL, {"words": "Hello"})
    assert not Notification.objects.filter(kind="nudge").exists()


@pytest.mark.parametrize(("typed", "sentence"), [("  ", "Write a sentence first."), ("x" * 501, "too long")])
def test_a_refused_one_comes_back_with_its_words(cast, typed, sentence):
    mentor, desk = browser(cast.mentor), "/c/ai-tech/mentor/?teams=all&day=3"
    answer = mentor.post(URL, {"words": typed, "next": desk})
    assert sentence in words(answer)
    assert desk in links(answer)
    assert f">\n{typed}</textarea>" in answer.content.decode()
    assert not Nudge.objects.exists()
    assert mentor.post(URL, {"words": "Hello", "next": desk}).url == desk


def test_the_second_of_a_day_is_refused_with_its_words(cast):
    mentor = browser(cast.mentor)
    assert mentor.post(URL, {"words": "Hello", "next": "https://elsewhere.example/"}).url == "/c/ai-tech/mentor/"
    answer = mentor.post(URL, {"words": "One thing more"})
    assert "You have written to Bora today already." in words(answer)
    assert "One thing more" in words(answer)


@pytest.mark.parametrize(
    ("role", "handle"),
    [("mentor", "sol"), ("mentor", "yuna"), ("mentor", "daeun"), ("other_mentor", "bora"), ("camper", "bora")],
)
def test_not_to_whom_one_does_not_take_care_of(client, cast, role, handle):
    client.force_login(cast.people[role])
    assert client.post(f"/c/ai-tech/mentor/people/{handle}/nudge/", {"words": "Hello"}).status_code == 403
