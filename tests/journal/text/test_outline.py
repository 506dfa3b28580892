"""What a log says is read without asking its writer for anything more."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.text.markdown import render
from journal.text.outline import read_outline
from journal.text.section_names import KINDS
from tests.journal.text.yardstick import days_of, timed

DAYS = 16  # of an ordinary day as long (yardstick.py); most take one
DAY_4 = (Path(__file__).parents[2] / "samples" / "day4_shape.md").read_text(encoding="utf-8")


def lectures(source: str) -> list[tuple]:
    return [(lecture.topic, lecture.code, lecture.title) for lecture in read_outline(source).lectures]


def assignments(source: str) -> list[tuple]:
    return [(line.code, line.title) for line in read_outline(source).assignments]


def kinds(source: str) -> list[str]:
    return [section.kind for section in read_outline(source).sections]


# The first acceptance: one real day of one real camper, in its shape.


def test_the_sections_of_a_day_are_read():
    sections = read_outline(DAY_4).sections
    assert [(section.kind, section.title, section.empty) for section in sections] == [
        ("learning", "학습 내용", False),
        ("assignment", "선택 과제", False),
        ("peer_session", "피어세션 & 멘토링", True),
        ("event", "0805 Master Class", False),
        ("retrospective", "회고", False),
    ]
    assert sections[2].kinds == ["peer_session", "mentoring"]
    assert [section.position for section in sections] == [0, 1, 2, 3, 4]


def test_the_topics_and_lectures_of_a_day_are_read():
    outline = read_outline(DAY_4)
    assert outline.topics == ["Python", "AI Math"]
    assert lectures(DAY_4) == [
        ("Python", "4-1", "객체와 클래스 다시 보기"),
        ("Python", "4-2", "모듈을 나누는 법"),
        ("Python", "5-1", "파일, 예외, 로그"),
        ("Python", "5-2", "CSV와 JSON 읽기"),
        ("AI Math", "8", "사후확률을 손으로 구하기"),
        ("AI Math", "9", "합성곱 연산 첫 만남"),
    ]


def test_the_remark_behind_an_assignment_is_none():
    (line,) = read_outline(DAY_4).assignments
    assert (line.title, line.code, line.text, line.done) == ("Logistic Regression", "2", "2. Logistic Regression", None)


def test_the_link_of_a_day_is_read():
    (resource,) = read_outline(DAY_4).resources
    assert (resource.url, resource.title) == ("https://example.org/logistic-video", "멘토님이 알려 주신 강의 영상")
    assert resource.section == "assignment"


def test_the_event_of_a_day_has_its_date():
    (event,) = read_outline(DAY_4, study_on=date(2021, 8, 5)).events
    assert (event.name, event.kind, event.month, event.day, event.on) == (
        "Master Class",
        "master_class",
        8,
        5,
        "2021-08-05",
    )
    assert read_outline(DAY_4).events[0].on is None


def test_the_questions_of_both_groups_are_read_each_with_a_link():
    questions = read_outline(DAY_4).questions
    groups = [question.group for question in questions]
    assert groups == ["AI&Math FAQ"] * 7 + ["취업과 진학"] * 5
    assert {question.event for question in questions} == {"0805 Master Class"}
    assert len({question.anchor for question in questions}) == 12
    assert questions[1].title == "💥 확률론은 어디까지 공부해야 하나?"
    assert questions[10].title == "대학원 밖에서 실력을 쌓는 길(대회, 오픈소스)"


def test_the_retrospective_begins_with_its_words():
    assert read_outline(DAY_4).excerpt_of_retrospective.startswith("마스터클래스를 듣고 나니")


def test_every_anchor_is_one_of_the_page():
    outline = read_outline(DAY_4)
    on_page = {entry["anchor"] for entry in render(DAY_4).toc}
    read = [
        outline.sections,
        outline.lectures,
        outline.assignments,
        outline.resources,
        outline.events,
        outline.questions,
    ]
    assert {found.anchor for part in read for found in part} <= on_page


# Nothing is demanded.


@pytest.mark.parametrize(
    "source", ["", "\n\n", "오늘은 쉬었다.", "- 8 베이즈\n- 9 CNN", "---", "# ", "#", "\x00", "> [!QUESTION]"]
)
def test_a_post_without_headings_has_an_empty_outline(source):
    outline = read_outline(source)
    assert not outline.lectures and not outline.topics and not outline.events and not outline.questions


def test_a_free_note_has_its_headings_as_sections():
    assert kinds("# 어텐션 정리\n\n## 왜\n가\n\n## 어떻게\n나") == ["other", "other"]


# The many shapes of a log.


@pytest.mark.parametrize(
    "heading",
    ["# 학습 내용", "## 1. 학습 내용", "### ✏️ 오늘 배운 것", "## [학습 내용]", "**학습 내용**", "## **학습 내용**", "[학습 내용]",
     "학습 내용\n---", "## TIL", "# 8/5 학습 내용"],
)  # fmt: skip
def test_the_learning_section_is_found_however_it_is_headed(heading):
    # Its topics stand in deeper headings, or in bold lines where it is one itself.
    topic = "**Python**" if heading.startswith(("**", "[")) else "#### Python"
    assert lectures(f"{heading}\n\n{topic}\n\n- 4-1 객체\n\n#{' '}회고\n\n끝") == [("Python", "4-1", "객체")]


def test_a_title_that_is_called_til_is_the_learning_where_there_is_no_other():
    assert read_outline("# TIL 2021.08.05\n## React\n### useState\n## 회고\n끝").topics == ["React"]
    assert kinds("# TIL\n## 학습 내용\n글\n## 회고\n끝") == ["learning", "retrospective"]
    assert kinds("# 1주차 팀 회고\n## 학습 내용\n글\n## 피어세션\n글") == ["learning", "peer_session"]


def test_a_weeks_log_has_the_sections_of_each_day():
    source = "# Week 1\n## Day 1\n### 강의 복습\n글\n### 회고\n글\n## Day 2\n### 강의 복습\n글"
    assert kinds(source) == ["learning", "retrospective", "learning"]
    assert kinds("# 8 / 17 (화)\n### 1. 강의 복습\n글\n# 8 / 18 (수)\n### 1. 강의 복습\n글") == ["learning", "learning"]


def test_an_assignment_inside_the_learning_opens_its_own_section():
    source = "# 학습 내용\n## Python\n- 4-1 객체\n### 과제\n- 과제 1. 숫자야구\n## AI Math\n- 8 베이즈"
    assert kinds(source) == ["learning", "assignment"]
    assert assignments(source) == [("1", "숫자야구")]
    assert read_outline(source).topics == ["Python", "AI Math"]


def test_what_is_learned_inside_a_retrospective_stays_there():
    assert kinds("## 회고\n### 배운 점\n글\n### 느낀 점\n글\n### 아쉬운 점\n글") == ["retrospective"]


@pytest.mark.parametrize(
    ("heading", "name", "kind", "on"),
    [
        ("0805 Master Class", "Master Class", "master_class", "2021-08-05"),
        ("8/5 마스터클래스", "마스터클래스", "master_class", "2021-08-05"),
        ("08.06 특강", "특강", "special_lecture", "2021-08-06"),
        ("8월 5일 마스터 클래스", "마스터 클래스", "master_class", "2021-08-05"),
        ("마스터클래스 (8/5)", "마스터클래스", "master_class", "2021-08-05"),
        ("[8/6(금)] 오피스아워 🎉", "오피스아워", "office_hour", "2021-08-06"),
        ("2020.08.05 특강", "특강", "special_lecture", "2020-08-05"),
        ("Git Special Lecture", "Git Special Lecture", "special_lecture", None),
        ("깃허브 특강", "깃허브 특강", "special_lecture", None),
        ("0806 두런 모임", "두런 모임", "other", "2021-08-06"),
    ],
)
def test_events_are_read_from_headings(heading, name, kind, on):
    (event,) = read_outline(f"## 학습 내용\n글\n## {heading}\n글\n## 회고", study_on=date(2021, 8, 5)).events
    assert (event.title, event.name, event.kind, event.on) == (heading, name, kind, on)


@pytest.mark.parametrize(
    "heading",
    [
        "0805",
        "8 / 17 (화)",
        "0805 회고",
        "0805 TIL",
        "Day 4",
        "4-1 객체",
        "1.2 소개",
        "2/30",
        "특강에서 많은 것을 배웠다",
        "8/5 학습 내용",
        "0805 Day 4",
    ],
)
def test_other_dated_headings_are_no_events(heading):
    assert read_outline(f"## {heading}\n글\n## 피어세션\n글", study_on=date(2021, 8, 5)).events == []


def test_a_log_by_days_is_no_list_of_events():
    source = "# 8/2 첫날\n## 회고\n글\n# 8/3 둘째 날\n## 회고\n글"
    assert read_outline(source, study_on=date(2021, 8, 5)).events == []


def test_an_event_at_new_year_takes_the_near_year():
    source = "## 회고\n글\n## 1/2 신년 특강\n글\n## 12/30 송년 특강"
    assert [event.on for event in read_outline(source, study_on=date(2021, 12, 31)).events] == [
        "2022-01-02",
        "2021-12-30",
    ]
    assert [event.on for event in read_outline(source, study_on=date(2022, 1, 3)).events] == [
        "2022-01-02",
        "2021-12-30",
    ]


def test_each_link_is_read_once_and_pictures_are_not_links():
    source = (
        "## 참고\n[글](https://a.example/1) [다시](https://a.example/1) ![그림](https://a.example/p.png)\n\n"
        "<https://a.example/2>\n\n[![배지](https://a.example/b.svg)](https://a.example/3)\n\n[문서](/posts/1/) [메일](mailto:a@b.example)\n\n"
        "```\nhttps://a.example/code\n```\n\n[위](#위)"
    )
    found = [(resource.url, resource.title) for resource in read_outline(source).resources]
    assert found == [("https://a.example/1", "글"), ("https://a.example/2", ""), ("https://a.example/3", "배지")]


def test_a_particle_glued_to_an_address_is_no_part_of_it():
    assert [found.url for found in read_outline("https://a.example/TIL.git을 봤다").resources] == [
        "https://a.example/TIL.git"
    ]


def test_a_video_and_a_footnotes_link_are_resources():
    source = "## 회고\n\n[^1]\n\nhttps://youtu.be/abcdefghijk\n\n## 피어세션\n\n[^1]: https://a.example/note\n"
    outline = read_outline(source)
    assert {found.url for found in outline.resources} == {"https://a.example/note", "https://youtu.be/abcdefghijk"}
    assert [section.empty for section in outline.sections] == [False, True]


def test_a_heading_without_words_is_nothing():
    assert read_outline("# \n\n## \n\n글").sections == []


def test_titles_are_those_of_the_table_of_contents():
    source = "## **회고** `x` $y$ :memo:\n글"
    assert read_outline(source).sections[0].title == render(source).toc[0]["text"]


def test_an_empty_section_is_told_from_one_with_a_picture():
    sections = read_outline(
        "## 피어세션\n\n<br>\n\n---\n\n<!-- 나중에 -->\n\n## 멘토링\n![사진](/m/1.png)\n## 회고\n```\n코드\n```"
    ).sections
    assert [section.empty for section in sections] == [True, False, False]


def test_bold_lines_link_to_the_heading_above_them():
    sections = read_outline("# Day 4\n**학습 내용**\n\n글\n\n**회고**\n\n끝").sections
    assert [section.kind for section in sections] == ["learning", "retrospective"]
    assert len({section.anchor for section in sections}) == 1


def test_bold_words_inside_a_text_are_no_headings():
    assert kinds("## 피어세션\n\n**회고**에 쓸 말\n\n**중요**\n\n글") == ["peer_session"]


def test_headings_in_quotes_code_and_lists_are_no_sections():
    assert kinds("> ## 회고\n\n- ## 과제\n\n```\n## 학습 내용\n```") == []


def test_a_cohorts_own_section_names_are_used():
    source = "## 오늘의 성장\n### Python\n- 4-1 객체\n## 데모데이\n글"
    own = {"오늘의 성장": "learning", "데모데이": "event"}
    outline = read_outline(source, section_names=own)
    assert [section.kind for section in outline.sections] == ["learning", "event"]
    assert outline.topics == ["Python"]
    assert outline.events[0].name == "데모데이"
    assert read_outline(source).topics == []


def test_decomposed_and_windows_text_reads_the_same():
    assert [s.kind for s in read_outline(DAY_4.replace("\n", "\r\n")).sections] == kinds(DAY_4)
    assert len(read_outline("> [!QUESTION] 왜?\r\n> 글\r\n").questions) == 1


# Bounds and properties.

_PIECES = st.sampled_from(
    ["# ", "## ", "### ", "#### ", "- ", "  - ", "1. ", "8. ", "- 2. ", "- [x] ", "> ", "> [!QUESTION] ", "**", "\n", "\n\n", "[", "]", "(", ")",
     "학습 내용", "과제", "피어세션 & 멘토링", "회고", "FAQ", "0805 Master Class", "Python", "AI Math", "4-1", "8강", "왜?", "했다!!",
     "https://a.example/", "[글](https://a.example)",
     "```\n", "<br>", "<a href='https://a.example'>", "---\n", "💥", "\t", "$", "|", "과제 1. ", "가", "\u200b", "\x00", "ㅋ"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=60).map("".join)))
def test_any_text_has_an_outline_of_plain_values_with_anchors_of_the_page(source):
    outline = read_outline(source, study_on=date(2021, 8, 5))
    told = json.loads(json.dumps(outline.to_dict()))
    anchors = {entry["anchor"] for entry in render(source).toc} | {""}
    for part in ("sections", "lectures", "assignments", "resources", "events", "questions"):
        assert {found["anchor"] for found in told[part]} <= anchors
    assert all(section["kind"] in KINDS and section["kind"] == section["kinds"][0] for section in told["sections"])
    assert {lecture["topic"] for lecture in told["lectures"]} <= {None, *outline.topics}
    assert all(resource["url"].lower().startswith(("http://", "https://")) for resource in told["resources"])


@pytest.mark.parametrize(
    "unit",
    ["### a\n", "## 회고\n", "## 0805 Master Class\n", "- 4-1 a\n", "1. a\n", "**회고**\n\n", "# a\n## b\n### c\n", "> [!QUESTION] a\n\n",
     "[a](https://b.example)", "### 왜?\n", "4-1 a\n", "# 1"],
)  # fmt: skip
def test_a_hundred_thousand_characters_are_read_in_a_moment(unit):
    source = ("## 학습 내용\n### Python\n" + unit * 100_000)[:100_000]
    read = []
    if timed(lambda: read.append(read_outline(source))) >= 2:
        assert days_of(read_outline, source, at_most=DAYS) < DAYS
    outline = read[0]
    assert len(outline.topics) <= 20 and len(outline.sections) <= 200 and len(outline.questions) <= 200
