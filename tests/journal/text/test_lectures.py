"""Lecture codes are found at the head of a line and sorted as people count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.lectures import MAX_CODE, natural_key, parse_code, read_lecture


@pytest.mark.parametrize(
    ("line", "code", "title"),
    [
        ("4-1 Python Object Oriented Programming", "4-1", "Python Object Oriented Programming"),
        ("4-1. Module and Project", "4-1", "Module and Project"),
        ("4-1) 모듈", "4-1", "모듈"),
        ("4–2. Module", "4-2", "Module"),
        ("04-02 모듈", "4-2", "모듈"),
        ("5-1강 예외 처리", "5-1", "예외 처리"),
        ("8 베이즈 통계학 맛보기", "8", "베이즈 통계학 맛보기"),
        ("8. 베이즈 통계학", "8", "베이즈 통계학"),
        ("08. 베이즈", "8", "베이즈"),
        ("8강 베이즈", "8", "베이즈"),
        ("8강. 베이즈", "8", "베이즈"),
        ("6강 : 모델 불러오기", "6", "모델 불러오기"),
        ("제3강 벡터", "3", "벡터"),
        ("(9강) CNN 첫걸음", "9", "CNN 첫걸음"),
        ("[1강] 벡터", "1", "벡터"),
        ("[4-1] 객체", "4-1", "객체"),
        ("Lec 3: Loss functions", "3", "Loss functions"),
        ("Lecture 12 - Attention", "12", "Attention"),
        ("강의 3 - CNN", "3", "CNN"),
        ("Chapter 3 신경망", "3", "신경망"),
        ("2장 2강: 경사하강법", "2-2", "경사하강법"),
        ("1.2 intro", "1.2", "intro"),
        ("#8.0 Introduction", "8.0", "Introduction"),
        ("[AI Math] 8강 베이즈 통계학", "8", "베이즈 통계학"),
        ("AI Math 8강 베이즈", "8", "베이즈"),
        ("[Python2-1]", "2-1", ""),
        ("8강", "8", ""),
        ("5 회귀", "5", "회귀"),
        ("2 분류 모델", "2", "분류 모델"),
    ],
)
def test_a_code_at_the_head_of_a_line_is_read(line, code, title):
    assert parse_code(line) == (code, title)


@pytest.mark.parametrize(
    "line",
    ["", "8", "벡터", "3 가지 방법", "2개의 모델", "3 번째 시도", "10 epochs 학습", "2 시간 동안 공부", "1~3강 복습", "2021 회고", "10:00 시작",
     "8/5 마스터클래스", "19.12까지 kakao brain", "1:1 멘토링", "k-NN 알고리즘", "2-3일 걸림", "Dive into Deep Learning 16장", "100% 이해", "-1 을 곱한다"],
)  # fmt: skip
def test_a_number_that_counts_is_no_code(line):
    assert parse_code(line) is None


def test_the_topic_before_a_code_is_read_too():
    assert read_lecture("[AI Math] 8강 베이즈").topic == "AI Math"
    assert read_lecture("Python 4-1 OOP").topic == "Python"
    assert read_lecture("[Python2-1]").topic == "Python"
    assert read_lecture("4-1 Python OOP").topic is None


def test_a_bare_number_is_not_sure():
    assert not read_lecture("8 베이즈").is_sure
    assert not read_lecture("(1) 정의").is_sure
    assert read_lecture("8강 베이즈").is_sure
    assert read_lecture("4-1 OOP").is_sure


def test_codes_sort_as_people_count():
    codes = ["3", "4", "4-1", "4-2", "4-10", "8", "9", "10", "10-1", "100", "OT", "부록"]
    assert sorted(codes[5:] + codes[:5], key=natural_key) == codes


def test_two_writings_of_a_code_share_a_key():
    assert natural_key("04-1") == natural_key("4–1") == natural_key("4 - 1") == natural_key("４-１")


@given(st.tuples(*[st.integers(0, 10**6)] * 2), st.tuples(*[st.integers(0, 10**6)] * 2))
def test_plain_text_order_of_keys_is_number_order(first, second):
    one, other = (natural_key(f"{a}-{b}") for a, b in (first, second))
    assert (one < other) == (first < second)
    # Postgres's collation "C" compares the bytes.
    assert (one < other) == (one.encode() < other.encode())


@given(st.text(max_size=400))
def test_any_line_is_read_without_a_fault(line):
    found = parse_code(line)
    assert found is None or 0 < len(found[0]) <= MAX_CODE
    assert len(natural_key(line)) <= 120
