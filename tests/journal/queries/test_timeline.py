"""A cohort's days as lists and weeks."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from journal.models.cohorts import Cohort, Holiday
from journal.queries.people import calendar_of, shared_cohort
from journal.queries.timeline import DAYS, about_day, day_stamps, lectures_on, mine_of
from tests.factories import make_cohort, make_member, make_post
from tests.journal.views.crowd import many_lectures, many_topics


@pytest.fixture
def cohort(db):
    return make_cohort()


def numbers(stamps):
    return [stamp.number for stamp in stamps[0]]


def test_stamps_begin_with_today_in_a_running_cohort(db):
    today = timezone.localdate()
    cohort = make_cohort(
        first_on=today - timedelta(4), last_on=today + timedelta(30), study_weekdays=[1, 2, 3, 4, 5, 6, 7]
    )
    stamps, older = day_stamps(make_member(cohort), cohort)
    assert [stamp.number for stamp in stamps] in ([5, 4, 3, 2, 1], [6, 5, 4, 3, 2, 1])
    assert stamps[0].is_today and not stamps[1].is_today
    assert older is None


def test_stamps_begin_with_the_last_day_that_has_a_post_where_somebody_wrote_ahead(db):
    today = timezone.localdate()
    cohort = make_cohort(
        first_on=today - timedelta(1), last_on=today + timedelta(30), study_weekdays=[1, 2, 3, 4, 5, 6, 7]
    )
    camper = make_member(cohort)
    make_post(camper, cohort, day=9)
    assert numbers(day_stamps(camper, cohort))[0] == 9
    make_post(camper, cohort, day=20, visibility="mentors")
    assert numbers(day_stamps(make_member(cohort), cohort))[0] == 9


def test_pages_of_days_meet_without_gap(cohort):
    camper = make_member(cohort)
    found, before = [], None
    while True:
        stamps, before = day_stamps(camper, cohort, before)
        found += [stamp.number for stamp in stamps]
        if before is None:
            break
    assert found == list(range(len(cohort.calendar.days), 0, -1))


def test_before_the_first_day_there_is_nothing(cohort):
    assert day_stamps(make_member(cohort), cohort, 1) == ([], None)


def test_page_of_days_costs_the_same_at_every_place(cohort, django_assert_num_queries):
    camper = make_member(cohort)
    len(cohort.calendar.days)
    for before in (None, 50):
        camper.__dict__.pop("_reader", None)
        with django_assert_num_queries(5):
            assert len(day_stamps(camper, cohort, before)[0]) == DAYS


def test_week_holds_its_study_days_and_ones_own_journals(cohort):
    Holiday.objects.create(cohort=cohort, on=date(2021, 8, 4))
    cohort = Cohort.objects.get(pk=cohort.pk)
    camper = make_member(cohort)
    mine = make_post(camper, cohort, day=2)
    draft = make_post(camper, cohort, day=3, publish=False)
    make_post(make_member(cohort), cohort, day=1)
    week = mine_of(camper, cohort, date(2021, 8, 6)).week
    assert [(day.number, day.post and day.post.pk, day.is_today) for day in week] == [
        (1, None, False), (2, mine.pk, False), (3, draft.pk, False), (4, None, True),
    ]  # fmt: skip
    assert [day.post.is_published for day in week if day.post] == [True, False]


@pytest.mark.parametrize("today", [date(2021, 8, 7), date(2021, 8, 8)])
def test_weekend_still_shows_its_week(cohort, today):
    assert [day.number for day in mine_of(make_member(cohort), cohort, today).week] == [1, 2, 3, 4, 5]


def test_lectures_of_a_day_stand_in_the_order_of_the_curriculum(cohort):
    day = date(2021, 8, 5)
    second, first = (many_topics(cohort, 1, is_curated=True, position=at)[0] for at in (2, 1))
    many_lectures(cohort, 11, topic=second, study_on=day)
    many_lectures(cohort, 2, topic=first, study_on=day)
    codes = [(lecture.topic_id, lecture.code) for lecture in lectures_on(cohort, day)]
    assert codes == [(first.pk, "0"), (first.pk, "1"), *((second.pk, str(n)) for n in range(11))]
    lines = [(lecture.topic, lecture.code) for lecture in about_day(cohort, day).lectures]
    assert lines == [(first.name, "0"), (first.name, "1"), *((second.name, str(n)) for n in range(11))]


def test_calendar_of_a_person_holds_what_the_reader_may_see(cohort):
    camper, reader = make_member(cohort), make_member(cohort)
    seen = make_post(camper, cohort, day=1)
    make_post(camper, cohort, day=2, visibility="mentors")
    make_post(camper, cohort, day=3, publish=False)
    days = {day.number: day.post for week in calendar_of(reader, camper, cohort) for day in week}
    assert (days[1], days[2], days[3]) == (seen, None, None)
    assert len(days) == len(cohort.calendar.days)


def test_weeks_of_a_calendar_part_at_the_turn_of_the_year(db):
    cohort = make_cohort(first_on=date(2020, 12, 28), last_on=date(2021, 1, 8))
    weeks = calendar_of(camper := make_member(cohort), camper, cohort)
    assert [len(week) for week in weeks] == [5, 5]


def test_shared_cohort_is_the_newest_that_both_may_open(cohort):
    later = make_cohort(first_on=date(2021, 11, 1), last_on=date(2021, 12, 1))
    person = make_member(cohort)
    later.memberships.create(user=person)
    assert shared_cohort(make_member(cohort), person) == cohort
    both = make_member(cohort)
    later.memberships.create(user=both)
    assert shared_cohort(both, person) == later
    assert shared_cohort(make_member(make_cohort()), person) is None
