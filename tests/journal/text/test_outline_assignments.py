"""Assignments are what is named under 과제; remarks about them are not."""

import pytest

from journal.text.outline import read_outline


def assignments(source: str) -> list[tuple]:
    return [(line.code, line.title) for line in read_outline(source).assignments]


def kinds(source: str) -> list[str]:
    return [section.kind for section in read_outline(source).sections]


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("- 2. Backpropagation\n- 너무 어려웠다!!", [("2", "Backpropagation")]),
        ("- 2. Backpropagation\n- 10강 관련 내용인데 급하게 했다!! 모르겠다..", [("2", "Backpropagation")]),
        ("- 2. Backpropagation\n- 다음 주 발표 준비", [("2", "Backpropagation")]),
        ("1. 숫자야구\n2. 모스부호", [("1", "숫자야구"), ("2", "모스부호")]),
        ("- 과제 1. 숫자야구\n- 과제 4: Baseball\n- 풀이를 발표했다", [("1", "숫자야구"), ("4", "Baseball")]),
        ("- [x] HW1: Softmax\n- [ ] HW2 Backprop", [("1", "Softmax"), ("2", "Backprop")]),
        ("- 필수과제 1\n- 선택과제 2번", [("1", "필수과제 1"), ("2", "선택과제 2번")]),
        ("- 숫자야구 구현하기\n- 재미있었다", [(None, "숫자야구 구현하기")]),
        (
            "- Backpropagation\n- Maximum Likelihood Estimate",
            [(None, "Backpropagation"), (None, "Maximum Likelihood Estimate")],
        ),
        ("- [선택] MDN 구현", [(None, "MDN 구현")]),
        ("오늘은 과제를 못 했다.", []),
        ("- 못 했어요\n- 내일 할게요ㅠㅠ", []),
        (
            "### 과제 1. 숫자야구\n- 입력 검증\n- 게임 반복\n### 과제 2. 모스부호",
            [("1", "숫자야구"), ("2", "모스부호")],
        ),
        ("### 필수 과제\n- 숫자야구\n### 선택 과제\n- 모스부호", [(None, "숫자야구"), (None, "모스부호")]),
        ("### 숫자야구\n설명\n### 어려웠던 점\n글", [(None, "숫자야구")]),
        ("- 기본 3. 숫자 야구 → 제출\n- 선택 없음", [("3", "숫자 야구")]),
        ("1. 문자 세기 (제출)\n2. 모스 부호 - 하는 중", [("1", "문자 세기"), ("2", "모스 부호")]),
        ("- 기본 3번, 4번 제출", [("3", "기본 3번, 4번 제출")]),
        ("- 선택 3: 같은 문장을 다섯 사람에게 보인다", [("3", "선택 3")]),
        ("- 선택 1번은 보류", []),
        ("2. Backpropagation", [("2", "Backpropagation")]),
        ("", []),
    ],
)
def test_assignments_are_the_named_ones(source, read):
    assert assignments(f"## 과제\n\n{source}") == read


def test_a_task_says_whether_it_is_done():
    lines = read_outline("## 과제\n- [x] 숫자야구\n- [ ] 모스부호\n- 문자열 처리").assignments
    assert [line.done for line in lines] == [True, False, None]


def test_a_section_can_itself_be_an_assignment():
    source = "## 과제 1. 숫자야구\n- 입력 검증\n## 과제 2. 모스부호\n글"
    assert kinds(source) == ["assignment", "assignment"]
    assert assignments(source) == [("1", "숫자야구"), ("2", "모스부호")]
