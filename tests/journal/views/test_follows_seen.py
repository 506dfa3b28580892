"""Having seen what is new in what one follows: it goes, and what comes later is new again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from journal.actions.follows import follow
from journal.models.follows import NewsMark
from journal.models.posts import Post
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words

PATH = "/follows/seen/"


@pytest.fixture
def new(cast):
    """A post that Sol has not seen of somebody whom they follow."""
    follow(follower=cast.camper, person=cast.author)
    return make_post(cast.author, cast.cohort, title="Fresh words")


def until(answer) -> str:
    return answer.content.decode().split('name="until" value="')[1].split('"')[0]


def test_what_was_shown_is_seen_and_what_came_meanwhile_is_not(cast, new):
    client = browser(cast.camper)
    shown = until(client.get("/"))
    make_post(cast.author, cast.cohort, title="Came meanwhile")
    assert client.post(PATH, {"until": shown}).url == "/"
    news = client.get("/").context["news"].items
    assert [post.title for post in news] == ["Came meanwhile"]


def test_twice_is_once_and_the_list_comes_back_to_itself(cast, new):
    client = browser(cast.camper)
    shown = until(client.get("/follows/"))
    for _ in "12":
        assert client.post(PATH, {"until": shown, "listed": "1"}).url == "/follows/"
    assert "Nothing new." in words(client.get("/follows/"))


def test_a_moment_to_come_hides_nothing_that_will_be_written(cast, new):
    client = browser(cast.camper)
    client.post(PATH, {"until": str(9 * 10**15)})
    assert NewsMark.objects.get().seen_at <= timezone.now()
    Post.objects.filter(pk=new.pk).update(published_at=timezone.now() + timedelta(seconds=5))
    assert "Fresh words" in words(client.get("/follows/"))


@pytest.mark.parametrize("sent", ["", "x", "-1", "9" * 17, "9" * 30, "1\x00"])
def test_what_is_no_moment_changes_nothing(cast, new, sent):
    client = browser(cast.camper)
    assert client.post(PATH, {"until": sent}).status_code == 302
    assert "Fresh words" in words(client.get("/follows/")) or sent == "9" * 17


def test_visitor_is_asked_to_sign_in(db):
    assert asks_to_sign_in(browser().post(PATH), PATH)


def test_answers_posting_only(cast):
    assert statuses(browser(cast.camper), PATH, "get", "put", "delete") == {405}
