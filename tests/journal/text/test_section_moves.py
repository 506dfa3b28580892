"""Sections of an edited text are found again by their words, their part, or both; what is gone is said to be gone."""

import pytest

from journal.text.markdown import render
from journal.text.page_parts import part_of
from journal.text.page_words import page_words
from journal.text.section_moves import moved_sections

LONG = "경사 하강법은 손실 함수를 줄이는 방향으로 매개변수를 조금씩 바꾼다. 학습률이 크면 발산한다."
OTHER = "조원들과 각자 풀어 본 과제를 비교했다. 벡터의 내적을 다르게 쓴 사람이 많았다."


def where(before: str, after: str) -> dict[str, str | None]:
    """Return the words of each old heading with those of the one that it is now."""
    old, new = render(before), render(after)

    def words(page):
        return lambda anchor: page_words(part_of(page.html, anchor))

    moves = moved_sections(old.toc, new.toc, words(old), words(new))
    titles = {entry["anchor"]: entry["text"] for entry in old.toc}
    return {titles[anchor]: entry and entry["text"] for anchor, entry in moves.items()}


def test_what_was_moved_or_only_written_on_is_found_by_its_words():
    before = f"## 학습 내용\n\n{LONG}\n\n## 회고\n\n{OTHER}\n"
    assert where(before, f"## 회고\n\n전혀 다른 말\n\n## 학습 내용\n\n{LONG}\n") == {
        "학습 내용": "학습 내용",
        "회고": "회고",
    }


@pytest.mark.parametrize("title", ["경사하강법 정리", "경사 하강법!", "오늘의 배움"])
def test_what_was_renamed_is_found_by_what_stands_under_it(title):
    before = f"## 경사 하강법\n\n{LONG}\n\n## 회고\n\n{OTHER}\n"
    after = f"## {title}\n\n{LONG} 오늘 다시 읽었다.\n\n## 회고\n\n{OTHER}\n"
    assert where(before, after)["경사 하강법"] == title


def test_what_was_renamed_a_little_is_found_whatever_stands_under_it():
    assert where("## 경사 하강법 정리\n\n짧다\n", f"## 경사 하강법 정리 1\n\n{LONG}\n") == {
        "경사 하강법 정리": "경사 하강법 정리 1"
    }


def test_what_is_gone_takes_no_other_place():
    before = f"## 경사 하강법\n\n{LONG}\n\n## 회고\n\n{OTHER}\n"
    assert where(before, f"## 회고\n\n{OTHER}\n\n## 추가 자료\n\n링크 모음\n") == {"경사 하강법": None, "회고": "회고"}
    assert where(before, "글") == {"경사 하강법": None, "회고": None}


def test_of_headings_with_the_same_words_each_stays_with_its_part():
    before = f"## 정리\n\n첫째 강의\n\n## 정리\n\n{LONG}\n\n## 정리\n\n{OTHER}\n"
    old, new = render(before), render(f"## 정리\n\n{LONG}\n\n## 정리\n\n{OTHER}\n")
    moves = moved_sections(
        old.toc,
        new.toc,
        *(lambda anchor, page=page: page_words(part_of(page.html, anchor)) for page in (old, new)),
    )
    first, second, third = (entry["anchor"] for entry in old.toc)
    assert moves == {first: None, second: new.toc[0], third: new.toc[1]}


def test_a_text_of_many_headings_ends():
    before = "".join(f"## 제목 {at}\n\n{LONG}\n\n" for at in range(150))
    after = "".join(f"## 다른 것 {at}\n\n{OTHER}\n\n" for at in range(150))
    assert set(where(before, after).values()) == {None}
