"""What is read as a formula, and what is money."""

import pytest

from journal.text.markdown import render


@pytest.mark.parametrize(
    "typed",
    [
        "$x$",
        "$x^2 + y^2$는",
        "값은 $\\alpha$이다",
        "3$\\times$3 행렬",
        "$f(x)$와 $g(x)$",
        "- 목록의 $x$",
        "| $a$ | b |\n|---|---|\n| $c$ | d |",
        "**$x$**",
        "수식 $$x + y$$ 가운데",
        "$a,\nb$",
        "$x = \\text{가격}$",
    ],
)
def test_formulas(typed):
    page = render(typed)
    assert "<math" in page.html
    assert "$" not in page.html
    assert page.has_math


@pytest.mark.parametrize(
    "typed",
    [
        "$5 and $6",
        "$5와 $6",
        "100$와 200$",
        "가격은 $1,000에서 $2,000이다",
        "$10~$20",
        "$ x $",
        "\\$x\\$",
        "`$x$`",
        "```\n$x$\n```",
        "echo $HOME and $PATH",
        "$$$$",
        "$$",
        "$",
    ],
)
def test_what_is_no_formula(typed):
    page = render(typed)
    assert "<math" not in page.html
    assert not page.has_math


@pytest.mark.parametrize(
    "typed",
    [
        "$$x$$",
        "$$\nx\n$$",
        "$$x\n+ y$$",
        "$$\n\nx\n\n$$",
        "```math\nx\n```",
        "> $$\n> x\n> $$",
        "- 가\n\n  $$\n  x\n  $$",
        "앞\n$$\nx\n$$\n뒤",
    ],
)
def test_formulas_of_their_own_scroll_inside_themselves(typed):
    html = render(typed).html
    assert '<div class="math-scroll" tabindex="0"><math display="block">' in html
    assert "$" not in html


def test_text_around_a_formula_of_its_own_stays():
    html = render("앞\n$$\nx\n$$\n뒤").html
    assert "<p>앞</p>" in html
    assert "<p>뒤</p>" in html


def test_a_formula_in_a_line_scrolls_without_leaving_its_paragraph():
    html = render("앞 $$x$$ 뒤").html
    assert html == (
        '<p>앞 <span class="math-scroll" tabindex="0"><math display="block"><mi>x</mi></math></span> 뒤</p>\n'
    )


@pytest.mark.parametrize("typed", ["$\\nosuchcommand{x}$", "$$\n\\nosuchcommand <b>\n$$", "a $$\\nosuch$$"])
def test_a_formula_that_fails_shows_its_source(typed):
    page = render(typed)
    assert '<code class="math-source">$' in page.html
    assert "\\nosuch" in page.html
    assert "<b>" not in page.html
    assert not page.has_math


def test_an_unclosed_formula_takes_nothing_with_it():
    html = render("$$\nx\n\n## 다음\n\n" + "가\n\n" * 300).html
    assert '<h2 id="s-다음">' in html


def test_a_dollar_at_the_start_does_not_look_at_the_end_of_the_line():
    assert "<math" in render("$x$의 값은 5").html
