"""Asking for feedback on one's own post."""

import pytest
from django.urls import reverse

from journal.models.waiting import Waiting
from tests.factories import make_comment, make_post
from tests.journal.views.browsing import browser, statuses, words
from tests.world import post_data


@pytest.fixture
def post(cast):
    return make_post(cast.author, cast.cohort, title="Please look", day=10)


@pytest.fixture
def path(post):
    return reverse("waiting.feedback", args=[post.pk])


def test_button_asks_shows_how_it_stands_and_takes_back(cast, post, path):
    client = browser(cast.author)
    assert "Ask for feedback" in words(client.get(post.get_absolute_url()))
    client.post(path)
    assert Waiting.objects.get().kind == "feedback"
    page = words(client.get(post.get_absolute_url()))
    assert "Waits for feedback" in page
    assert "Wait no more" in page
    make_comment(cast.mentor, post, "Well done.")
    assert "Has feedback" in words(client.get(post.get_absolute_url()))
    client.post(path)
    assert Waiting.objects.count() == 1
    client.post(path, {"on": "0"})
    assert not Waiting.objects.exists()


def test_mentors_see_that_it_waits_and_other_campers_do_not(cast, post, path):
    browser(cast.author).post(path)
    assert "Waits for feedback" in words(browser(cast.mentor).get(post.get_absolute_url()))
    assert "Waits for feedback" not in words(browser(cast.team_mate).get(post.get_absolute_url()))


def test_box_at_publishing_asks_and_a_draft_does_not(cast):
    client, new = browser(cast.author), reverse("posts.new")
    assert 'name="feedback"' in client.get(new).content.decode()
    client.post(new, post_data(title="Look", feedback="on"))
    assert Waiting.objects.get().words == "Look"
    draft = post_data(title="Not yet", feedback="on")
    client.post(new, {name: value for name, value in draft.items() if name != "publish"})
    assert Waiting.objects.count() == 1


def test_others_are_refused(cast, path):
    assert {browser(cast.people[who]).post(path).status_code for who in ("team_mate", "mentor", "organiser")} == {403}


def test_answers_posting_only(cast, path):
    assert statuses(browser(cast.author), path, "get", "head", "put", "delete") == {405}
