"""The feed of a person."""

from django.test import Client
from django.urls import reverse

from tests.journal.views.browsing import browser
from tests.journal.views.feeds import fetched, titles

NAME, MINJI = "feeds.person", {"handle": "minji"}


def test_it_holds_what_they_published_as_its_reader_may_read_it(cast):
    assert titles(fetched(NAME, **MINJI)) == ["Minji public"]
    assert titles(fetched(NAME, by=cast.camper, **MINJI)) == ["Minji public", "Minji cohort"]
    assert "Minji draft" not in titles(fetched(NAME, by=cast.author, **MINJI))


def test_who_published_nothing_is_there_for_whom_they_are_known(cast):
    assert fetched(NAME, handle="bora").status_code == 404
    assert titles(fetched(NAME, by=cast.camper, handle="bora")) == []
    assert fetched(NAME, by=cast.stranger, handle="bora").status_code == 404


def test_pages_with_a_public_post_name_their_feed(cast):
    link = '<link rel="alternate" type="application/atom+xml" title="Minji" href="/@minji/feed.atom">'
    assert link in browser().get("/@minji/").content.decode()
    assert "application/atom+xml" not in browser(cast.camper).get("/@bora/").content.decode()


def test_answers_reading_methods_only(cast):
    assert Client().post(reverse(NAME, kwargs=MINJI)).status_code == 405
