"""Liking a post, and taking it back."""

import pytest
from django.urls import reverse

from journal.models.posts import Like, Post
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words


@pytest.fixture
def post(cast):
    return cast.posts["cohort"]


@pytest.fixture
def path(post):
    return reverse("posts.like", args=[post.pk])


def test_like_is_counted_once_and_taken_back(cast, post, path):
    client = browser(cast.camper)
    for on, count in (("1", 1), ("1", 1), ("0", 0), ("0", 0), ("1", 1)):
        answer = client.post(path, {"on": on})
        assert (answer.status_code, answer.url) == (302, post.get_absolute_url())
        assert Post.objects.get(pk=post.pk).like_count == count == Like.objects.count()


def test_button_shows_the_count_and_whether_one_likes_it(cast, post, path):
    client = browser(cast.camper)
    client.post(path)
    answer = client.get(post.get_absolute_url())
    assert answer.context["liked"] is True
    assert "Like 1" in words(answer)
    assert browser(cast.mentor).get(post.get_absolute_url()).context["liked"] is False


def test_htmx_gets_the_button_alone(cast, path):
    answer = browser(cast.camper).post(path, {"on": "1"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert 'aria-pressed="true"' in page
    assert "<html" not in page


@pytest.mark.parametrize("on", ["", "x", "\x00", "2", "가"])
def test_anything_but_zero_is_a_like(cast, post, path, on):
    assert browser(cast.camper).post(path, {"on": on}).status_code == 302
    assert Post.objects.get(pk=post.pk).like_count == 1


def test_own_draft_cannot_be_liked(cast):
    assert browser(cast.author).post(reverse("posts.like", args=[cast.posts["draft"].pk])).status_code == 403


@pytest.mark.parametrize("role", ["staff", "on_leave", "graduated"])
def test_reader_who_only_reads_is_refused(cast, post, path, role):
    assert browser(cast.people[role]).post(path).status_code == 403
    assert not Like.objects.exists()


def test_stranger_finds_nothing_and_may_not_like_what_is_public(cast, path):
    client = browser(cast.stranger)
    assert client.post(path).status_code == 404
    assert client.post(reverse("posts.like", args=[cast.posts["public"].pk])).status_code == 403


def test_ended_cohort_is_read_only(cast, path):
    cast.cohort.state = "ended"
    cast.cohort.save()
    assert browser(cast.camper).post(path).status_code == 403


def test_visitor_is_asked_to_sign_in(path):
    assert asks_to_sign_in(browser().post(path), path)


def test_answers_posting_only(cast, path):
    assert statuses(browser(cast.camper), path, "get", "put", "delete") == {405}
