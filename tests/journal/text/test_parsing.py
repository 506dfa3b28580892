"""Every text of 100,000 characters ends in time, and what there was no time for is shown as typed."""

import itertools
import re
import time

import pytest

from journal.text.budget import Budget
from journal.text.markdown import BUDGET, MAX_POST, parse, render, render_comment
from journal.text.parsing import journal_parser
from tests.journal.text.page_checks import assert_sound

# A second is promised; machines that run tests are noisy.
SECONDS = 1.0

# What is slow in one parser or another: cmark's list of such inputs, and what this one adds to Markdown.
PIECES = (
    "*a ", "a* ", "*a_ ", "a**b", "***a ", "_a_ ", "~~a", "**가(a)**는", ")**가", "[", "![", "[a](", "[a](<b", "[a](b ", "]", "[]", "[a][",
    "![a](b)", "[a]: b\n", "[^", "[^1]", "[^1]: [^2]\n", "`", "`a", "```\n", "```py\na\n```\n", "<", "<a ", "<a b='", "<b>", "</b>",
    "<div>\n\n", "<p>x", "<table><tr><td>", "<details>\n\n", "<!-- ", "<!A ", "<? ", "<![CDATA[", "<svg>", "<T>", "<http://a", "&", "&amp;",
    "\\", "\\\n", "$", "$x$ ", "$$x$$\n\n", "$$\na\n\n", "@minji ", ":tada:", ":a", "http://a.b ", "http://a/(", "https://a.b/c을 ",
    "> ", ">a\n", "> > > a\n", "> [!NOTE]\n> a\n\n", "- ", "- a\n", "- [ ] a\n", "  - a\n", "1. a\n", "+ a\n1. b\n", "# a\n", "a\n=\n", "a\n\n",
    "a\n", "a|b\n-|-\n", "| a ", "|-", "---\n", "    a\n", "\t", "https://youtu.be/dQw4w9WgXcQ\n", "가", "\u1112\u1161", "\u0301", "\0", "\ud800", "\r", " ",
)  # fmt: skip


def seconds(text):
    start = time.process_time()
    page = render(text)
    took = time.process_time() - start
    assert_sound(page.html[:200_000] if len(page.html) < 200_000 else "")
    return took


@pytest.mark.parametrize("piece", PIECES, ids=map(ascii, PIECES))
def test_a_text_of_one_thing(piece):
    assert seconds((piece * MAX_POST)[:MAX_POST]) < SECONDS


@pytest.mark.parametrize("one", PIECES[::4], ids=map(ascii, PIECES[::4]))
def test_a_text_of_two_things(one):
    for other in PIECES[1::5]:
        assert seconds(((one + other) * MAX_POST)[:MAX_POST]) < SECONDS, other


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
    assert seconds(NESTED[name][:MAX_POST]) < SECONDS


def ordinary(characters):
    """A long day: Korean sentences, lists, code, tables and formulas, in turn."""
    parts = (
        "## {n}강 경사 하강법\n\n오늘은 **손실함수(Loss)**를 미분해서 `w`를 고치는 법을 배웠다. [자료](https://example.com/{n})를 보면 더 쉽다.\n\n",
        "- 기울기가 크면 많이 움직인다\n  - 학습률이 크면 **발산**한다\n- 작으면 오래 걸린다\n\n",
        "```python\ndef step(w, grad, rate=0.1):\n    # 한 걸음\n    return w - rate * grad\n\nprint(f'{{step(1.0, 0.5):.2f}}')\n```\n\n",
        "| 이름 | 뜻 | 값 |\n|---|:-:|--:|\n| 학습률 | 보폭 | 0.{n} |\n| 배치 | 묶음 | {n} |\n\n",
        "수식은 $\\frac{{\\partial L}}{{\\partial w_{{{n}}}}}$ 이고 $x_{n}^2$ 이다.\n\n$$\nw := w - \\alpha \\nabla L \\\\ b := b - \\alpha \\nabla b\n$$\n\n",
    )  # fmt: skip
    text = ""
    for number in itertools.count(1):
        for part in parts:
            if len(text) + len(part) > characters:
                return text, number
            text += part.format(n=number)
    return None


def test_a_long_ordinary_day_is_whole_and_quick():
    text, days = ordinary(MAX_POST)
    start = time.process_time()
    page = render(text)
    assert time.process_time() - start < SECONDS
    assert 'class="plain"' not in page.html
    assert 'class="math-source"' not in page.html
    assert page.html.count('<math display="block">') >= days - 1 > 150
    assert page.html.count("<table>") >= days - 1
    assert len(page.toc) >= days - 1


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
    start = time.process_time()
    render_comment("[" * 5_000 + "]" * 5_000)
    assert time.process_time() - start < 0.5
