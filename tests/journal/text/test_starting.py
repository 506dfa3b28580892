"""A day's page begins with the section template, and the day's lectures stand in it to be ticked."""

from datetime import date

import pytest

from journal.text.outline import read_outline
from journal.text.starting import DayLecture, caret_of, is_untouched, opening, with_sections

SEED = [
    DayLecture("4-1", "Python Object Oriented Programming", "Python"),
    DayLecture("4-2", "Module and Project", "Python"),
    DayLecture("8", "베이즈 통계학 맛보기", "AI Math"),
]
LISTED = """### Python

- [ ] 4-1 Python Object Oriented Programming
- [ ] 4-2 Module and Project

### AI Math

- [ ] 8 베이즈 통계학 맛보기
"""


def heard(text: str) -> list[tuple]:
    return [(lecture.topic, lecture.code, lecture.title) for lecture in read_outline(text).lectures]


def marked(text: str, **names) -> str:
    """The text with a | where one goes on writing."""
    units = text.encode("utf-16-le")
    at = 2 * caret_of(text, **names)
    return units[:at].decode("utf-16-le") + "|" + units[at:].decode("utf-16-le")


def test_lectures_stand_by_topic_in_the_section_of_what_was_learned():
    text = opening("## 학습 내용\n\n## 과제\n\n## 회고\n", SEED)
    assert text == f"## 학습 내용\n\n{LISTED}\n\n\n## 과제\n\n## 회고\n"
    assert heard(text) == [(each.topic, each.code, each.title) for each in SEED]
    assert heard(text.replace("[ ]", "[x]")) == heard(text)


def test_nothing_of_the_template_is_lost_and_its_order_stays():
    template = "# Day\n\n```md\n## 학습 내용\n```\n\n## 🌟 학습 내용\n\n- 한 줄\n\n### 더 볼 것\n\n- \n\n## 회고\nKeep"
    left = iter(opening(template, SEED).split("\n"))
    assert all(line in left for line in template.split("\n"))  # a subsequence
    assert "## 학습 내용\n```\n\n## 🌟" in opening(template, SEED)


def test_a_topic_that_the_template_names_gets_its_own_lectures():
    text = opening("## 학습 내용\n\n### ai-math\n\n### Git\n\n## 회고\n", SEED)
    assert heard(text) == [
        ("Python", "4-1", SEED[0].title),
        ("Python", "4-2", SEED[1].title),
        ("ai-math", "8", SEED[2].title),
    ]
    assert text.index("### Python") < text.index("### ai-math") < text.index("- [ ] 8 ") < text.index("### Git")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("", f"## 학습 내용\n\n{LISTED}\n"),
        ("## 회고\n", f"## 학습 내용\n\n{LISTED}\n\n\n## 회고\n"),
        ("## 코드\n\n{{lectures}}\n\n## 회고", f"## 코드\n\n{LISTED}\n\n\n## 회고"),
        ("## 코드\n{{ 강의 }}", f"## 코드\n\n{LISTED}\n"),
    ],
)
def test_where_they_stand_else(template, expected):
    assert opening(template, SEED) == expected


def test_a_bold_line_may_be_the_section_and_a_cohort_has_names_of_its_own():
    text = opening("**학습 내용**\n\n**회고**\n", SEED)
    assert "- Python\n  - [ ] 4-1 Python Object" in text
    assert [code for _topic, code, _title in heard(text)] == ["4-1", "4-2", "8"]
    assert opening("## 오늘의 코드\n\n## 회고\n", SEED, section_names={"오늘의 코드": "learning"}).startswith(
        "## 오늘의 코드\n\n### Python"
    )


def test_a_day_without_lectures_is_the_template():
    assert opening("## 학습 내용\n\n## 회고\n") == "## 학습 내용\n\n## 회고\n"
    assert opening("## 학습 내용\n\n{{lectures}}\n\n## 회고\n") == "## 학습 내용\n\n## 회고\n"
    assert opening("") == ""


