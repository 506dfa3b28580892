"""Names found by what was typed so far, also when that is only the beginning of a syllable."""

import re
import unicodedata

import pytest

from journal.text.chosung import BEGINS, EXACT, INSIDE, WORD_BEGINS, best_match, initials_of, matches, pattern_of
from tests.bad_strings import BAD
from tests.journal.text.yardstick import days_of


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("하루", ["ㅎ", "하", "할", "하루"]),
        ("행렬", ["ㅎ", "해", "행", "행ㄹ", "행려", "행렬"]),
        ("과제", ["ㄱ", "고", "과", "괒", "과제"]),
        ("민지", ["ㅁ", "미", "민", "민ㅈ", "민지"]),
        ("값싼", ["ㄱ", "가", "갑", "값", "값ㅆ", "값싸", "값싼"]),
        ("각시", ["가", "각", "갃", "각시"]),
        ("의사 결정", ["으", "의", "읫", "의사", "의사ㄱ", "의사 결", "의사결정"]),
    ],
)
def test_each_step_of_the_keyboard_is_a_beginning(name, steps):
    assert [step for step in steps if matches(name, step) not in (EXACT, BEGINS)] == []


@pytest.mark.parametrize(
    ("name", "typed", "rank"),
    [
        ("민지", "ㅁㅈ", EXACT),
        ("김민지", "ㅁㅈ", INSIDE),
        ("신경망 학습", "ㅎㅅ", WORD_BEGINS),
        ("신경망 학습", "ㅅㄱㅁㅎ", BEGINS),
        ("각시", "ㄳ", EXACT),  # two consonants that the keyboard put into one sign
        ("AI Math", "aim", BEGINS),
        ("AI Math", "MATH", WORD_BEGINS),
        ("AI Math", "ａｉ", BEGINS),
        ("C++", "c++", EXACT),
        ("파이썬", unicodedata.normalize("NFD", "파이"), BEGINS),
        (unicodedata.normalize("NFD", "파이썬"), "ㅍㅇㅆ", EXACT),
        ("4-1 객체", "4-1", BEGINS),
    ],
)
def test_case_width_spaces_and_decomposed_letters_do_not_matter(name, typed, rank):
    assert matches(name, typed) == rank


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("행렬", "행라"),
        ("행렬", "ㄹㅎ"),
        ("행렬", "향"),
        ("C++", "c#"),
        ("abc", "."),
        ("민지", "민지가"),
        ("행렬", "해렬"),
    ],
)
def test_what_was_not_typed_is_not_found(name, typed):
    assert matches(name, typed) is None


@pytest.mark.parametrize("typed", ["", " ", "-", "\u200b"])
def test_nothing_finds_nothing(typed):
    assert matches("행렬", typed) is None


def test_the_best_name_of_a_thing_counts():
    assert best_match(["Linear Algebra", "행렬"], "ㅎㄹ") == EXACT
    assert best_match(["Linear Algebra"], "ㅎㄹ") is None
    assert best_match([], "ㅎㄹ") is None


def test_no_text_is_too_much():
    def work():
        for text in [*BAD.values(), "ㄱ" * 10_000, "(" * 50, "가 " * 5_000, "\ud800", "-" * 10_000]:
            matches(text, text)
            matches("가" * 160, text)
            matches(" " * 10_000, f"ㄱ{text}")

    assert days_of(work, at_most=8) < 8


@pytest.mark.parametrize(
    ("name", "initials"), [("행렬", "ㅎㄹ"), ("딥 러닝 A-B", "ㄷㄹㄴab"), ("값ㄳ", "ㄱㄱㅅ"), ("C++", "c++"), ("", "")]
)
def test_initials_of_a_name(name, initials):
    assert initials_of(name) == initials


@pytest.mark.parametrize("typed", ["ㅎ", "ㅎㄹ", "행", "행ㄹ", "행려", "행렬", "할", "haru", "ㄳ", "값"])
def test_what_begins_a_name_has_initials_that_begin_the_name_s(typed):
    for name in ("행렬 연산", "하루", "Haru 하루", "갑사", "값싼", "가"):
        if matches(name, typed) in (EXACT, BEGINS):
            assert initials_of(name).startswith(initials_of(typed)), (name, typed)


def test_the_pattern_is_one_for_the_database_too():
    assert re.match(pattern_of("행ㄹ"), "행렬") and pattern_of(" ") == ""
