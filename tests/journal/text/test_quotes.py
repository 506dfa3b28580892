"""Quoting a comment: the words come back as a quotation, whatever they are."""

import pytest

from journal.text.markdown import render_comment
from journal.text.quotes import LONGEST, quoted


def test_words_stand_in_a_quotation_under_who_said_them():
    assert quoted("민지", "첫 줄\n\n- 둘째") == "> **민지**\n>\n> 첫 줄\n>\n> - 둘째\n\n"


def test_what_was_quoted_in_it_is_left_out():
    assert quoted("Sol", "> **민지**\n>\n> 첫 줄\n\n그래요") == "> **Sol**\n>\n> 그래요\n\n"
    assert quoted("Sol", "> 남의 말") == "> **Sol**\n\n"


@pytest.mark.parametrize("name", ["*민지*", "@bora", "<b>", "[x](y)", "𝐌𝐢𝐧𝐣𝐢", "`a`", "$x$", "~~a~~"])
def test_a_name_is_shown_as_it_is(name):
    page = render_comment(quoted(name, "말") + "답")
    assert page.mentions == []
    assert "<blockquote>" in page.html
    shown = page.html.split("<strong>")[1].split("</strong>")[0]
    assert shown.replace("&lt;", "<").replace("&gt;", ">") == name


def test_long_words_are_cut_at_a_line():
    quotation = quoted("Sol", "\n".join(["가나다라마바사" * 5] * 100))
    assert len(quotation) < LONGEST + 200
    assert quotation.rstrip().endswith("…")
