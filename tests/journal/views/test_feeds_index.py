"""The page of feeds: what there is, and whether one has a key."""

import pytest
from django.urls import reverse

from journal.actions.follows import follow
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words
from tests.journal.views.crowd import many_topics
from tests.journal.views.feeds import token_of

PATH = reverse("feeds.index")


def test_it_says_whether_one_has_a_key_and_never_which(cast):
    client = browser(cast.camper)
    assert "Make a key" in words(client.get(PATH))
    token = token_of(cast.camper)
    answer = client.get(PATH)
    assert "Make a new key" in words(answer) and "End the key" in words(answer)
    assert token not in answer.content.decode()


def test_open_feeds_are_named(cast):
    page = words(browser(cast.camper).get(PATH))
    assert "http://testserver/@sol/feed.atom" in page and "http://testserver/c/ai-tech/feed.atom" in page


@pytest.mark.parametrize("role", ["withdrawn", "staff"])
def test_who_belongs_to_no_cohort_may_have_a_key_too(cast, role):
    assert "ai-tech" not in words(browser(cast.people[role]).get(PATH))


def test_the_profile_leads_here(cast):
    assert PATH in browser(cast.camper).get(reverse("accounts.profile")).content.decode()


def test_visitor_is_asked_to_sign_in(db):
    assert asks_to_sign_in(browser().get(PATH), PATH)


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    client = browser(cast.camper)
    follow(follower=cast.camper, topic=many_topics(cast.cohort, 1, is_curated=True)[0])
    one = query_count(client, PATH)
    for topic in many_topics(cast.cohort, 30, is_curated=True):
        follow(follower=cast.camper, topic=topic)
    assert query_count(client, PATH) == one
