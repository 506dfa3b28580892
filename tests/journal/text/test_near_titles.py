"""A title with a slip in it means its lecture; the title of another lecture never does."""

import random
import unicodedata

import pytest

from journal.text.near_titles import fold_title, is_near, words_of


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("베이즈 통계학 맛보가", "베이즈 통계학 맛보기"),
        ("베이즈 통게학 맛보기", "베이즈 통계학 맛보기"),
        ("배이즈통계학맛보기", "베이즈 통계학 맛보기"),
        ("베이즈  통계학 맛보기!", "베이즈 통계학 맛보기"),
        (unicodedata.normalize("NFD", "베이즈 통계학 맛보가"), "베이즈 통계학 맛보기"),
        ("CNN 첫거름", "CNN 첫걸음"),
        ("백터와 노름", "벡터와 노름"),
        ("객체지향 프로그레밍", "객체지향 프로그래밍"),
        ("객체지향 프로그래미", "객체지향 프로그래밍"),
        ("객체지향 프로그래밍ㅇ", "객체지향 프로그래밍"),
        ("Python Object Oriented Programing", "Python Object Oriented Programming"),
        ("Pyhton data handling", "Python data handling"),
        ("Pythn Object Oriented Programing", "Python Object Oriented Programming"),
        ("File, Exception, Log Handlng", "File / Exception / Log Handling"),
        ("경사하강법 Ⅱ: 여러 변수와 확률작 방법", "경사하강법 II: 여러 변수와 확률적 방법"),
    ],
)
def test_slip_is_forgiven(typed, title):
    assert is_near(typed, title)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CNN 첫걸음", "RNN 첫걸음"),
        ("단층 퍼셉트론", "다층 퍼셉트론"),
        ("다변량 정규분포 이해하기", "단변량 정규분포 이해하기"),
        ("고급 파이썬 프로그래밍", "초급 파이썬 프로그래밍"),
        ("지도학습 알고리즘", "비지도학습 알고리즘"),
        ("데이터 분류 알고리즘", "데이터 분리 알고리즘"),
        ("사전 확률 이해하기", "사후 확률 이해하기"),
        ("경사하강법 I", "경사하강법 II"),
        ("딥러닝 학습방법 이해하기 1", "딥러닝 학습방법 이해하기 2"),
        ("1강 벡터가 뭐예요", "2강 벡터가 뭐예요"),
        ("Generative Models Part A", "Generative Models Part B"),
        ("ResNet 구조 이해하기", "RegNet 구조 이해하기"),
        ("LSTM 이해하기와 구현하기", "LSTN 이해하기와 구현하기"),
        ("Encoder 이해하기와 구현하기", "Decoder 이해하기와 구현하기"),
        ("Batch Normalization", "Patch Normalization"),
        ("Linear Regression", "Nonlinear Regression"),
        ("C 언어로 배우는 자료구조", "C++ 언어로 배우는 자료구조"),
        ("미분 첫걸음 이해하기", "적분 첫걸음 이해하기"),
        ("텐서", "탠서블"),
        ("변수", "변주"),
        ("가", "나"),
    ],
)
def test_other_lecture_is_never_meant(one, other):
    assert not is_near(one, other)
    assert not is_near(other, one)


def test_word_that_other_titles_have_is_no_slip():
    assert is_near("선형분류거 만들어 보기", "선형분류기 만들어 보기")
    assert not is_near("선형분리기 만들어 보기", "선형분류기 만들어 보기", words_of("선형분리기"))


def test_nothing_means_nothing():
    for typed in ("", "!?", "\x00", "\ud800", "🌟"):
        assert not is_near(typed, "베이즈 통계학")
        assert not is_near(typed, "")
    assert fold_title("File / Exception") == fold_title("file exception")


def test_any_string_is_answered():
    rng = random.Random(4)
    alphabet = "가각힣ㄱㅏ\u1100\u1161\u11a8aZ09 +#-_·\u200b\ud800🌟ﷺＣ"
    for _ in range(3_000):
        one, other = ("".join(rng.choices(alphabet, k=rng.randrange(30))) for _ in range(2))
        assert is_near(one, other) in (True, False)
        assert is_near(one, one) is bool(fold_title(one))
