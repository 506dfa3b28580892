"""Topics suggested while one types."""

import unicodedata

import pytest
from django.urls import reverse

from journal.actions.topics import curate_topic
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses
from tests.journal.views.crowd import many_posts

PATH = reverse("topics.suggest", args=["ai-tech"])


def suggested(client, typed):
    answer = client.get(PATH, {"q": typed})
    assert answer.status_code == 200
    return [topic.name for topic in answer.context["topics"]]


def test_what_begins_so_comes_before_what_holds_it(cast):
    for name in ("AI Math", "Mathematica", "Attention"):
        curate_topic(cohort=cast.cohort, name=name, position=1)
    client = browser(cast.camper)
    assert suggested(client, "math") == ["Mathematica", "AI Math"]
    assert "Mathematica" in client.get(PATH, {"q": "math"}).content.decode()


@pytest.mark.parametrize("typed", ["파이", unicodedata.normalize("NFD", "파이"), "PYTH", "py-th"])
def test_other_names_and_other_spellings_find_the_topic(cast, typed):
    curate_topic(cohort=cast.cohort, name="Python", position=1, aliases=["파이썬"])
    assert suggested(browser(cast.camper), typed) == ["Python"]


def test_tag_of_posts_that_the_reader_may_not_see_is_never_suggested(cast):
    make_post(cast.author, cast.cohort, topics=["secretmentors"], visibility="mentors")
    make_post(cast.author, cast.cohort, topics=["secretdraft"], publish=False)
    make_post(cast.stranger, cast.other, topics=["secretother"])
    assert suggested(browser(cast.camper), "secret") == []
    assert suggested(browser(cast.mentor), "secret") == ["secretmentors"]


@pytest.mark.parametrize("typed", ["", " ", "-", "nothing", "%", "_", "\u200b"])
def test_nothing_is_suggested_for_nothing(cast, typed):
    assert suggested(browser(cast.camper), typed) == []


@pytest.mark.parametrize("typed", ["x" * 51, "a\x00b"])
def test_what_no_topic_can_be_called_is_not_there(cast, typed):
    assert browser(cast.camper).get(PATH, {"q": typed}).status_code == 404


def test_visitor_is_asked_to_sign_in(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, role):
    assert browser(cast.people[role]).get(PATH, {"q": "py"}).status_code == 404


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    client, path = browser(cast.camper), f"{PATH}?q=crowd"
    many_posts(cast.cohort, 1)
    one = query_count(client, path)
    many_posts(cast.cohort, 30)
    assert query_count(client, path) == one
    assert len(suggested(client, "crowd")) == 8


@pytest.mark.parametrize("typed", ["ㅎㄹ", "행ㄹ", "해"])
def test_chosung_and_half_a_syllable_find_the_topic(cast, typed):
    curate_topic(cohort=cast.cohort, name="Linear Algebra", position=1, aliases=["행렬"])
    client = browser(cast.camper)
    assert suggested(client, typed) == ["Linear Algebra"]
    assert 'data-address="/c/ai-tech/topics/linear-algebra/"' in client.get(PATH, {"q": typed}).content.decode()
