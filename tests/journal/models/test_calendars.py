"""Day N: computed from a cohort's dates, study weekdays and holidays."""

from datetime import UTC, date, datetime, timedelta

import pytest

from journal.models.calendars import StudyCalendar
from journal.models.cohorts import Cohort, Holiday
from tests.factories import make_cohort

MONDAY = date(2021, 8, 2)


def calendar(*holidays, last_on=date(2021, 8, 31), weekdays=(1, 2, 3, 4, 5)):
    return StudyCalendar(MONDAY, last_on, frozenset(weekdays), frozenset(holidays))


def test_first_day_is_day_1_and_weekends_do_not_count():
    days = calendar()
    numbers = {day: days.number_of(MONDAY + timedelta(day)) for day in (0, 3, 4, 5, 6, 7)}
    assert numbers == {0: 1, 3: 4, 4: 5, 5: None, 6: None, 7: 6}


def test_seed_is_day_4():
    assert calendar().number_of(date(2021, 8, 5)) == 4


def test_holiday_is_no_day_and_moves_the_later_ones():
    days = calendar(date(2021, 8, 16), date(2021, 8, 7))  # the second is a Saturday and changes nothing
    assert days.number_of(date(2021, 8, 16)) is None
    assert days.number_of(date(2021, 8, 17)) == calendar().number_of(date(2021, 8, 16)) == 11
    assert len(days.days) == len(calendar().days) - 1


def test_cohort_that_begins_on_a_holiday_has_day_1_on_the_next():
    days = calendar(MONDAY)
    assert (days.number_of(MONDAY), days.date_of(1)) == (None, date(2021, 8, 3))


def test_number_and_date_are_each_others_way_back():
    days = calendar(date(2021, 8, 16), weekdays=(2, 4, 6))
    assert [days.number_of(days.date_of(n)) for n in range(1, len(days.days) + 1)] == list(range(1, len(days.days) + 1))


@pytest.mark.parametrize("number", [-1, 0, 23, 10**12])
def test_number_that_is_no_day_has_no_date(number):
    assert len(calendar().days) == 22
    assert calendar().date_of(number) is None


@pytest.mark.parametrize("day", [None, date(2021, 8, 1), date(2021, 9, 1), date.min, date.max])
def test_day_outside_has_no_number(day):
    assert calendar().number_of(day) is None


def test_latest_before_and_after_skip_what_does_not_count():
    days = calendar(date(2021, 8, 6))
    assert days.latest(date(2021, 8, 8)) == date(2021, 8, 5)
    assert days.latest(date(2021, 8, 5)) == date(2021, 8, 5)
    assert days.latest(date(2021, 8, 1)) is None
    assert days.before(date(2021, 8, 9)) == date(2021, 8, 5)
    assert days.before(MONDAY) is None
    assert days.after(date(2021, 8, 5)) == date(2021, 8, 9)
    assert days.after(date(2021, 8, 31)) is None


def test_first_and_last_day_both_count():
    assert len(calendar(last_on=MONDAY).days) == 1


def test_calendar_may_have_no_day_at_all():
    empty = calendar(last_on=MONDAY, weekdays=())
    assert (empty.days, empty.latest(MONDAY), empty.after(MONDAY), empty.date_of(1)) == ((), None, None, None)


def test_cohort_counts_with_its_own_holidays(db):
    cohort, other = make_cohort(), make_cohort()
    Holiday.objects.create(cohort=cohort, on=date(2021, 8, 3), name="A day off")
    cohort = Cohort.objects.get(pk=cohort.pk)
    assert cohort.calendar.number_of(date(2021, 8, 5)) == 3
    assert other.calendar.number_of(date(2021, 8, 5)) == 4


def test_calendar_reads_the_holidays_once(db, django_assert_num_queries):
    cohort = Cohort.objects.get(pk=make_cohort().pk)
    with django_assert_num_queries(1):
        for n in range(1, 30):
            cohort.calendar.date_of(n)


@pytest.mark.parametrize(
    ("zone", "today"),
    [("Asia/Seoul", date(2021, 8, 6)), ("UTC", date(2021, 8, 5)), ("America/New_York", date(2021, 8, 5)),
     ("Pacific/Kiritimati", date(2021, 8, 6))],
)  # fmt: skip
def test_today_is_of_the_cohorts_own_clock(db, zone, today):
    cohort = make_cohort(time_zone=zone)
    assert cohort.today(datetime(2021, 8, 5, 15, 30, tzinfo=UTC)) == today


@pytest.mark.parametrize(
    ("published", "is_late"),
    [(datetime(2021, 8, 5, 14, 59, tzinfo=UTC), False), (datetime(2021, 8, 5, 15, 0, tzinfo=UTC), True)],
)
def test_journal_is_late_after_midnight_where_the_cohort_is(db, published, is_late):
    cohort = make_cohort()
    post = cohort.posts.model(cohort=cohort, study_on=date(2021, 8, 5), published_at=published)
    assert post.is_late is is_late
