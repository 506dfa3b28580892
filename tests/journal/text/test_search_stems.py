"""Korean words without their particles and endings."""

import pytest

from journal.text.search_stems import is_ending, readings


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("손실함수를", "손실함수"),
        ("대학원생은", "대학원생"),
        ("역전파가", "역전파"),
        ("모델에서는", "모델"),
        ("알고리즘의", "알고리즘"),
        ("데이터와", "데이터"),
        ("서버로부터", "서버"),
        ("행렬이라는", "행렬"),
        ("학습했다", "학습"),
        ("학습하기를", "학습"),
        ("미분하면", "미분"),
        ("배포하는", "배포"),
        ("이해했습니다", "이해"),
        ("초기화됩니다", "초기화"),
        ("과제입니다", "과제"),
    ],
)
def test_what_is_surely_an_ending_is_taken_off(word, stem):
    assert readings(word)[0] == stem


@pytest.mark.parametrize(
    "word",
    [
        "평가",
        "마을",
        "가을",
        "강의",
        "결과",
        "사이",
        "전문가",
        "재귀함수",
        "손실함수",
        "경로",
        "온도",
        "행렬분해",
        "정확도",
        "고양이",
        "하다",
        "은",
        "를",
    ],
)
def test_what_may_be_a_noun_is_left_whole(word):
    assert readings(word)[0] == word


@pytest.mark.parametrize(
    ("word", "second"), [("고양이", "고양"), ("행렬이", "행렬"), ("값을", "값"), ("트리로", "트리"), ("다양한", "다양")]
)
def test_what_may_be_an_ending_gives_a_second_reading(word, second):
    assert readings(word) == (word, second)


def test_particles_agree_with_the_syllable_before_them():
    assert readings("변수은") == ("변수은",)
    assert readings("행렬를") == ("행렬를",)
    assert readings("파일로는") == ("파일",)


def test_endings_behind_latin_words_are_told_from_words():
    assert [run for run in ("을", "에서", "으로는", "하고", "했다", "입니다", "의", "도") if not is_ending(run)] == []
    assert [run for run in ("함수", "모델", "값", "코드를") if is_ending(run)] == []


def test_anything_has_a_reading():
    assert readings("가" * 5_000) == ("가" * 5_000,)
    assert readings("漢字") == ("漢字",)
