"""Suggestions of the search field: topics, people, lectures and titles, by what was typed so far."""

import re

import pytest
from django.urls import reverse

from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses
from tests.journal.views.crowd import many_lectures, many_people, many_posts

PATH = "/c/ai-tech/search/suggest/"


def suggested(user, typed: str) -> list[str]:
    page = browser(user).get(PATH, {"q": typed}).content.decode()
    options = re.findall(r"<li role=\"option\".*?</li>", page, re.DOTALL)
    return [" ".join(re.sub(r"<small>.*?</small>|<[^>]+>", "", option).split()) for option in options]


@pytest.fixture
def matrix(cast):
    """A topic, a lecture and a post that begin with 행렬."""
    topic = curate_topic(cohort=cast.cohort, name="행렬", position=1, aliases=["matrix"])
    Lecture.objects.create(cohort=cast.cohort, topic=topic, code="2", title="행렬이 뭐예요?")
    return make_post(cast.author, cast.cohort, title="행렬의 날", body="글")


@pytest.mark.parametrize("typed", ["행", "행ㄹ", "ㅎㄹ", "행렬", "godfuf", "god"])
def test_what_fits_is_suggested_by_its_beginning_its_chosung_and_the_other_keyboard(cast, matrix, typed):
    assert suggested(cast.camper, typed) == ["행렬", "2 행렬이 뭐예요?", "행렬의 날"]


def test_other_names_handles_and_codes_fit_too(cast, matrix):
    assert suggested(cast.camper, "matr") == ["행렬"]
    assert "Bora" in suggested(cast.camper, "bor")


def test_suggestions_lead_to_their_pages(cast, matrix):
    page = browser(cast.camper).get(PATH, {"q": "행렬"}).content.decode()
    assert f'data-href="{reverse("topics.show", args=["ai-tech", "행렬"])}"' in page
    assert f'data-href="{matrix.get_absolute_url()}"' in page


def test_nothing_is_suggested_that_one_may_not_read(cast):
    make_post(cast.author, cast.cohort, title="비밀 제목", topics=["비밀"], visibility="mentors")
    make_post(cast.author, cast.cohort, title="비밀 초안", publish=False)
    assert suggested(cast.camper, "비밀") == []
    assert suggested(cast.mentor, "비밀") == ["비밀", "비밀 제목"]


def test_nobody_is_suggested_who_left(cast):
    assert suggested(cast.camper, "won") == []


@pytest.mark.parametrize("typed", ["", " ", "%", "\\", "(", "[", "*", "'", "김" * 50])
def test_every_sign_may_be_typed(cast, typed):
    assert browser(cast.camper).get(PATH, {"q": typed}).status_code == 200


def test_what_is_too_long_is_not_there(cast):
    assert browser(cast.camper).get(PATH, {"q": "가" * 51}).status_code == 404


def test_visitor_is_asked_to_sign_in(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_is_told_nothing(cast, role):
    assert browser(cast.people[role]).get(PATH, {"q": "m"}).status_code == 404


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    client = browser(cast.camper)

    def add(count):
        many_people(cast.cohort, count)
        many_lectures(cast.cohort, count)
        many_posts(cast.cohort, count, day=9)

    add(1)
    one = query_count(client, f"{PATH}?q=crowd")
    add(30)
    assert query_count(client, f"{PATH}?q=crowd") == one
