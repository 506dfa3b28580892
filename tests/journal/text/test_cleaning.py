"""Marks for what only the renderer may write, and the list behind them."""

import pytest

from journal.text.cleaning import Trusted


def test_marks_are_replaced_where_they_were_put():
    trusted = Trusted("")
    opening = "<p" + trusted.attributes(' class="a"') + ">"
    html = opening + trusted.html("<math></math>") + "</p>"
    assert trusted.clean(html) == '<p class="a"><math></math></p>'


def test_a_mark_inside_an_attribute_is_removed():
    trusted = Trusted("")
    mark = trusted.html('" onmouseover="x')
    assert trusted.clean(f'<a title="{mark}" href="/{mark}">x</a>') == '<a title="" href="/">x</a>'


def test_an_attributes_mark_in_the_text_is_removed():
    trusted = Trusted("")
    assert trusted.clean(f"<p>a{trusted.attributes(' class=b')}c</p>").count("class") == 0


def test_the_carrier_of_a_writer_carries_nothing():
    trusted = Trusted("")
    trusted.attributes(' class="a"')
    for value in ("0", "haru0", "haruX0", ""):
        assert trusted.clean(f'<p data-haru="{value}">x</p>') == "<p>x</p>"


def test_marks_of_one_rendering_mean_nothing_in_another():
    one, other = Trusted(""), Trusted("")
    mark = one.html("<script></script>")
    other.html("<b>x</b>")
    assert "<" not in other.clean(mark)


def test_no_text_holds_the_mark_of_its_own_rendering(monkeypatch):
    numbers = iter(["aa", "bb"])
    monkeypatch.setattr("journal.text.cleaning.secrets.token_hex", lambda size: next(numbers))
    trusted = Trusted("so far haruaax0; goes the guess")
    assert trusted.html("") == "harubbx0;"


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<script>x</script>", ""),
        ("<p onclick=x style=y class=z id=w>a</p>", "<p>a</p>"),
        ('<a href="javascript:x">a</a>', "<a>a</a>"),
        ('<a href="/x" target="_blank" download>a</a>', '<a href="/x">a</a>'),
        ('<input autofocus onfocus="x">', ""),
        ("<form action=/x><button>a</button></form>", "a"),
        ("<!-- x -->a", "a"),
        ('<td align="center">a</td>', "a"),
        ('<p align="evil">a</p>', "<p>a</p>"),
    ],
)
def test_the_list(html, clean):
    assert Trusted("").clean(html) == clean


def test_links_that_leave_are_marked_wherever_they_come_from():
    assert Trusted("").clean('<a title="x" href="https://a">a</a>').count('rel="nofollow noopener ugc"') == 1
