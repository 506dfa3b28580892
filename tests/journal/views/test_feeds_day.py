"""The feed of a study day."""

from django.test import Client
from django.urls import reverse

from tests.journal.views.feeds import fetched, titles

NAME = "feeds.day"


def test_it_holds_the_journals_of_the_day_that_its_reader_may_read(cast):
    days = {day: titles(fetched(NAME, by=cast.camper, cohort="ai-tech", number=day)) for day in (1, 2, 3, 4, 5)}
    assert days == {1: [], 2: [], 3: [], 4: ["Minji cohort"], 5: ["Minji public"]}


def test_without_a_token_only_days_with_a_public_post_are_there(cast):
    statuses = [fetched(NAME, cohort="ai-tech", number=day).status_code for day in (4, 5, 9999)]
    assert statuses == [404, 200, 404]
    assert titles(fetched(NAME, cohort="ai-tech", number=5)) == ["Minji public"]


def test_its_title_says_the_day_and_the_cohort(cast):
    assert "<title>Day 5 · ai-tech</title>" in fetched(NAME, cohort="ai-tech", number=5).content.decode()


def test_answers_reading_methods_only(cast):
    assert Client().post(reverse(NAME, kwargs={"cohort": "ai-tech", "number": 5})).status_code == 405
