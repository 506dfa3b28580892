"""Questions are read where people ask, in the order of the post."""

import pytest

from journal.text.outline import read_outline


@pytest.mark.parametrize(
    ("source", "titles"),
    [
        ("## FAQ\n### 왜 배울까\n글\n### 언제 쓸까\n글", ["왜 배울까", "언제 쓸까"]),
        ("## Q&A\n### Q. 왜 배우나요\n### A. 쓰려고", ["Q. 왜 배우나요"]),
        ("## 질문\n- 왜 배울까?\n- 그냥 적어 둔다", ["왜 배울까?"]),
        ("## 질문\n**왜 배울까?**\n\n글", ["왜 배울까?"]),
        ("## 피어세션\n### 질문 내용\n#### 역전파가 뭘까?\n글", ["역전파가 뭘까?"]),
        ("## 멘토링\n### 취업은 언제?\n### 이력서는 어떻게?", ["취업은 언제?", "이력서는 어떻게?"]),
        ("## 오피스아워\n### 소개\n### 취업은 언제?", ["취업은 언제?"]),
        ("## 학습 내용\n### Python\n#### 왜 클래스를 쓸까?\n글", []),
        ("## 특강\n### 순서\n#### 1부\n#### 2부", []),
        ("## FAQ\n### 수학\n#### 왜?\n#### 언제?\n### 영어는 필요한가?", ["왜?", "언제?", "영어는 필요한가?"]),
        ("> [!QUESTION] 역전파는 왜 필요할까?\n> 모르겠다", ["역전파는 왜 필요할까?"]),
        ("> [!question]\n> 역전파는 왜 필요할까?", ["역전파는 왜 필요할까?"]),
        ("> [!NOTE]\n> 그냥 메모?", []),
    ],
)
def test_questions_are_read_where_people_ask(source, titles):
    assert [question.title for question in read_outline(source).questions] == titles
