"""The note and the folder of a bookmark."""

import pytest
from django.urls import reverse

from journal.actions.bookmarks import keep_bookmark, start_folder
from journal.models.bookmarks import Bookmark
from journal.models.posts import Post
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words


@pytest.fixture
def bookmark(cast):
    return keep_bookmark(owner=cast.camper, post=cast.posts["cohort"])


@pytest.fixture
def path(bookmark):
    return reverse("bookmarks.edit", args=[bookmark.pk])


def test_note_and_folder_are_kept_and_come_back(cast, bookmark, path):
    folder, client = start_folder(owner=cast.camper, name="Later"), browser(cast.camper)
    assert "Minji cohort" in words(client.get(path))
    answer = client.post(path, {"note": "두 번 읽기", "folder": folder.pk, "new_folder": ""})
    assert answer.url == folder.get_absolute_url()
    bookmark.refresh_from_db()
    assert (bookmark.note, bookmark.folder) == ("두 번 읽기", folder)
    assert "두 번 읽기" in client.get(path).content.decode()
    assert client.post(path, {"note": "", "folder": ""}).url == "/bookmarks/"


def test_a_new_folder_is_made_on_the_way(cast, bookmark, path):
    browser(cast.camper).post(path, {"note": "", "new_folder": "  Maths "})
    assert Bookmark.objects.get().folder.name == "Maths"


@pytest.mark.parametrize("sent", [{"note": "x" * 501}, {"note": "\x00"}, {"folder": "x"}, {"new_folder": "x" * 41}])
def test_what_cannot_be_kept_is_refused_beside_it(cast, bookmark, path, sent):
    answer = browser(cast.camper).post(path, sent)
    assert answer.status_code == 200 and answer.context["form"].errors
    assert Bookmark.objects.get().note == ""


def test_somebody_else_s_folder_is_no_choice(cast, bookmark, path):
    theirs = start_folder(owner=cast.mentor, name="Secretum")
    assert "Secretum" not in browser(cast.camper).get(path).content.decode()
    answer = browser(cast.camper).post(path, {"folder": theirs.pk})
    assert (answer.status_code, Bookmark.objects.get().folder) == (200, None)


def test_the_title_of_what_one_may_not_read_any_more_is_not_said(cast, bookmark, path):
    Post.objects.update(visibility="mentors")
    answer = browser(cast.camper).get(path)
    assert "This post is no longer readable" in words(answer)
    assert "Minji" not in answer.content.decode()
    assert browser(cast.camper).post(path, {"note": "Still mine"}).status_code == 302


@pytest.mark.parametrize("role", ["author", "mentor", "staff"])
def test_somebody_else_s_bookmark_is_not_there(cast, path, role):
    assert statuses(browser(cast.people[role]), path, "get", "post") == {404}


def test_visitor_is_asked_to_sign_in(path):
    assert asks_to_sign_in(browser().get(path), path)


def test_answers_reading_and_posting_only(cast, path):
    assert statuses(browser(cast.camper), path, "put", "delete") == {405}


def test_costs_the_same_for_one_folder_and_for_thirty(cast, path):
    start_folder(owner=cast.camper, name="First")
    one = query_count(browser(cast.camper), path)
    for n in range(30):
        start_folder(owner=cast.camper, name=f"Folder {n}")
    assert query_count(browser(cast.camper), path) == one
