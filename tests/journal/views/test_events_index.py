"""The cohort's events, day by day."""

import pytest
from django.urls import reverse

from journal.models.events import Event
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_events

PATH = reverse("events.index", args=["ai-tech"])


def test_events_stand_by_day_with_their_speaker(cast):
    days = cast.cohort.calendar.days
    late = Event.objects.create(cohort=cast.cohort, name="Late", on=days[8], speaker="Ann", kind="master_class")
    Event.objects.create(cohort=cast.cohort, name="Early", on=days[3], speaker="Ben", kind="special_lecture")
    Event.objects.create(cohort=cast.other, name="Elsewhere", on=days[3])
    answer = browser(cast.camper).get(PATH)
    page = words(answer)
    told = ["Day 4", "Early", "Special lecture · Ben", "Day 9", "Late", "Master Class · Ann"]
    assert [page.index(word) for word in told] == sorted(page.index(word) for word in told)
    assert late.get_absolute_url() in links(answer) and "Elsewhere" not in page


def test_no_events_says_so(cast):
    assert "No events yet." in words(browser(cast.camper).get(PATH))


def test_visitor_is_asked_to_sign_in_and_comes_back(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, role):
    assert browser(cast.people[role]).get(PATH).status_code == 404


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    client = browser(cast.camper)
    many_events(cast.cohort, 1, cast.cohort.calendar.date_of(4))
    one = query_count(client, PATH)
    many_events(cast.cohort, 30, cast.cohort.calendar.date_of(5))
    assert query_count(client, PATH) == one <= 10
