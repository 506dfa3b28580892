"""Following a topic, and letting it go."""

import pytest
from django.urls import reverse

from journal.actions import follows as actions
from journal.models.follows import Follow
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words

PATH = "/c/ai-tech/topics/python/follow/"
TOPIC = "/c/ai-tech/topics/python/"


def test_the_topic_s_page_has_the_button_and_says_when_one_follows(cast):
    client = browser(cast.camper)
    assert "Follow" in words(client.get(TOPIC)) and "Following" not in words(client.get(TOPIC))
    for on, count in (("1", 1), ("1", 1), ("0", 0), ("0", 0), ("1", 1)):
        answer = client.post(PATH, {"on": on})
        assert (answer.status_code, answer.url) == (302, TOPIC)
        assert Follow.objects.filter(follower=cast.camper).count() == count
    assert "Following" in words(client.get(TOPIC))
    assert "Following" not in words(browser(cast.mentor).get(TOPIC))


def test_htmx_gets_the_button_alone(cast):
    page = browser(cast.camper).post(PATH, headers={"HX-Request": "true"}).content.decode()
    assert 'name="on" value="0"' in page and f'action="{PATH}"' in page
    assert "<html" not in page


def test_another_name_of_the_topic_follows_the_topic(cast):
    assert browser(cast.camper).post("/c/ai-tech/topics/PYTHON/follow/").url == TOPIC
    assert Follow.objects.get().topic.slug == "python"


def test_from_the_list_one_comes_back_to_the_list(cast):
    answer = browser(cast.camper).post(PATH, {"on": "0", "listed": "1"})
    assert answer.url == reverse("follows.index")


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_who_follows_too_much_is_told_so(cast, monkeypatch, htmx):
    monkeypatch.setattr(actions, "MOST_FOLLOWS", 0)
    answer = browser(cast.camper).post(PATH, headers=htmx, follow=True)
    assert "Let something go first." in answer.content.decode()
    assert not Follow.objects.exists()


def test_what_one_may_not_see_cannot_be_followed(cast):
    assert browser(cast.stranger).post(PATH).status_code == 404
    assert browser(cast.camper).post("/c/ai-tech/topics/none/follow/").status_code == 404
    assert not Follow.objects.exists()


def test_visitor_is_asked_to_sign_in(cast):
    assert asks_to_sign_in(browser().post(PATH), PATH)


def test_answers_posting_only(cast):
    assert statuses(browser(cast.camper), PATH, "get", "put", "delete") == {405}
