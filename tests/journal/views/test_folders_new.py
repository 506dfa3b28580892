"""Making a folder of bookmarks."""

import pytest
from django.urls import reverse

from journal.actions import bookmarks as actions
from journal.models.bookmarks import BookmarkFolder
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words

PATH = reverse("folders.new")


def test_a_folder_is_made_and_opened(cast):
    answer = browser(cast.camper).post(PATH, {"name": " 나중에 볼 글 "})
    folder = BookmarkFolder.objects.get()
    assert (folder.name, folder.owner, answer.url) == ("나중에 볼 글", cast.camper, folder.get_absolute_url())


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "\x00"])
def test_a_name_that_cannot_be_one_is_refused(cast, name):
    answer = browser(cast.camper).post(PATH, {"name": name})
    assert answer.status_code == 200 and answer.context["form"].errors["name"]


def test_the_same_name_again_is_refused_in_words(cast):
    client = browser(cast.camper)
    client.post(PATH, {"name": "One"})
    assert "You have a folder of this name already." in words(client.post(PATH, {"name": "One"}))
    assert BookmarkFolder.objects.count() == 1


def test_no_more_than_fit(cast, monkeypatch):
    monkeypatch.setattr(actions, "MOST_FOLDERS", 0)
    assert "No more folders fit." in words(browser(cast.camper).post(PATH, {"name": "One"}))


def test_visitor_is_asked_to_sign_in(db):
    assert asks_to_sign_in(browser().get(PATH), PATH)


def test_answers_reading_and_posting_only(cast):
    assert statuses(browser(cast.camper), PATH, "put", "delete") == {405}
