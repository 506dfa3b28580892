"""A cohort's calendar: its study days with their lectures, and its events."""

from django.test import Client
from django.urls import reverse

from journal.models.cohorts import Holiday
from journal.models.events import Event
from tests.journal.actions.test_calendars import apply_holidays
from tests.journal.feed_rules import lines_of, wrong_in_calendar
from tests.journal.views.crowd import many_events, many_lectures
from tests.journal.views.feeds import feed_cost, fetched, token_of

NAME, WORDS = "feeds.calendar", {"cohort": "ai-tech"}


def lines(cast) -> list[str]:
    answer = fetched(NAME, by=cast.camper, **WORDS)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert wrong_in_calendar(answer.content) == []
    return lines_of(answer.content)


def test_every_study_day_stands_with_its_lectures_and_every_event_with_its_speaker(cast):
    many_lectures(cast.cohort, 2, study_on=cast.cohort.calendar.date_of(4))
    Event.objects.create(cohort=cast.cohort, name="Master Class; 1, 2", on="2021-08-05", speaker="강연자")
    said = lines(cast)
    assert sum(line.startswith("SUMMARY:Day ") for line in said) == len(cast.cohort.calendar.days)
    for line in ("SUMMARY:Day 4 · ai-tech", "DESCRIPTION:0 Lecture 0\\n1 Lecture 1", "DESCRIPTION:강연자",
                 "SUMMARY:Master Class\\; 1\\, 2", "URL:http://testserver/c/ai-tech/days/4/"):  # fmt: skip
        assert line in said


def test_names_stay_when_a_holiday_moves_the_numbers(cast):
    uids = {line for line in lines(cast) if line.startswith("UID:")}
    Holiday.objects.create(cohort=cast.cohort, on="2021-08-03", name="Rest")
    after = {line for line in lines(cast) if line.startswith("UID:")}
    assert uids - after == {f"UID:cohort-{cast.cohort.pk}-day-2021-08-03@testserver"} and not after - uids


def test_a_changed_holiday_counts_as_a_change_of_every_study_day(cast):
    before = [line for line in lines(cast) if line.startswith(("SEQUENCE:", "DTSTAMP:"))]
    apply_holidays(cast)
    after = [line for line in lines(cast) if line.startswith(("SEQUENCE:", "DTSTAMP:"))]
    assert set(before) == {"SEQUENCE:0", "DTSTAMP:20210802T000000Z"}
    assert "SEQUENCE:1" in after and not set(before) & set(after)


def test_it_is_there_for_members_by_their_token_only(cast):
    roles = {role: fetched(NAME, by=user, **WORDS).status_code for role, user in cast.people.items() if user}
    assert {role for role, status in roles.items() if status == 404} == {"withdrawn", "stranger", "staff"}
    assert Client().get("/c/ai-tech/calendar.ics").status_code == 404


def test_who_has_it_is_sent_nothing_until_it_changes(cast):
    path = reverse(NAME, kwargs={**WORDS, "token": token_of(cast.camper)})
    tag = Client().get(path).headers["ETag"]
    assert Client(headers={"if-none-match": tag}).get(path).status_code == 304
    many_events(cast.cohort, 1, "2021-08-05")
    assert Client(headers={"if-none-match": tag}).get(path).status_code == 200


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    path = reverse(NAME, kwargs={**WORDS, "token": token_of(cast.camper)})
    one = feed_cost(path)
    many_events(cast.cohort, 30, "2021-08-05")
    many_lectures(cast.cohort, 30, study_on=cast.cohort.calendar.date_of(4))
    assert feed_cost(path) == one <= 6


def test_answers_reading_methods_only(cast):
    assert Client().post(reverse(NAME, kwargs={**WORDS, "token": "x"})).status_code == 405
