"""Days and moments as people write them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.moments import read_day, read_day_number, read_moment

SEOUL = timezone(timedelta(hours=9))
FIFTH = date(2021, 8, 5)


@pytest.mark.parametrize(
    "text",
    ["2021-08-05-til", "TIL 2021.08.05", "2021. 8. 5 회고", "2021/8/5", "2021_08_05", "20210805", "210805 TIL", "[210805]",
     "2021년 8월 5일 목요일", "2021년8월5일", "20211399 2021-08-05"],
)  # fmt: skip
def test_days_in_titles(text):
    assert read_day(text) == FIFTH


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Day 4",
        "0805 Master Class",
        "2021-13-05",
        "2021-02-30",
        "v2.10.8.05",
        "12021-08-055",
        "2021-08",
        "010-1234-5678",
        "999999",
        "2021-08.05",
    ],
)
def test_what_is_no_day(text):
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("부스트캠프 AI Tech Day 4", 4), ("[TIL] DAY04", 4), ("day-12: 행렬", 12), ("4일차 회고", 4), ("4 일 차", 4), ("Day_007", 7), ("(Day #3)", 3),
     ("데이 5", 5), ("Day4", 4), ("Birthday 3", None), ("Today 3", None), ("Week 2 Day 1", None), ("2주차 1일차", None), ("Day", None),
     ("Day 0", None), ("Day 12345", None), ("Everyday", None), ("", None)],
)  # fmt: skip
def test_day_numbers(text, number):
    assert read_day_number(text) == number


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2021-08-05", FIFTH),
        ("2021-08-05T12:34:56.789Z", datetime(2021, 8, 5, 12, 34, 56, 789_000, UTC)),
        ("2021-08-05 22:30:00 +0900", datetime(2021, 8, 5, 22, 30, tzinfo=SEOUL)),
        ("2021-08-05 22:30", datetime(2021, 8, 5, 22, 30)),
        ("2021-08-05 22:30:00 UTC", datetime(2021, 8, 5, 22, 30, tzinfo=UTC)),
        ("August 5, 2021", FIFTH),
        ("@Aug 5, 2021 10:30 PM", datetime(2021, 8, 5, 22, 30)),
        ("August 5, 2021 12:05 AM (GMT+9)", datetime(2021, 8, 5, 0, 5)),
        ("5 August 2021", FIFTH),
        ("2021년 8월 5일 오후 10:30", datetime(2021, 8, 5, 22, 30)),
        ("2021년 8월 5일 오전 12:30", datetime(2021, 8, 5, 0, 30)),
        ("2021/08/05 22:30", datetime(2021, 8, 5, 22, 30)),
        ("2021. 8. 5.", FIFTH),
        ("2021-08-05 99:99", FIFTH),
        ("yesterday", None),
        ("", None),
        ("2021-13-45", None),
        ("Foo 5, 2021", None),
    ],
)
def test_moments(text, moment):
    if text.endswith("(GMT+9)"):
        assert read_moment(text).replace(tzinfo=None) == moment
    else:
        assert read_moment(text) == moment


@given(st.text("0123456789-./: TZ+APM년월일오후전a,", max_size=70))
def test_anything_may_be_asked(text):
    read_day(text), read_day_number(text), read_moment(text)


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_we_write_ourselves_is_read_to_the_microsecond(moment):
    assert read_moment(moment.isoformat()) == moment
