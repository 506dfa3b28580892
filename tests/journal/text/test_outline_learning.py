"""Topics and lectures are read from headings and lists; what only counts or tells is not."""

import pytest

from journal.text.outline import read_outline


def lectures(source: str) -> list[tuple]:
    return [(lecture.topic, lecture.code, lecture.title) for lecture in read_outline(source).lectures]


def kinds(source: str) -> list[str]:
    return [section.kind for section in read_outline(source).sections]


def test_topics_one_level_down_under_a_first_level_heading():
    source = "# 학습 내용\n## Python\n- 4-1 객체\n## AI Math\n- 8 베이즈\n# 회고\n## 좋았던 것\n하나"
    assert read_outline(source).topics == ["Python", "AI Math"]
    assert kinds(source) == ["learning", "retrospective"]


def test_numbered_headings_are_topics_when_they_count_them():
    source = "## 1. 학습 내용\n### 1. Python\n- 4-1 객체\n### 2. AI Math\n- 8 베이즈"
    assert read_outline(source).topics == ["Python", "AI Math"]
    assert lectures(source) == [("Python", "4-1", "객체"), ("AI Math", "8", "베이즈")]


@pytest.mark.parametrize(
    ("headings", "read"),
    [
        ("### 4-1 Python OOP\n글\n### 4-2 Module\n글", [(None, "4-1", "Python OOP"), (None, "4-2", "Module")]),
        ("### [7강] 통계학\n글\n### [8강] 베이즈", [(None, "7", "통계학"), (None, "8", "베이즈")]),
        ("### (1강) 벡터", [(None, "1", "벡터")]),
        ("### 8. 베이즈\n### 9. CNN", [(None, "8", "베이즈"), (None, "9", "CNN")]),
        ("### [AI Math] 8강 베이즈", [("AI Math", "8", "베이즈")]),
        ("### AI Math\n#### 8강 베이즈\n#### 9강 CNN", [("AI Math", "8", "베이즈"), ("AI Math", "9", "CNN")]),
        ("### 1. 정의\n### 2. 예제", []),
        ("### 서론\n### 3. 정리", []),
    ],
)
def test_headings_with_a_code_are_lectures(headings, read):
    assert lectures(f"## 강의 복습\n{headings}") == read


def test_a_lectures_heading_is_no_topic():
    assert read_outline("## 학습 내용\n### 4-1 Python OOP\n### (1강) 벡터").topics == []
    assert read_outline("## 학습 내용\n### [AI Math] 8강 베이즈 통계학").topics == ["AI Math"]


@pytest.mark.parametrize(
    ("items", "codes"),
    [
        ("- 4-1 가\n- 4-2 나", ["4-1", "4-2"]),
        ("* 8 베이즈\n* 9 CNN", ["8", "9"]),
        ("8. 베이즈\n9. CNN", ["8", "9"]),
        ("- 8. 베이즈\n- 9. CNN", ["8", "9"]),
        ("- (8강) 베이즈\n- [9강] CNN", ["8", "9"]),
        ("- ✅ 4-1 객체", ["4-1"]),
        ("- [x] 4-1 객체\n- [ ] 4-2 모듈", ["4-1", "4-2"]),
        ("- [4-1 객체](https://a.example/b)", ["4-1"]),
        ("- **4-1** 객체", ["4-1"]),
        ("- 1 벡터\n- 2 행렬", ["1", "2"]),
        ("8강 베이즈\n9강 CNN", ["8", "9"]),
        ("- 4-1 객체\n  - 4-2 는 내일", ["4-1"]),
        ("1. 4-1 객체\n2. 4-2 모듈", ["4-1", "4-2"]),
        ("- 4-1 객체\n- 4-1 객체", ["4-1"]),
        ("3 최적화\n\n두서없이 적는다.", ["3"]),
        ("1 텐서 / 2 Autograd\n\n차이만 적는다.", ["1", "2"]),
        # Prose and counting.
        ("파일 / 예외\n\n8 차원", []),
        ("(XW_1)W_2 = X(W_1W_2)", []),
        ("1. 리스트는 순서가 있다\n2. 튜플은 바뀌지 않는다", []),
        ("1. 리스트\n2. 튜플", []),
        ("- 3 가지 방법\n- 2 가지 예외", []),
        ("- 벡터\n- 8 차원\n- 행렬\n- 텐서", []),
        ("- 10강은 너무 어려웠다!!", []),
        ("8시간 동안 공부했다", []),
        ("- 1~3강", []),
    ],
)
def test_lectures_in_lists_under_a_topic(items, codes):
    assert [code for _, code, _ in lectures(f"## 학습 내용\n\n### Python\n\n{items}")] == codes


