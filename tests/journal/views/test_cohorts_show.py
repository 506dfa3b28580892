"""A cohort's column of days."""

import pytest
from django.urls import reverse

from journal.models.curriculum import Lecture
from journal.models.events import Event
from journal.queries.timeline import DAYS
from tests.factories import make_cohort, make_member
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_events, many_lectures, many_posts, many_topics

PATH = reverse("cohorts.show", args=["ai-tech"])


def test_days_stand_newest_first_with_what_happened_on_them(cast):
    [topic] = many_topics(cast.cohort, 1)
    day = cast.cohort.calendar.date_of(100)
    Lecture.objects.create(cohort=cast.cohort, topic=topic, code="31", title="Attention", study_on=day)
    Event.objects.create(cohort=cast.cohort, name="1217 Master Class", on=day)
    answer = browser(cast.camper).get(PATH)
    assert [stamp.number for stamp in answer.context["stamps"]] == list(range(101, 101 - DAYS, -1))
    page = words(answer)
    for said in ("ai-tech", "Day 101", "Day 100", "31 Attention", "1217 Master Class", "Nobody has written yet"):
        assert said in page
    assert reverse("cohorts.day", args=["ai-tech", 100]) in links(answer)


def test_counts_are_of_what_the_reader_may_see(cast):
    client = browser(cast.camper)
    for path in (PATH, f"{PATH}?before=6"):
        answer = client.get(path)
    counts = {stamp.number: stamp.post_count for stamp in answer.context["stamps"]}
    assert counts == {1: 0, 2: 0, 3: 0, 4: 1, 5: 1}
    assert "1 person wrote" in words(answer)


def test_every_day_is_on_exactly_one_page(cast):
    client, path, numbers = browser(cast.camper), PATH, []
    while path:
        answer = client.get(path)
        numbers += [stamp.number for stamp in answer.context["stamps"]]
        older = [link for link in links(answer) if "before=" in link]
        path = PATH + older[0] if older else None
    assert numbers == list(range(101, 0, -1))


def test_cohort_before_its_first_day_says_so(db):
    cohort = make_cohort(first_on="2999-01-01", last_on="2999-12-31")
    cohort.refresh_from_db()
    answer = browser(make_member(cohort)).get(cohort.get_absolute_url())
    assert "The first day is still to come." in words(answer)


def test_cohort_without_one_study_day_has_a_page(db):
    cohort = make_cohort(first_on="2021-08-07", last_on="2021-08-08")
    cohort.refresh_from_db()
    assert browser(make_member(cohort)).get(cohort.get_absolute_url()).status_code == 200


def test_visitor_is_asked_to_sign_in_and_comes_back(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert asks_to_sign_in(browser().get("/c/no-such-cohort/"), "/c/no-such-cohort/")


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, role):
    assert browser(cast.people[role]).get(PATH).status_code == 404


@pytest.mark.parametrize("before", ["x", "1-1", "-1", "9999999", "99999999999999999999"])
def test_address_that_no_page_has_is_not_there(cast, before):
    assert browser(cast.camper).get(f"{PATH}?before={before}").status_code == 404


@pytest.mark.parametrize("before", ["0", "1", "999999"])
def test_pages_beyond_the_ends_are_empty_or_the_first(cast, before):
    assert browser(cast.camper).get(f"{PATH}?before={before}").status_code == 200


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    client = browser(cast.camper)

    def add(count):
        many_posts(cast.cohort, count, day=99)
        many_posts(cast.cohort, min(count, 15), author=cast.camper)
        cast.cohort.posts.filter(author=cast.camper).update(author=cast.team_mate)
        many_lectures(cast.cohort, count, study_on=cast.cohort.calendar.date_of(99))
        many_events(cast.cohort, count, cast.cohort.calendar.date_of(98))

    many_posts(cast.cohort, 1, day=99)
    many_lectures(cast.cohort, 1, study_on=cast.cohort.calendar.date_of(99))
    many_events(cast.cohort, 1, cast.cohort.calendar.date_of(98))
    one = query_count(client, PATH)
    add(30)
    assert query_count(client, PATH) == one
