"""A button says that an announcement was read: in place, or back on the page where it stands."""

import pytest

from journal.models.announcements import AnnouncementReading
from tests.factories import make_announcement
from tests.journal.views.announcing import path_of
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses


@pytest.fixture
def announcement(cast):
    return make_announcement(cast.organiser, cast.cohort, teams=["1조"])


def test_it_is_read_once_and_leads_back(cast, announcement):
    client, path = browser(cast.author), path_of("read", announcement)
    assert client.post(path, {"next": "/c/ai-tech/"}).url == "/c/ai-tech/"
    assert client.post(path, {"next": "//evil.example/"}).url == announcement.get_absolute_url()
    assert client.post(path).url == announcement.get_absolute_url()
    answer = client.post(path, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert AnnouncementReading.objects.count() == 1


def test_the_site_s_staff_are_no_readers(cast, announcement):
    assert browser(cast.staff).post(path_of("read", announcement)).status_code == 302
    assert not AnnouncementReading.objects.exists()


def test_doors(cast, announcement):
    path = path_of("read", announcement)
    assert asks_to_sign_in(browser().post(path), path)
    for role in ("camper", "stranger", "withdrawn"):
        assert browser(cast.people[role]).post(path).status_code == 404
    assert statuses(browser(cast.author), path, "get", "put", "delete") == {405}
