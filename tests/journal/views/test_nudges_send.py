"""A nudge: one sentence a day from a mentor to a camper, through the one gate."""

import pytest

from journal.actions.notifications import prefer
from journal.models.notifications import Notification
from journal.models.nudges import Nudge

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


@pytest.mark.usefixtures("in_english")
def test_an_empty_one_is_not_sent(client, cast):
    client.force_login(cast.mentor)
    assert (
        "Write a sentence first."
        in client.post(URL, {"words": "  "}, follow=True, headers={"Accept-Language": "en"}).content.decode()
    )
    assert not Nudge.objects.exists()


@pytest.mark.parametrize(
    ("role", "handle"),
    [("mentor", "sol"), ("mentor", "yuna"), ("mentor", "daeun"), ("other_mentor", "bora"), ("camper", "bora")],
)
def test_not_to_whom_one_does_not_take_care_of(client, cast, role, handle):
    client.force_login(cast.people[role])
    assert client.post(f"/c/ai-tech/mentor/people/{handle}/nudge/", {"words": "Hello"}).status_code == 403
