"""What a text without a title is called."""

import pytest

from journal.text.titles import first_words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("\n \n---\n***\n", ""),
        ("오늘은 행렬.\n\n내일은 벡터.", "오늘은 행렬."),
        ("## 학습 내용\n\n- [x] 역전파 구현", "역전파 구현"),
        ("# 제목뿐", "제목뿐"),
        ("> 1. 인용한  말", "인용한 말"),
        ("```py\nx = 1\n```", "x = 1"),
        ("![그림](/a.png)\n\n그림 아래", "그림 아래"),
        ("3.14는 원주율", "3.14는 원주율"),
        ("가" * 81, "가" * 80 + "…"),
    ],
)
def test_first_words_of_a_text(text, said):
    assert first_words(text, 80) == said
