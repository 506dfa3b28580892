"""Keeping a post by one tap."""

import pytest
from django.urls import reverse

from journal.actions import bookmarks as actions
from journal.models.bookmarks import Bookmark
from tests.journal.views.browsing import asks_to_sign_in, browser, links, statuses, words


@pytest.fixture
def path(cast):
    return reverse("bookmarks.add", args=[cast.posts["cohort"].pk])


def test_one_tap_keeps_it_and_a_second_leads_to_note_and_folder(cast, path):
    post, client = cast.posts["cohort"], browser(cast.camper)
    assert "Bookmark" in words(client.get(post.get_absolute_url()))
    for _ in "12":
        assert client.post(path).url == post.get_absolute_url() + "#bookmark"
    bookmark = Bookmark.objects.get()
    answer = client.get(post.get_absolute_url())
    assert reverse("bookmarks.edit", args=[bookmark.pk]) in links(answer)
    assert "Bookmarked" not in words(browser(cast.mentor).get(post.get_absolute_url()))


def test_htmx_gets_the_button_alone(cast, path):
    page = browser(cast.camper).post(path, headers={"HX-Request": "true"}).content.decode()
    assert reverse("bookmarks.edit", args=[Bookmark.objects.get().pk]) in page and "<html" not in page


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_who_keeps_too_much_is_told_so(cast, path, monkeypatch, htmx):
    monkeypatch.setattr(actions, "MOST_BOOKMARKS", 0)
    assert "Remove one first." in browser(cast.camper).post(path, headers=htmx, follow=True).content.decode()


@pytest.mark.parametrize("role", ["staff", "on_leave", "graduated", "stranger"])
def test_whoever_reads_it_may_keep_it(cast, role):
    path = reverse("bookmarks.add", args=[cast.posts["public"].pk])
    assert browser(cast.people[role]).post(path).status_code == 302
    assert Bookmark.objects.filter(owner=cast.people[role]).exists()


def test_what_one_may_not_read_cannot_be_kept(cast, path):
    assert browser(cast.stranger).post(path).status_code == 404
    assert browser(cast.camper).post(reverse("bookmarks.add", args=[cast.posts["mentors"].pk])).status_code == 404
    assert not Bookmark.objects.exists()


def test_visitor_has_no_button_and_is_asked_to_sign_in(cast, path):
    assert "Bookmark" not in words(browser().get(cast.posts["public"].get_absolute_url()))
    assert asks_to_sign_in(browser().post(path), path)


def test_answers_posting_only(cast, path):
    assert statuses(browser(cast.camper), path, "get", "put", "delete") == {405}
