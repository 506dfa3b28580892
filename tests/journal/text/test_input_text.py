"""Typed text is made regular, or refused with a code; it never reaches the database broken."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.input_text import InputTextError, clean_body, clean_line, without_controls


def test_a_body_keeps_its_blanks_and_gets_one_kind_of_line_end():
    assert clean_body("  a\r\n\tb  \rc\n", 100) == "  a\n\tb  \nc\n"
    assert clean_body("\ufeff# 회고", 100) == "# 회고"


def test_decomposed_hangul_is_composed_before_it_is_measured():
    typed = unicodedata.normalize("NFD", "회고")
    assert len(typed) > 2
    assert clean_body(typed, 2) == "회고"
    assert clean_line(typed, 2) == "회고"


def test_a_pasted_line_end_in_a_title_is_a_blank():
    assert clean_line("  부스트캠프\r\n Day\t4 ", 20) == "부스트캠프 Day 4"


@pytest.mark.parametrize("clean", [clean_body, clean_line])
@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("ab\x00", "null", 2),
        ("a\x08b", "control", 1),
        ("\x1b[31m", "control", 0),
        ("a\x9f", "control", 1),
        ("가\ud83d", "surrogate", 1),
    ],
)
def test_what_a_database_cannot_keep_is_refused(clean, text, code, position):
    with pytest.raises(InputTextError) as refused:
        clean(text, 100)
    assert (refused.value.code, refused.value.position) == (code, position)


@pytest.mark.parametrize("clean", [clean_body, clean_line])
def test_one_character_too_many_is_refused(clean):
    assert clean("가" * 10, 10) == "가" * 10
    with pytest.raises(InputTextError) as refused:
        clean("가" * 11, 10)
    assert refused.value.code == "too_long"


def test_blanks_that_fall_away_do_not_count():
    assert clean_line(" " * 500 + "회고" + " " * 500, 2) == "회고"


def test_invisible_controls_of_a_paste_can_be_dropped_first():
    assert clean_body(without_controls("수학\x08\x0b 공부\r\n"), 100) == "수학 공부\n"
    with pytest.raises(InputTextError):
        clean_body(without_controls("a\x00"), 100)


@given(st.text(st.characters(), max_size=200))
def test_what_passes_is_regular_and_passes_again(text):
    for clean in (clean_body, clean_line):
        try:
            cleaned = clean(text, 200)
        except InputTextError:
            continue
        assert clean(cleaned, 200) == cleaned
        assert len(cleaned) <= 200
        cleaned.encode("utf-8")
        assert "\x00" not in cleaned and "\r" not in cleaned
