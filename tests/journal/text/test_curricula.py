"""A curriculum out of a table: day, topic, code and title of each lecture."""

from datetime import date

import pytest

from journal.text.curricula import code_of, read_curriculum
from journal.text.tables import read_table

FIRST = date(2021, 8, 2)


def read(text: str):
    return read_curriculum(read_table(text), FIRST)


@pytest.mark.parametrize("head", ["", "일차,주제,코드,제목\n", "day,topic,code,title\n", "Day,과목,번호,강의명\n"])
def test_the_columns_have_names_or_stand_in_their_order(head):
    found = read(head + "4,Python,4-1,객체 지향\n8/5,AI Math,8강,베이즈\n,,9,CNN\n-,기타,1,자습")
    assert [(row.study_on, row.topic, row.code, row.title, row.fault) for row in found] == [
        (4, "Python", "4-1", "객체 지향", ""),
        (date(2021, 8, 5), "AI Math", "8", "베이즈", ""),
        (date(2021, 8, 5), "AI Math", "9", "CNN", ""),  # as merged cells leave it
        (None, "기타", "1", "자습", ""),
    ]


def test_columns_in_another_order():
    [row] = read("제목,코드,주제\n객체,4-1,Python")
    assert (row.study_on, row.topic, row.code, row.title) == (None, "Python", "4-1", "객체")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("4-1", "4-1"),
        ("04 – 1", "4-1"),
        ("8강", "8"),
        ("제 8 강", "8"),
        ("2026-04-01", "4-1"),
        ("2026-04-01 00:00:00", "4-1"),
        ("04월 01일", "4-1"),
        ("4월 1일", "4-1"),
        ("A", "A"),
    ],
)
def test_a_code_that_a_spreadsheet_took_for_a_day_is_a_code_again(typed, code):
    assert code_of(typed) == code


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("soon,Python,1,t", "day"), ("2021-02-30,Python,1,t", "day"), ("1,,1,t", "topic"), ("1,--,1,t", "topic"), (f"1,{'x' * 51},1,t", "topic_long"),
        ("1,Python,,t", "code"), (f"1,Python,{'x' * 21},t", "code_long"), ("1,Python,1,", "title"), ("1,Python,1", "title"), (f"1,Python,1,{'가' * 161}", "title_long"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_taken_in_says_why(line, fault):
    assert [row.fault for row in read(line)] == [fault]


def test_two_writings_of_a_topic_are_one_lecture():
    one, other = read("1,AI Math,04-1,a\n1,ai-math,4-1,b")
    assert one.key == other.key
