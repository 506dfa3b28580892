"""What changed from one text to another, as a person reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.alignment import MOST_WORK, Work, pairs_of
from journal.text.differences import ADDED, KEPT, REMOVED, SKIPPED, line_diff

LINES = st.lists(
    st.sampled_from(["", "가", "나 다", "- 하나", "- 둘", "```", "x = 1", "마지막 줄이에요."]), max_size=30
)
TEXTS = LINES.map("\n".join)


def shown(lines):
    """The lines in the way of a plain diff, with what is marked in brackets."""
    signs = {KEPT: " ", REMOVED: "-", ADDED: "+"}
    return [
        f"… {line.count}" if line.kind == SKIPPED
        else signs[line.kind] + "".join(f"[{span.text}]" if span.is_marked else span.text for span in line.spans)
        for line in lines
    ]  # fmt: skip


def test_a_changed_word_is_marked_in_its_line():
    old = "# Day 4\n\n오늘은 행렬을 배웠다.\n끝."
    new = "# Day 4\n\n오늘은 벡터를 배웠다.\n끝."
    assert shown(line_diff(old, new)) == [
        " # Day 4", " ", "-오늘은 [행렬을] 배웠다.", "+오늘은 [벡터를] 배웠다.", " 끝.",
    ]  # fmt: skip


def test_neighbouring_changed_words_are_one_mark():
    assert shown(line_diff("one two three four five", "one 2 3 four five")) == [
        "-one [two three] four five", "+one [2 3] four five",
    ]  # fmt: skip


def test_a_line_that_became_another_has_no_marks():
    assert shown(line_diff("사과를 먹었다", "PyTorch")) == ["-사과를 먹었다", "+PyTorch"]


def test_new_lines_among_changed_ones_are_not_marked_all_over():
    old, new = "가나다 라마바 사아자 차카타", "가나다 라마바 사아자 파하\n새로운 줄"
    assert shown(line_diff(old, new))[-1] == "+새로운 줄"


def test_what_is_far_from_a_change_is_counted_only():
    old = "\n".join(f"이것은 줄 {number}" for number in range(20))
    new = old.replace("줄 10", "줄 열")
    assert shown(line_diff(old, new, around=1)) == [
        "… 9",
        " 이것은 줄 9",
        "-이것은 줄 [10]",
        "+이것은 줄 [열]",
        " 이것은 줄 11",
        "… 8",
    ]


def test_one_line_is_not_hidden_behind_a_gap():
    assert shown(line_diff("가\n나\n다", "가\n나\n라", around=1)) == [" 가", " 나", "-다", "+라"]


@pytest.mark.parametrize("other", ["가\r\n나\r\n", "가\r나", "가\n나\n"])
def test_kinds_of_newlines_are_no_change(other):
    assert line_diff("가\n나", other) == []


def test_empty_sides_are_all_removed_or_all_added():
    assert shown(line_diff("", "가\n나")) == ["+가", "+나"]
    assert shown(line_diff("가\n나", "")) == ["-가", "-나"]
    assert line_diff("", "") == []


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_difference(old, new):
    lines = line_diff(old, new, around=None)
    if lines:
        assert [line.text for line in lines if line.kind != ADDED] == old.removesuffix("\n").split("\n") * bool(old)
        assert [line.text for line in lines if line.kind != REMOVED] == new.removesuffix("\n").split("\n") * bool(new)
    else:
        assert old.removesuffix("\n") == new.removesuffix("\n")


@given(TEXTS, TEXTS, st.integers(0, 400))
def test_without_work_left_it_is_coarse_and_still_whole(old, new, steps):
    lines = line_diff(old, new, around=None, work=Work(steps))
    if lines:
        assert "\n".join(line.text for line in lines if line.kind != REMOVED) == new.removesuffix("\n")


@given(TEXTS, TEXTS)
def test_folding_leaves_out_only_kept_lines(old, new):
    whole, folded = line_diff(old, new, around=None), line_diff(old, new)
    assert [line for line in whole if line.kind != KEPT] == [
        line for line in folded if line.kind not in (KEPT, SKIPPED)
    ]
    assert len(whole) == sum(line.count for line in folded)


@given(st.lists(st.integers(0, 6), max_size=40), st.lists(st.integers(0, 6), max_size=40))
def test_pairs_rise_and_are_equal(old, new):
    pairs = pairs_of(old, new)
    assert all(old[at] == new[place] for at, place in pairs)
    assert all(a < b and c < d for (a, c), (b, d) in zip(pairs, pairs[1:], strict=False))


PATHOLOGICAL = {
    "one line of letters": ("가" * 100_000, "나" * 100_000),
    "one line of signs": ("!?" * 50_000, "?!" * 50_000),
    "one line of blanks": (" " * 99_999 + "가", " " * 99_999 + "나"),
    "empty lines": ("\n" * 100_000, "가" + "\n" * 99_999),
    "two lines in turn": ("가\n나\n" * 25_000, "나\n나\n가\n" * 16_000),
    "all lines differ": ("\n".join(map(str, range(17_000))), "\n".join(map(str, range(17_000, 34_000)))),
    "turned around": ("\n".join(map(str, range(17_000))), "\n".join(map(str, range(17_000, 0, -1)))),
    "repeated words": ("같은 말 " * 25_000, "같은 말이 " * 20_000),
    "lines of one word more": ("a b c d e f g h\n" * 6_000, "a b c d x f g h\n" * 6_000),
    "open fences": ("```\n" * 25_000, "~~~\n" * 25_000),
    "lists": ("- 가\n\n" * 20_000, "- 나\n\n" * 20_000),
    "headings": ("# 가\n" * 20_000, "# 나\n# 가\n" * 10_000),
    "many paragraphs": (
        "\n\n".join(f"가 {number} 나" for number in range(9_000)),
        "\n\n".join(f"다 {number} 라" for number in range(9_000)),
    ),
}


@pytest.mark.parametrize("texts", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_work_is_bounded_for_any_text(texts, monkeypatch):
    spent = []
    spend = Work.spend

    def counted(self, steps):
        ok = spend(self, steps)
        spent.append(steps if ok else 0)
        return ok

    monkeypatch.setattr(Work, "spend", counted)
    lines = line_diff(*texts)
    assert any(line.kind in (ADDED, REMOVED) for line in lines)
    assert sum(spent) <= MOST_WORK
