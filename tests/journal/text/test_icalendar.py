"""Calendars: valid by RFC 5545 whatever stands in them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.icalendar import DayEntry, calendar, folded, text
from tests.journal.feed_rules import lines_of, wrong_in_calendar

MOMENT = datetime(2021, 8, 5, 3, 4, 5, tzinfo=UTC)


def made(summary="Day 4", description="", on=date(2021, 8, 5), name="AI Tech") -> bytes:
    entry = DayEntry("day-4@haru.example", on, summary, MOMENT, 2, description, "https://haru.example/c/ai/days/4/")
    return calendar(name=name, product="-//Haru//Haru//KO", entries=[entry]).encode()


def test_a_day_is_a_whole_day_of_its_own_name():
    assert wrong_in_calendar(made()) == []
    lines = lines_of(made())
    for line in ("UID:day-4@haru.example", "DTSTAMP:20210805T030405Z", "DTSTART;VALUE=DATE:20210805",
                 "DTEND;VALUE=DATE:20210806", "SUMMARY:Day 4", "URL:https://haru.example/c/ai/days/4/"):  # fmt: skip
        assert line in lines
    assert "DTEND;VALUE=DATE:20220101" in lines_of(made(on=date(2021, 12, 31)))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("a,b;c\\d", "a\\,b\\;c\\\\d"),
        ("one\ntwo\r\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
        ("a\x00\x1b\tb", "ab"),
        ('a:b"c', 'a:b"c'),
    ],
)
def test_text_is_escaped(words, said):
    assert text(words) == said


@pytest.mark.parametrize("words", ["x" * 74, "x" * 75, "x" * 76, "가" * 60, "a" + "🐣" * 50, "각" * 200])
def test_long_lines_are_folded_by_octets_and_no_character_is_cut(words):
    pieces = folded(words).encode().split(b"\r\n")
    assert pieces[-1] == b"" and max(map(len, pieces)) <= 75
    assert b"".join([pieces[0], *(piece[1:] for piece in pieces[1:])]).decode() == words
    assert all(piece.startswith(b" ") for piece in pieces[1:-1])


@given(st.text(st.characters(exclude_categories=())), st.text())
def test_any_text_makes_a_valid_calendar(summary, description):
    assert wrong_in_calendar(made(f"S{summary}", description, name=f"N{summary}")) == []


@pytest.mark.parametrize(
    "broken",
    [
        lambda ics: ics.replace(b"UID:", b"X-UID:"),
        lambda ics: ics.replace(b"SUMMARY:Day 4", b"SUMMARY:a;b"),
        lambda ics: ics.replace(b"DTEND;VALUE=DATE:20210806", b"DTEND;VALUE=DATE:20210805"),
        lambda ics: ics.replace(b"DTSTAMP:20210805T030405Z", b"DTSTAMP:20210805T030405"),
    ],
)
def test_a_broken_calendar_is_seen(broken):
    assert wrong_in_calendar(broken(made())) != []


def test_a_line_that_is_too_long_or_ends_wrongly_is_seen():
    for ics in (made().replace(b"SUMMARY:", b"SUMMARY:" + b"x" * 80), made().replace(b"\r\n", b"\n")):
        with pytest.raises(AssertionError):
            lines_of(ics)
