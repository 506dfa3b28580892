"""What people call the parts of their logs is understood, and what they call other things is not mistaken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.section_names import KINDS, section_kind

NAMED = {
    "learning": """학습 내용|학습내용|✏️ 오늘 배운 것|[학습 내용]|<학습 내용>|【배운 내용】|1. 강의 복습|01. 강의 복습 내용|2) 공부한 내용|📚 강의 내용 정리
        |TIL|Today I Learned|What I learned today|오늘 배운 내용 요약|알게 된 점|8/5(목) 학습 내용|2021.08.05 학습 내용|학습 내용 :|**학습 내용**|새로 배운 것
        |:pencil2: 배운 점|Learned|Lecture notes|II. 학습 내용|"학습 내용"|오늘의 학습|개별 학습|배운 거""",
    "assignment": """과제|선택 과제|필수 과제|과제: 숫자야구|2. 과제 수행 과정 / 결과물 정리|과제 수행 과정|필수과제 1, 2|과제 1. 숫자야구|HW 3|Assignment|AI Math 과제
        |오늘의 과제|✅ 숙제|Homework 2: softmax|미션|Quiz""",
    "peer_session": """피어세션|피어 세션|피어세션 & 멘토링|피어세션 정리|피어세션 👨👨👦👦|피어세션 16:00~17:30|MeetUP & 피어 세션 정리|Peer Session|팀 회의|데일리 스크럼
        |페어 프로그래밍|3. 피어세션 정리|피어세션: 중간 점검|피어세션 - 2조""",
    "mentoring": "멘토링|🧑‍🏫 멘토링 (14:00)|멘토링 내용|Mentoring|멘토님 피드백",
    "retrospective": """회고|오늘의 회고|04. 학습 회고|느낀 점|느낀점|💭 느낀 점 & 배운 점|Day 4 회고|1주차 팀 회고|KPT|KPT 회고|Keep|마무리하며|오늘의 한마디|아쉬웠던 점
        |Retrospective|Today's retrospective|𝐑𝐞𝐭𝐫𝐨|회고록|회고 및 다짐|RETROSPECTIVE|Keep, Problem, Try|회고(KPT)""",
    "question": "질문|Q&A|FAQ|AI&Math FAQ|자주 묻는 질문|❓ 궁금한 점|질문 내용|Questions|QnA|궁금한 거",
}


@pytest.mark.parametrize(
    ("kind", "title"), [(kind, title.strip()) for kind, titles in NAMED.items() for title in titles.split("|")]
)
def test_titles_of_real_logs_are_understood(kind, title):
    assert section_kind(title)[:1] == [kind]


@pytest.mark.parametrize(
    "title",
    [
        "부스트캠프 AI Tech Day 4", "Python", "AI Math", "0805 Master Class", "소개", "인공지능 대학원", "8 / 17 (화)", "목차",
        "피어세션이 피어씁니다.", "오늘은 너무 힘들었다", "CI/CD", "Lec 3", "Self-Attention 강의를 듣고 나서 한 생각들", "Problem", "학습률",
        "Learning Rate", "과제전형을 준비하며", "Try / Except", "Machine Learning", "", "🔥", "...", "1.", "강의실", "Deep learning study plan 2021",
        "수학 너무 어려움. 쉽게 공부하는법?", "오늘의 노래",
    ],
)  # fmt: skip
def test_other_headings_are_not_mistaken_for_sections(title):
    assert section_kind(title) == []


def test_a_heading_can_be_two_kinds_at_once():
    assert section_kind("피어세션 & 멘토링") == ["peer_session", "mentoring"]
    assert section_kind("배운 점과 느낀 점") == ["learning", "retrospective"]
    assert section_kind("TIL / 회고") == ["learning", "retrospective"]


def test_decomposed_hangul_and_full_width_letters_are_the_same_title():
    assert section_kind("회고") == section_kind("회고") == ["retrospective"]
    assert section_kind("ＴＩＬ") == ["learning"]


def test_a_cohorts_own_names_win():
    own = {"📦 오늘의 배움 상자": "learning", "회고": "mentoring", "모의 면접": "no_such_kind"}
    assert section_kind("오늘의 배움상자", own) == ["learning"]
    assert section_kind("1. 회고", own) == ["mentoring"]
    assert section_kind("모의면접", own) == ["other"]
    assert section_kind("과제", own) == ["assignment"]


def test_an_own_name_of_nothing_matches_nothing():
    assert section_kind("", {"": "learning", "🔥": "learning"}) == []


@given(st.text(max_size=400))
def test_any_title_has_kinds_that_are_known(title):
    assert set(section_kind(title)) <= set(KINDS)
