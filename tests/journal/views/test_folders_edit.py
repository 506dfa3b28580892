"""Calling a folder of bookmarks something else."""

import pytest
from django.urls import reverse

from journal.actions.bookmarks import start_folder
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words


@pytest.fixture
def folder(cast):
    return start_folder(owner=cast.camper, name="One")


@pytest.fixture
def path(folder):
    return reverse("folders.edit", args=[folder.pk])


def test_a_folder_gets_another_name(cast, folder, path):
    client = browser(cast.camper)
    assert 'value="One"' in client.get(path).content.decode()
    assert client.post(path, {"name": "Two"}).url == folder.get_absolute_url()
    folder.refresh_from_db()
    assert folder.name == "Two"


def test_a_name_that_is_taken_is_refused_in_words(cast, folder, path):
    start_folder(owner=cast.camper, name="Two")
    assert "You have a folder of this name already." in words(browser(cast.camper).post(path, {"name": "Two"}))


def test_somebody_else_s_folder_is_not_there(cast, path):
    assert statuses(browser(cast.author), path, "get", "post") == {404}


def test_visitor_is_asked_to_sign_in(path):
    assert asks_to_sign_in(browser().get(path), path)


def test_answers_reading_and_posting_only(cast, path):
    assert statuses(browser(cast.camper), path, "put", "delete") == {405}
