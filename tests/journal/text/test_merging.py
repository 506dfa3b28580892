"""Two versions of a text by block, and what choosing between them makes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.text.merging import BOTH, CHOICES, MINE, THEIRS, Block, blocks, merged, signature_of
from tests.journal.text.test_differences import PATHOLOGICAL
from tests.journal.text.yardstick import days_of

NEWLINES = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n \n", ""])
PIECES = st.sampled_from(
    [
        "가나다 라마",
        "가나다 라마바",
        "# 제목",
        "- 하나",
        "  - 둘",
        "1. 셋",
        "```",
        "~~~py",
        "x = 1",
        "> 인용",
        " ",
        "",
        "\t",
        "끝",
    ]
)
TEXTS = st.lists(st.tuples(PIECES, NEWLINES), max_size=14).map(lambda rows: "".join(a + b for a, b in rows))


def letters(text):
    return sorted(text.replace(" ", "").replace("\t", "").replace("\r", "").replace("\n", ""))


@given(TEXTS, TEXTS)
def test_the_blocks_are_both_texts_whole(mine, theirs):
    found = blocks(mine, theirs)
    assert "".join(block.mine for block in found) == mine
    assert "".join(block.theirs for block in found) == theirs


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_one_side_everywhere_is_that_side_to_the_letter(mine, theirs):
    found = blocks(mine, theirs)
    assert merged(found, dict.fromkeys(range(len(found)), MINE)) == mine
    assert merged(found, dict.fromkeys(range(len(found)), THEIRS)) == theirs


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_choosing_only_where_they_differ_is_enough(mine, theirs):
    found = blocks(mine, theirs)
    differing = [at for at, block in enumerate(found) if not block.is_same]
    assert merged(found, dict.fromkeys(differing, MINE)) == mine
    if differing:
        assert merged(found, dict.fromkeys(differing, THEIRS)) == theirs


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_both_loses_no_letter_of_either(mine, theirs):
    found = blocks(mine, theirs)
    out = merged(found, {at: BOTH for at, block in enumerate(found) if not block.is_same})
    wanted = []
    for block in found:
        wanted += letters(block.mine) if block.is_same else letters(block.mine + block.theirs)
    assert letters(out) == sorted(wanted)


@settings(max_examples=300)
@given(TEXTS, TEXTS, st.data())
def test_each_chosen_side_stands_in_the_text_on_lines_of_its_own(mine, theirs, data):
    found = blocks(mine, theirs)
    choices = {at: data.draw(st.sampled_from(CHOICES)) for at, block in enumerate(found) if not block.is_same}
    out = merged(found, choices)
    at = 0
    for place, choice in choices.items():
        for side in (MINE, THEIRS):
            text = getattr(found[place], side).strip()
            if text and choice in (side, BOTH):
                where = out.index(text, at)
                assert where == 0 or not out[:where].rstrip(" \t") or out[:where].rstrip(" \t")[-1] in "\r\n"
                at = where + len(text)


def test_two_paragraphs_changed_on_two_devices_are_two_choices():
    found = blocks("하나 둘 셋 넷.\n\n다섯 여섯 일곱.\n", "하나 둘 셋 다섯.\n\n다섯 여섯 여덟.\n")
    assert [block.is_same for block in found] == [False, False]
    assert merged(found, {0: MINE, 1: THEIRS}) == "하나 둘 셋 넷.\n\n다섯 여섯 여덟.\n"


def test_a_paragraph_that_only_one_has_is_a_choice_of_its_own():
    found = blocks("처음.\n\n내가 쓴 것.\n\n끝.", "처음.\n\n끝.")
    assert found[1] == Block("내가 쓴 것.\n\n", "")
    assert merged(found, {1: THEIRS}) == "처음.\n\n끝."
    assert merged(found, {1: BOTH}) == "처음.\n\n내가 쓴 것.\n\n끝."


def test_both_sets_a_blank_line_between_them():
    found = blocks("가나다.", "PyTorch!")
    assert merged(found, {0: BOTH}) == "가나다.\n\nPyTorch!"


def test_last_lines_without_a_newline_do_not_run_together():
    found = blocks("가\n\n나", "가\n\n나\n\n다")
    assert merged(found, {2: THEIRS}) == "가\n\n나\n\n다"
    mixed = blocks("가 하나\n\n나", "가 둘\n\n나\n\n다")
    assert merged(mixed, {0: MINE, 2: THEIRS}).split() == ["가", "하나", "나", "다"]


@pytest.mark.parametrize(
    "whole", ["```py\nx = 1\n\ny = 2\n```\n", "- 가\n\n- 나\n\n  다\n", "~~~\n# 아니\n\n```\n~~~\n"]
)
def test_fences_and_lists_are_never_cut(whole):
    found = blocks(f"앞.\n\n{whole}\n뒤.", f"앞!\n\n{whole}\n뒤?")
    assert [block.mine.strip() for block in found if block.is_same] == [whole.strip()]


def test_blank_lines_and_newlines_alone_are_nothing_to_choose():
    assert all(block.is_same for block in blocks("가\n\n나", "가\r\n\r\n\r\n나\r\n"))


def test_empty_sides():
    assert blocks("", "") == []
    assert blocks("", "가") == [Block("", "가")]
    assert merged(blocks("가", ""), {0: THEIRS}) == ""


def test_a_choice_that_is_none_is_refused():
    with pytest.raises(ValueError, match="ours"):
        merged(blocks("가", "나"), {0: "ours"})


def test_the_signature_names_exactly_these_texts():
    assert signature_of("가", "나") == signature_of("가", "나")
    assert (
        len({signature_of("가", "나"), signature_of("나", "가"), signature_of("가나", ""), signature_of("가", "나 ")})
        == 4
    )


@pytest.mark.parametrize("texts", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_any_two_texts_of_100_kilobytes_come_apart_soon(texts):
    def work():
        found = blocks(*texts)
        assert merged(found, dict.fromkeys(range(len(found)), THEIRS)) == texts[1]

    assert days_of(work, at_most=20) < 20  # a tenth of it here; the work is bounded, the clock only watches
