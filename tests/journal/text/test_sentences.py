"""A name is told from a sentence by how Korean ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.sentences import is_question, is_remark, is_sentence


@pytest.mark.parametrize(
    "text",
    ["너무 어려웠다!!", "재미있었다", "10강 관련 내용인데 급하게 했다!! 모르겠다..", "못 했어요", "내일 할게요ㅠㅠ", "어렵습니다.", "시간이 부족했음", "다 못 함..",
     "잘 모르겠는데", "더 공부하고 싶다", "✨ 뿌듯했다 ✨"],
)  # fmt: skip
def test_remarks(text):
    assert is_remark(text) and is_sentence(text)


@pytest.mark.parametrize(
    "text",
    ["리스트는 순서가 있다", "튜플은 바뀌지 않는다.", "정규식으로 번호를 추출한다", "같은 문장을 다섯 사람에게 보인다", "왜 소프트맥스를 쓰는가?",
     "다음에는 더 해 보자", "I was really tired today", "이해가 잘 안 됨"],
)  # fmt: skip
def test_sentences_that_are_no_remarks(text):
    assert is_sentence(text)


@pytest.mark.parametrize(
    "text",
    ["", "Backpropagation", "Python", "AI Math", "벡터", "개요", "다음", "프레임", "바다", "정규식으로 전화번호 찾기", "숫자야구 구현하기", "사후확률을 손으로 구하기",
     "File / Exception / Log Handling", "모듈을 나누는 법", "합성곱 연산 첫 만남", "Node.js", "경사하강법", "역전파", "판다", "필요 조건", "🔥"],
)  # fmt: skip
def test_names_are_no_sentences(text):
    assert not is_sentence(text)


@pytest.mark.parametrize(
    "text", ["왜?", "💥 왜 필요한가? 💥", "충분한지?!", "그럴까？", "어떻게 하나요? (추천)", "인턴은 언제 ?"]
)
def test_questions(text):
    assert is_question(text)


@pytest.mark.parametrize("text", ["", "왜", "What? no", "왜? 라고 물었다", "(대학원 이외에)"])
def test_what_does_not_ask(text):
    assert not is_question(text)


@given(st.text(max_size=400))
def test_any_text_is_judged(text):
    is_sentence(text), is_question(text), is_remark(text)
