"""Events and their dates are read from headings; codes of lectures are no dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.event_names import nearest_day, read_event, split_date


@pytest.mark.parametrize(
    ("title", "words", "on"),
    [
        ("0805 Master Class", "Master Class", (8, 5, None)),
        ("210805 특강", "특강", (8, 5, 2021)),
        ("20210805 특강", "특강", (8, 5, 2021)),
        ("2021-08-05 특강", "특강", (8, 5, 2021)),
        ("21.08.05. 특강", "특강", (8, 5, 2021)),
        ("2021년 8월 5일 특강", "특강", (8, 5, 2021)),
        ("8월 5일(목) 특강", "특강", (8, 5, None)),
        ("8 / 5 특강", "특강", (8, 5, None)),
        ("[8/5] 특강", "특강", (8, 5, None)),
        ("(0805) 특강", "특강", (8, 5, None)),
        ("🎉 8/5 특강", "특강", (8, 5, None)),
        ("특강 (8/5)", "특강", (8, 5, None)),
        ("특강 - 8월 5일", "특강", (8, 5, None)),
        ("특강 0805", "특강", (8, 5, None)),
        ("2/29 특강", "특강", (2, 29, None)),
        ("특강", "특강", None),
        ("4-1 Python", "4-1 Python", None),
        ("1.2 intro", "1.2 intro", None),
        ("2/30 특강", "2/30 특강", None),
        ("1301 특강", "1301 특강", None),
        ("2021.02.29 특강", "2021.02.29 특강", None),
    ],
)
def test_a_date_is_parted_from_the_words(title, words, on):
    found = split_date(title)
    assert found[1] == on
    if on:
        assert found[0] == words


@pytest.mark.parametrize(
    "title",
    [
        "Python",
        "",
        "회고",
        "특강에서 많은 것을 배웠다",
        "0805",
        "0805 TIL",
        "8/5 Day 4",
        "강연주님 발표",
        "마스터클래스는 왜 하나요?",
    ],
)
def test_other_headings_name_no_event(title):
    assert read_event(title) is None


def test_a_date_alone_beside_a_name_leaves_the_kind_open():
    assert read_event("0806 두런 모임").kind is None
    assert read_event("0806 오피스 아워").kind == "office_hour"


def test_the_nearest_year_is_taken():
    assert nearest_day(12, 31, None, date(2022, 1, 3)) == date(2021, 12, 31)
    assert nearest_day(1, 2, None, date(2021, 12, 30)) == date(2022, 1, 2)
    assert nearest_day(8, 5, 2020, date(2021, 8, 5)) == date(2020, 8, 5)
    assert nearest_day(8, 5, None, None) is None
    assert nearest_day(12, 31, None, date.max) == date.max
    assert nearest_day(1, 1, None, date.min) == date.min


@given(st.text(max_size=400))
def test_any_heading_is_read(title):
    event = read_event(title)
    assert event is None or event.name
