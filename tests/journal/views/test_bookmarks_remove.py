"""Taking a bookmark back."""

import pytest
from django.urls import reverse

from journal.actions.bookmarks import keep_bookmark
from journal.models.bookmarks import Bookmark
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words


@pytest.fixture
def path(cast):
    return reverse("bookmarks.remove", args=[keep_bookmark(owner=cast.camper, post=cast.posts["cohort"]).pk])


def test_it_is_gone_and_the_post_stays(cast, path):
    client = browser(cast.camper)
    assert "The bookmark is gone." in words(client.post(path, follow=True))
    assert not Bookmark.objects.exists()
    assert client.get(cast.posts["cohort"].get_absolute_url()).status_code == 200
    assert client.post(path).status_code == 404


def test_somebody_else_s_bookmark_is_not_there(cast, path):
    assert browser(cast.author).post(path).status_code == 404
    assert Bookmark.objects.exists()


def test_visitor_is_asked_to_sign_in(path):
    assert asks_to_sign_in(browser().post(path), path)


def test_answers_posting_only(cast, path):
    assert statuses(browser(cast.camper), path, "get", "put", "delete") == {405}
