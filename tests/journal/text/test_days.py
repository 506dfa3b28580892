"""A day in a table: a date as people write it, or the number of a study day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.days import read_day

AUGUST = date(2021, 8, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2021-08-05", "2021.08.05", "2021. 8. 5.", "2021/8/5", "2021년 8월 5일", "2021년 8월 5일 (목)", "2021-08-05 Thu",
        "20210805", "2021-08-05 00:00:00", "２０２１-08-05", " 2021 - 8 - 5 ", "2021. 8. 5. 목요일",
    ],
)  # fmt: skip
def test_a_date_is_read_as_it_is_written(text):
    assert read_day(text) == AUGUST


@pytest.mark.parametrize("text", ["8/5", "8월 5일", "08-05", "8. 5. (목)"])
def test_a_month_and_a_day_are_those_of_the_cohort_s_time(text):
    assert read_day(text, near=date(2021, 8, 2)) == AUGUST
    assert read_day(text, near=date(2021, 10, 2)) == date(2022, 8, 5)
    assert read_day(text) is None


@pytest.mark.parametrize("text", ["4", "Day 4", "day4", "D4", "4일차", "4 일차", "04", "4차시", "#4"])
def test_a_study_day_is_a_number(text):
    assert read_day(text) == 4


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2021-02-30",
        "2021-13-01",
        "8월",
        "4일",
        "Python",
        "2021-08-05 Master",
        "123456",
        "4.5.6.7",
        "9" * 40,
    ],
)
def test_what_is_no_day_is_none(text):
    assert read_day(text, near=AUGUST) is None


@given(st.text(max_size=40))
def test_any_text_is_answered(text):
    assert read_day(text, near=AUGUST) is None or isinstance(read_day(text, near=AUGUST), (int, date))
