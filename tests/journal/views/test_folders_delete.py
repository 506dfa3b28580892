"""Deleting a folder of bookmarks: they stay."""

import pytest
from django.urls import reverse

from journal.actions.bookmarks import change_bookmark, keep_bookmark, start_folder
from journal.models.bookmarks import Bookmark, BookmarkFolder
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words


@pytest.fixture
def path(cast):
    folder = start_folder(owner=cast.camper, name="One")
    change_bookmark(
        bookmark=keep_bookmark(owner=cast.camper, post=cast.posts["cohort"]), note="Kept note", folder=folder
    )
    return reverse("folders.delete", args=[folder.pk])


def test_it_asks_first_and_leaves_the_bookmarks(cast, path):
    client = browser(cast.camper)
    assert "The bookmarks in it stay, without a folder." in words(client.get(path))
    assert BookmarkFolder.objects.exists()
    page = words(client.post(path, follow=True))
    assert "Its bookmarks are still there." in page and "Kept note" in page
    assert (BookmarkFolder.objects.count(), Bookmark.objects.get().folder) == (0, None)


def test_somebody_else_s_folder_is_not_there(cast, path):
    assert statuses(browser(cast.author), path, "get", "post") == {404}


def test_visitor_is_asked_to_sign_in(path):
    assert asks_to_sign_in(browser().get(path), path)


def test_answers_reading_and_posting_only(cast, path):
    assert statuses(browser(cast.camper), path, "put", "delete") == {405}
