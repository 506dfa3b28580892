"""Emoji by name."""

import pytest

from journal.text.markdown import render


@pytest.mark.parametrize(
    ("name", "emoji"), [(":tada:", "🎉"), (":+1:", "👍"), (":smile:", "😄"), (":fire:", "🔥"), (":100:", "💯")]
)
def test_names_of_emoji(name, emoji):
    assert render(f"끝{name}!").html == f"<p>끝{emoji}!</p>\n"


@pytest.mark.parametrize(
    "typed", [":없는이름:", ":nosuchname:", "12:30:45", "a::b", "`:tada:`", "https://a.b/:tada", ":tada"]
)
def test_what_names_no_emoji_stays(typed):
    assert "🎉" not in render(typed).html
    assert typed.strip("`") in render(typed).html


def test_emoji_stand_in_headings_and_excerpts():
    page = render("# 끝 :tada:\n\n:tada: 끝")
    assert page.toc[0]["text"] == "끝 🎉"
    assert page.excerpt == "🎉 끝"
