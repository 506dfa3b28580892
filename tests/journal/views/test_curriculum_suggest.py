"""Lectures suggested behind a /."""

from datetime import timedelta

import pytest
from django.urls import reverse

from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses
from tests.journal.views.crowd import many_lectures

PATH = reverse("curriculum.suggest", args=["ai-tech"])


@pytest.fixture
def lectures(cast):
    today = cast.cohort.today()
    for name, position in (("Python", 1), ("AI Math", 2)):
        topic = curate_topic(cohort=cast.cohort, name=name, position=position)
        for code, title, away in (("4-10", "행렬", 3), ("4-2", f"클래스와 {name}", 0), ("5-1", "파일", -1)):
            Lecture.objects.create(
                cohort=cast.cohort, topic=topic, code=code, title=title, study_on=today + timedelta(days=away)
            )
    foreign = curate_topic(cohort=cast.other, name="Python", position=1)
    Lecture.objects.create(cohort=cast.other, topic=foreign, code="4-2", title="비밀", study_on=today)


def suggested(client, typed):
    answer = client.get(PATH, {"q": typed})
    assert answer.status_code == 200
    return [f"{lecture.topic.name} {lecture.code}" for lecture in answer.context["lectures"]]


@pytest.mark.parametrize("typed", ["", " "])
def test_nothing_typed_shows_today_s(cast, lectures, typed):
    assert suggested(browser(cast.camper), typed) == ["Python 4-2", "AI Math 4-2"]


@pytest.mark.parametrize("typed", ["ㅎㄹ", "행ㄹ", "행렬", "4-10"])
def test_code_title_and_chosung_find_a_lecture(cast, lectures, typed):
    assert suggested(browser(cast.camper), typed) == ["Python 4-10", "AI Math 4-10"]


def test_the_nearest_day_comes_first_and_a_topic_finds_its_lectures(cast, lectures):
    assert suggested(browser(cast.camper), "ai math") == ["AI Math 4-2", "AI Math 5-1", "AI Math 4-10"]


def test_an_option_holds_what_is_typed_for_it(cast, lectures):
    page = browser(cast.camper).get(PATH, {"q": "ㅋㄹㅅ"}).content.decode()
    assert 'data-value="4-2 클래스와 Python"' in page
    assert 'data-topic="AI Math"' in page


def test_another_cohort_s_lectures_are_never_suggested(cast, lectures):
    assert suggested(browser(cast.camper), "비밀") == []
    assert suggested(browser(cast.staff), "ㅂㅁ") == []


@pytest.mark.parametrize("typed", ["x" * 51, "a\x00b"])
def test_what_no_lecture_can_be_called_is_not_there(cast, typed):
    assert browser(cast.camper).get(PATH, {"q": typed}).status_code == 404


def test_visitor_is_asked_to_sign_in(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, role):
    assert browser(cast.people[role]).get(PATH, {"q": "4"}).status_code == 404


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    client, path = browser(cast.camper), f"{PATH}?q=lecture"
    many_lectures(cast.cohort, 1)
    one = query_count(client, path)
    many_lectures(cast.cohort, 30)
    assert query_count(client, path) == one
    assert len(suggested(client, "lecture")) == 8