def test_the_day_s_words_are_filled_in():
    assert opening("# 부캠 Day {{day}} ({{ date }})", number=4, on=date(2021, 8, 5)) == "# 부캠 Day 4 (2021-08-05)"
    assert opening("# 부캠 Day {{day}}") == "# 부캠 Day "
    assert opening("`{{other}}` {{lectures}} inside") == "`{{other}}` {{lectures}} inside"
    assert opening("```\n{{lectures}}\n```\n", SEED).count("{{lectures}}") == 1


@pytest.mark.parametrize(
    "title",
    [
        "*args와 **kwargs",
        "__init__과 snake_case",
        "`let`과 $x$",
        "<b>굵게</b>",
        "벡터가 뭐예요?",
        "AT&amp;T \\ ~~선~~",
        "[글](주소)",
    ],
)
def test_a_title_is_read_as_it_was_typed(title):
    lecture = DayLecture("3", title, "AI Math")
    assert heard(opening("", [DayLecture("1", "벡터", "AI Math"), lecture]))[-1] == ("AI Math", "3", title)


@pytest.mark.parametrize("topic", ["회고", "아주 긴 이름을 가진 주제 하나 둘", "Python, Git", "예제", ""])
def test_a_topic_that_makes_no_good_heading_hides_no_lecture(topic):
    text = opening("## 학습 내용\n\n## 회고\n", [*SEED, DayLecture("1-1", "심화", topic)])
    assert ("1-1", "심화") in [(code, title) for _topic, code, title in heard(text)]
    assert [section.kind for section in read_outline(text).sections] == ["learning", "retrospective"]


def test_one_goes_on_writing_behind_the_lectures_on_a_line_of_its_own():
    assert marked(opening("# 🌟\n\n## 학습 내용\n\n## 회고\n", SEED)).endswith("맛보기\n\n|\n\n## 회고\n")
    assert marked("## 학습 내용\n\n## 회고\n") == "## 학습 내용\n|\n## 회고\n"
    assert marked("## 할 일\n\n- 하나\n\n## 회고\n") == "## 할 일\n\n- 하나|\n\n## 회고\n"
    assert marked("말\n") == "말\n|"
    assert marked("") == "|"
    assert marked("## 코드\n\n## 오늘\n", section_names={"오늘": "learning"}) == "## 코드\n\n## 오늘\n|"


def test_what_a_page_began_with_is_no_writing_but_a_tick_is():
    text = opening("## 학습 내용\n\n## 회고\n", SEED)
    assert is_untouched(f"\n{text}\n \n", ["", text])
    assert not is_untouched(text.replace("[ ] 8", "[x] 8"), ["", text])
    assert is_untouched(" \n", [""])


@pytest.mark.parametrize(
    "template",
    ["#" * 7, "- [ ] \n" * 50, "> ## 학습 내용\n", "## 학습 내용", "\n\n\n", "## 학습 내용\n===", "{{lectures}}"],
)
def test_no_template_breaks(template):
    text = opening(template, SEED)
    assert text.count("- [ ] 8 베이즈") == 1
    assert 0 <= caret_of(text) <= len(text)


@pytest.mark.parametrize(
    ("text", "start", "both"),
    [
        ("## 회고\n쓴 글", "## 배운 것\n- \n## 회고\n", "## 회고\n쓴 글\n\n## 배운 것\n- \n"),
        ("**느낀 점**\n\n쓴 글", "# Day\n\n## 회고\n", "**느낀 점**\n\n쓴 글"),  # a section of the same kind
        ("쓴 글", "- 한 줄:\n", "쓴 글\n\n- 한 줄:\n"),
        ("쓴 글", "", "쓴 글"),
        ("쓴 글 ```\n", "```\n## 회고\n```\n", "쓴 글 ```\n\n```\n## 회고\n```\n"),
    ],
)
def test_another_start_adds_what_is_missing_behind_what_is_written(text, start, both):
    assert with_sections(text, start) == both
    assert with_sections(both, start) == both