def test_a_list_of_lectures_by_name_may_count_from_one():
    assert lectures("## 들은 강의\n### AI Math\n1. 벡터\n2. 행렬") == [
        ("AI Math", "1", "벡터"),
        ("AI Math", "2", "행렬"),
    ]


def test_lists_without_headings_name_their_topic_in_each_line_or_above():
    in_line = "## 오늘 배운 것\n- [Python] 4-1 객체\n- [Python] 4-2 모듈\n- [AI Math] 8강 베이즈"
    above = "## 오늘 배운 것\n- Python\n  - 4-1 객체\n  - 4-2 모듈\n- AI Math\n  - 8강 베이즈"
    for source in (in_line, above):
        assert lectures(source) == [("Python", "4-1", "객체"), ("Python", "4-2", "모듈"), ("AI Math", "8", "베이즈")]
        assert read_outline(source).topics == ["Python", "AI Math"]


@pytest.mark.parametrize(
    ("heading", "topics"),
    [
        ("Python", ["Python"]), ("AI Math", ["AI Math"]), ("ai-math", ["ai-math"]), ("🐍 Python", ["Python"]), ("[Python]", ["Python"]),
        ("Python, AI Math", ["Python", "AI Math"]), ("C++", ["C++"]), ("자료 구조", ["자료 구조"]), ("`map()` 함수", ["map() 함수"]),
        ("소프트맥스를 왜 쓰는가?", []), ("오늘은 벡터를 배웠다", []), ("정리", []), ("Day 4", []), ("8/5", []), ("과제", []), ("🔥", []),
        ("아주 길고 길어서 주제라고 부르기에는 어려운 제목 하나", []), ("참고 자료", []),
        ("Git에서 알게 된 것", []), ("1단계. 소프트맥스의 미분", []), ("let과 const", []), ("아직 모르는 것", []), ("크롤러 만들기", []),
        ("평가 지표", ["평가 지표"]), ("전이 학습", ["전이 학습"]), ("가상 환경", ["가상 환경"]), ("정규식", ["정규식"]), ("딥러닝 기초", ["딥러닝 기초"]),
        ("인공지능 수학", ["인공지능 수학"]), ("Data Visualization", ["Data Visualization"]),
    ],
)  # fmt: skip
def test_which_headings_are_topics(heading, topics):
    assert read_outline(f"## 학습 내용\n### {heading}\n글").topics == topics


def test_a_topic_is_kept_once_in_its_first_spelling():
    assert read_outline("## 학습 내용\n### AI Math\n### ai-math\n### AI  Math").topics == ["AI Math"]


def test_deeper_headings_are_no_topics():
    assert read_outline("## 학습 내용\n### Python\n#### 클래스\n#### 상속").topics == ["Python"]


def test_a_heading_of_lectures_between_section_and_topic_is_looked_through():
    assert read_outline("# TIL\n## 강의 내용\n### 강의 정리\n#### Python\n- 4-1 객체").topics == ["Python"]


def test_a_box_to_tick_is_a_lecture_ticked_or_not_and_its_title_may_ask():
    source = "## 학습 내용\n### AI Math\n- [ ] 1 벡터가 뭐예요?\n- [x] 2 행렬\n\n- [ ] 풀어 보기"
    assert lectures(source) == [("AI Math", "1", "벡터가 뭐예요?"), ("AI Math", "2", "행렬")]
    assert lectures("## 학습 내용\n### AI Math\n- 1 벡터가 뭐예요?\n- 2 왜 그럴까?") == []
