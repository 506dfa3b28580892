"""Every text of 100,000 characters ends in time, and what there was no time for is shown as typed."""

import re

import pytest

from journal.text.budget import Budget
from journal.text.markdown import BUDGET, MAX_POST, parse, render, render_comment
from journal.text.parsing import journal_parser
from tests.journal.text.page_checks import assert_sound
from tests.journal.text.yardstick import days_of, ordinary, timed

DAYS = 4  # of an ordinary day as long (yardstick.py): a second, where such a day takes a quarter of one

# What is slow in one parser or another: cmark's list of such inputs, and what this one adds to Markdown.
PIECES = (
    "*a ", "a* ", "*a_ ", "a**b", "***a ", "_a_ ", "~~a", "**가(a)**는", ")**가", "[", "![", "[a](", "[a](<b", "[a](b ", "]", "[]", "[a][",
    "![a](b)", "[a]: b\n", "[^", "[^1]", "[^1]: [^2]\n", "`", "`a", "```\n", "```py\na\n```\n", "<", "<a ", "<a b='", "<b>", "</b>",
    "<div>\n\n", "<p>x", "<table><tr><td>", "<details>\n\n", "<!-- ", "<!A ", "<? ", "<![CDATA[", "<svg>", "<T>", "<http://a", "&", "&amp;",
    "\\", "\\\n", "$", "$x$ ", "$$x$$\n\n", "$$\na\n\n", "@minji ", ":tada:", ":a", "http://a.b ", "http://a/(", "https://a.b/c을 ",
    "> ", ">a\n", "> > > a\n", "> [!NOTE]\n> a\n\n", "- ", "- a\n", "- [ ] a\n", "  - a\n", "1. a\n", "+ a\n1. b\n", "# a\n", "a\n=\n", "a\n\n",
    "a\n", "a|b\n-|-\n", "| a ", "|-", "---\n", "    a\n", "\t", "https://youtu.be/dQw4w9WgXcQ\n", "가", "\u1112\u1161", "\u0301", "\0", "\ud800", "\r", " ",
)  # fmt: skip


def assert_bounded(text: str, what: str = "") -> None:
    """Fail unless a text renders in time and into a sound page; a look at a yardstick only where it was not at once."""
    page = []
    if timed(lambda: page.append(render(text).html)) >= 0.5:
        assert days_of(render, text, at_most=DAYS) < DAYS, what
    assert_sound(page[0] if len(page[0]) < 200_000 else "")


@pytest.mark.parametrize("piece", PIECES, ids=map(ascii, PIECES))
def test_a_text_of_one_thing(piece):
    assert_bounded((piece * MAX_POST)[:MAX_POST])


@pytest.mark.parametrize(("at", "one"), [*enumerate(PIECES[::4])], ids=map(ascii, PIECES[::4]))
def test_a_text_of_two_things(at, one, whole):
    for other in PIECES[1::5] if whole else PIECES[1::5][at % 3 :: 3]:  # each meets a third of the others
        assert_bounded(((one + other) * MAX_POST)[:MAX_POST], other)


NESTED = {
    "brackets": "[" * 50_000 + "]" * 50_000,
    "pictures": ("![" * 19 + "&" * 2_500 + "]()" * 19) * 38,
    "links": ("[" * 38 + "&" * 2_500 + "](a)" * 38) * 38,
    "open brackets before signs": "[" * 5_000 + "&" * 90_000 + "]" * 5_000,
    "emphasis": "**a " * 12_000 + "a** " * 12_000,
    "quotations": "> " * 50_000,
    "quotations in every line": ("> " * 20 + "a\n") * 2_400,
    "lists": "".join("  " * depth + "- a\n" for depth in range(300)),
    "lists in every line": ("- " * 19 + "a\n") * 2_500,
    "lists and quotations": ("> - " * 10 + "a\n") * 2_400,
    "a deep list of many lines": "- " * 18 + "a\n" + (" " * 36 + "b\n") * 2_600,
    "backticks of every length": "".join("`" * length + " " for length in range(440)),
    "columns": "|".join("a" * 25_000) + "\n" + "|".join("-" * 25_000),
    "cells nobody wrote": "|".join("a" * 199) + "\n" + "|".join("-" * 199) + "\n" + "a\n" * 49_000,
    "notes that call the next": "".join(f"[^{n}]: [^{n + 1}] [^{n + 2}]\n\n" for n in range(4_500)),
    "one note called always": "[^1]: a\n\n" + "[^1]" * 24_000,
    "notes called in vain": "[^1]: a\n\n" + "[^" * 49_000,
    "definitions": "".join(f"[{n}]: /a\n" for n in range(8_000)),
    "headings of near names": "".join(f"# a-{n}\n" for n in range(2, 6_000)) + "# a\n" * 6_000,
    "brackets of formulas": ("$" + "(" * 1_900 + "$ ") * 50,
    "groups of formulas": ("$" + "{" * 900 + "}" * 900 + "$ ") * 50,
    "primes": ("$" + "x'" * 950 + "$ ") * 50,
    "an address without end": "http://a.b/" + "을." * 49_000,
    "an address of brackets": "http://a.b/" + ")(" * 49_000,
    "paragraphs inside an open table": "<table>\n\n" + "a\n\n" * 33_000,
    "open tags before paragraphs": "<p><b><i><u><s>" + "<p>x" * 24_000,
    "attributes": "x <a " + "a " * 49_000,
    "lazy lines": "> " * 18 + "a\n" + "b\n" * 49_000,
    "words of slow code": ("```cs\n" + ("a\n(" * 1_900) + "\n```\n") * 17,
}  # fmt: skip


@pytest.mark.parametrize("name", NESTED)
def test_a_text_of_nests(name):
    assert_bounded(NESTED[name][:MAX_POST])


def test_a_long_ordinary_day_is_whole():
    text, days = ordinary(MAX_POST)
    page = render(text)
    assert 'class="plain"' not in page.html
    assert 'class="math-source"' not in page.html
    assert page.html.count('<math display="block">') >= days - 1 > 150
    assert page.html.count("<table>") >= days - 1
    assert len(page.toc) >= days - 1


def test_a_long_day_costs_no_more_a_word_than_a_short_one():
    long, short = ordinary(MAX_POST)[0], ordinary(MAX_POST // 10)[0]
    assert min(timed(render, long) / timed(render, short) for _ in range(3)) < 20


def test_a_long_ordinary_day_leaves_a_third_of_the_budget():
    budget = Budget(BUDGET)
    journal_parser().parse(ordinary(MAX_POST)[0], {"budget": budget})
    assert budget.left > BUDGET // 3


def test_what_there_is_no_budget_for_is_shown_as_typed():
    text = "# 처음\n\n" + "가\n\n" * 33_000
    html = render(text).html
    assert html.startswith('<h1 id="s-처음">')
    assert html.endswith("가\n\n가\n</pre>\n")
    assert len(re.findall("가", html)) == 33_000


def test_what_a_line_has_no_budget_for_is_shown_as_typed():
    text = "*a* " * 25_000
    html = render(text).html
    assert html.startswith("<p><em>a</em>")
    assert html.rstrip().endswith("*a*</p>")
    assert html.count("a") - html.count("<a") >= 25_000


def test_the_same_text_renders_the_same_always():
    text = "*a* [b](c) " * 9_000
    assert render(text) == render(text)
    assert [token.content for token in parse(text)] == [token.content for token in parse(text)]


def test_a_comment_is_bounded_too():
    assert days_of(render_comment, "[" * 5_000 + "]" * 5_000, at_most=2) < 2
