"""What is tried when nothing was found."""

import pytest

from journal.text.keyboards import join_jamo, other_layout, split_jamo
from journal.text.search_queries import read_query
from journal.text.search_repairs import ANY, LAYOUT, NEAR, meant, near_spellings, repairs
from tests.bad_strings import BAD


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("godfuf", "행렬"),
        ("ㅗ디ㅣㅐ", "hello"),
        ("durwjsvk", "역전파"),
        ("thstlfgkatn", "손실함수"),
        ("rkqt", "값"),
        ("rhkwp", "과제"),
        ("dml", "의"),
        ("QkfFo", "빨래"),
        ("햣", "git"),
        ("ㅔㅛ쇄ㅜ", "python"),
    ],
)
def test_the_other_keyboard(typed, meaning):
    assert other_layout(typed) == meaning


@pytest.mark.parametrize("typed", ["hello", "python", "", "12", "?!", "kernel"])
def test_what_makes_no_word_on_the_other_keyboard(typed):
    assert other_layout(typed) is None


@pytest.mark.parametrize("word", ["값싼", "과제", "의존성", "닭갈비", "뷁", "읽기", "훼손", "각시", "강아지"])
def test_jamo_go_apart_and_together(word):
    assert join_jamo(split_jamo(word)) == word


def test_one_slip_is_near():
    assert "역전파" in near_spellings("역전퍄")
    assert "행렬" in near_spellings("행렬ㄹ"[:1] + "렬") or "행렬" in near_spellings("형렬")
    assert {"django", "gitlab"} <= set(near_spellings("djnago")) | set(near_spellings("gitlb"))
    assert near_spellings("c++") == ()


def test_the_ladder_goes_from_the_keyboard_to_any_word():
    assert [each.kind for each in repairs(read_query("godfuf 역전퍄"))] == [LAYOUT, NEAR, ANY]
    turned = next(repairs(read_query("godfuf 분해 from:minji")))
    assert turned.query.text == "행렬 분해 from:minji"
    assert turned.query.filters == read_query("from:minji").filters


def test_what_was_meant_is_named():
    assert meant("역전퍄를", ["행렬", "역전파"]) == "역전파"
    assert meant("역전파", ["행렬"]) is None


@pytest.mark.parametrize("text", BAD.values())
def test_any_text_can_be_repaired(text):
    for repair in repairs(read_query(text)):
        assert len(repair.query.match) < 100_000
