"""Ending one's key."""

from django.test import Client
from django.urls import reverse

from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words
from tests.journal.views.feeds import token_of

PATH = reverse("feeds.revoke")


def test_its_addresses_open_nothing_any_more_and_twice_is_once(cast):
    path, other = (f"/feeds/{token_of(person)}/c/ai-tech/feed.atom" for person in (cast.camper, cast.author))
    client = browser(cast.camper)
    for _ in "12":
        assert "The addresses with your key no longer work." in words(client.post(PATH, follow=True))
    assert [Client().get(each).status_code for each in (path, other)] == [404, 200]


def test_visitor_is_asked_to_sign_in(db):
    assert asks_to_sign_in(browser().post(PATH), PATH)


def test_answers_posting_only(cast):
    assert statuses(browser(cast.camper), PATH, "get", "put", "delete") == {405}
