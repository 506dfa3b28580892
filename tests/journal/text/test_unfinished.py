"""Open boxes of the last journal are carried into the next one, once, with what belongs to them."""

import random

import pytest

from journal.text.unfinished import continued, unfinished_count
from tests.journal.text.yardstick import days_of

LAST = """# 부캠 Day 3

## 학습 내용

### Python

- [x] 3-1 끝낸 강의
- [ ] 3-2 못 들은 강의
  - [x] 앞부분
  - [ ] 뒷부분
  - 메모

    ```python
    - [ ] 코드
    ```

## 과제

- [ ] 2. Backpropagation

## 회고

- 피곤하다
"""
TODAY = """# 부캠 Day 4

## 오늘 배운 것

### Python

- [ ] 4-1 객체

## 과제

## 회고
"""


def test_items_stand_under_their_headings_with_what_is_open_in_them():
    assert (
        continued(TODAY, LAST)
        == """# 부캠 Day 4

## 오늘 배운 것

### Python

- [ ] 4-1 객체
- [ ] 3-2 못 들은 강의
  - [ ] 뒷부분
  - 메모

    ```python
    - [ ] 코드
    ```

## 과제

- [ ] 2. Backpropagation

## 회고
"""
    )


def test_headings_that_are_missing_come_along():
    carried = continued("오늘은 쉬어요.\n", LAST)
    assert carried.startswith("오늘은 쉬어요.\n\n## 학습 내용\n\n### Python\n\n- [ ] 3-2 못 들은 강의\n")
    assert carried.endswith("\n\n## 과제\n\n- [ ] 2. Backpropagation\n")
    assert continued("", LAST).startswith("## 학습 내용\n")
    shallow = continued("# 학습 내용\n\n# 회고\n", LAST)
    assert shallow.startswith("# 학습 내용\n\n### Python\n\n- [ ] 3-2")
    assert shallow.endswith("\n\n# 회고\n\n# 과제\n\n- [ ] 2. Backpropagation\n")  # and no part of 회고


def test_twice_is_once_and_what_was_done_since_stays_done():
    once = continued(TODAY, LAST)
    assert continued(once, LAST) == once
    ticked = once.replace("- [ ] 2. Back", "- [x] 2. Back")
    assert continued(ticked, LAST) == ticked
    assert (unfinished_count(TODAY, LAST), unfinished_count(ticked, LAST)) == (3, 0)
    assert continued("- [ ] 하나\n", "- [ ] 하나\n- [ ] 하나\n- [ ] 둘") == "- [ ] 하나\n- [ ] 하나\n- [ ] 둘\n"


@pytest.mark.parametrize(
    ("last", "carried"),
    [
        ("- [x] 밖\n  - [ ] 안\n    줄", "- [ ] 안\n  줄"),
        ("- 묶음\n  - [ ] 하나\n  - [x] 둘\n  - 셋", "- 묶음\n  - [ ] 하나"),
        ("1. [ ] 하나\n   - [ ] 둘\n2. [x] 셋", "1. [ ] 하나\n   - [ ] 둘"),
        ("* [ ] 하나\n\t* [ ] 둘", "* [ ] 하나\n    * [ ] 둘"),
        ("- [ ] 하나\n\n  문단\n\n- [x] 둘", "- [ ] 하나\n\n  문단"),
        ("- [ ] **굵게** `코드` [글](https://a.b)", "- [ ] **굵게** `코드` [글](https://a.b)"),
    ],
)
def test_what_belongs_to_an_item_comes_along(last, carried):
    assert continued("", last) == f"{carried}\n"


@pytest.mark.parametrize(
    "last",
    [
        "", "- [x] 끝", "- 그냥", "[ ] 문단", "- [ ]붙여 쓴", "```\n- [ ] 코드\n```", "    - [ ] 들여 쓴 코드", "> - [ ] 인용",
        "- [ ] ", "~~~\n- [ ] 닫지 않은 코드", "`- [ ] 코드`", "- ```\n  - [ ] 코드\n  ```", "> [!NOTE]\n> - [ ] 알림",
    ],
)  # fmt: skip
def test_what_is_no_open_box_of_ones_own_stays_behind(last):
    assert continued(TODAY, last) == TODAY
    assert unfinished_count(TODAY, last) == 0


def test_a_list_is_gone_on_with_and_other_words_are_left_alone():
    assert continued("- [ ] 새로", "- [ ] 전에") == "- [ ] 새로\n- [ ] 전에"
    assert continued("글", "- [ ] 전에") == "글\n\n- [ ] 전에"
    assert continued("**과제**\n\n**회고**\n", "**과제**\n\n- [ ] 하나\n") == "**과제**\n\n- [ ] 하나\n\n**회고**\n"
    assert continued("", "과제\n===\n\n- [ ] 하나\n\n회고\n===\n") == "# 과제\n\n- [ ] 하나\n"


def test_a_cohort_s_own_names_say_which_section_is_meant():
    names = {"오늘의 코드": "learning"}
    assert continued("## 오늘의 코드\n\n## 끝\n", "## 학습 내용\n- [ ] 하나\n## 끝\n", names) == (
        "## 오늘의 코드\n\n- [ ] 하나\n\n## 끝\n"
    )


PIECES = [
    "# 하루", "## 학습 내용", "### Python", "## 과제", "**회고**", "- [ ] 하나", "- [x] 둘", "  - [ ] 셋", "    - [x] 넷", "  글",
    "", "", "```", "> - [ ] 인용", "1. [ ] 다섯", "\t- [ ] 여섯", "* 일곱", "글", "---", "- - [ ] 여덟", "| a | b |", "<div>", "$$",
]  # fmt: skip


def test_whatever_is_written_nothing_is_lost_and_twice_is_once():
    chance = random.Random(7)
    for _ in range(400):
        text, last = ("\n".join(chance.choices(PIECES, k=chance.randrange(25))) for _ in range(2))
        once = continued(text, last)
        left = iter(once.split("\n"))
        assert all(line in left for line in text.split("\n") if line.strip()), (text, last)
        assert continued(once, last) == once or once.count("```") % 2 or "<div>" in once or "$$" in once, (text, last)
        if once == text:
            assert unfinished_count(text, last) == 0


@pytest.mark.parametrize("line", ["- [ ] 일 {n}\n", "## 제목 {n}\n- [ ] 일 {n}\n", "{blank}- [ ] 일 {n}\n"])
def test_the_longest_journal_takes_no_time(line):
    last = "".join(line.format(n=n, blank="  " * (n % 30)) for n in range(9_000))[:100_000]
    assert days_of(continued, last[::2], last, at_most=16) < 16
