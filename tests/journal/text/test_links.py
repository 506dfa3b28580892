"""Where an address in Korean text ends, which addresses are links, and which never are."""

import pytest

from journal.text.links import is_allowed, is_outside
from journal.text.markdown import render


@pytest.mark.parametrize(
    ("typed", "address", "rest"),
    [
        ("https://github.com/a/TIL.git을 보자", "https://github.com/a/TIL.git", "을 보자"),
        ("https://github.com에서", "https://github.com", "에서"),
        ("https://velog.io참고", "https://velog.io", "참고"),
        ("https://a.b/c입니다.", "https://a.b/c", "입니다."),
        ("https://a.b/c).", "https://a.b/c", ")."),
        ("https://a.b/c)를", "https://a.b/c", ")를"),
        ("https://a.b/c?d=e&f=1#g!", "https://a.b/c?d=e&amp;f=1#g", "!"),
        ("https://en.wikipedia.org/wiki/A_(b)와", "https://en.wikipedia.org/wiki/A_(b)", "와"),
        ("https://a.b/c**", "https://a.b/c", "**"),
        ("https://a.b/c「", "https://a.b/c", "「"),
        ("http://localhost:8000/a", "http://localhost:8000/a", ""),
        ("HTTPS://A.B/C", "HTTPS://A.B/C", ""),
        ("https://a.b/snake_case_name", "https://a.b/snake_case_name", ""),
    ],
)
def test_a_bare_address(typed, address, rest):
    html = render(typed).html
    assert f">{address}</a>{rest}</p>" in html


def test_the_name_of_a_page_may_be_hangul():
    html = render("https://ko.wikipedia.org/wiki/역전파 보기").html
    assert ">https://ko.wikipedia.org/wiki/역전파</a> 보기" in html
    assert 'href="https://ko.wikipedia.org/wiki/%EC%97%AD%EC%A0%84%ED%8C%8C"' in html


@pytest.mark.parametrize(
    "typed",
    ["manage.py", "views.py를", "www.example.com", "example.com/a", "minji@example.com", "ftp://a.b/c", "http://", "https:// a",
     "http\\://a.b", "`https://a.b`", "xhttp://a.b"],
)  # fmt: skip
def test_what_has_no_scheme_is_no_link(typed):
    assert "<a" not in render(typed).html


def test_no_link_stands_inside_a_link():
    assert render("[https://a.b/c](https://d.e)").html.count("<a ") == 1
    assert render("<a href='/x'>https://a.b @minji</a>").html.count("<a ") == 1
    assert render("<a href='/x'>가 [나](/y) 다</a>").html.count("<a ") == 2


def test_hangul_before_an_address_is_not_part_of_it():
    assert "링크<a " in render("링크https://a.b/c").html


@pytest.mark.parametrize(
    "address", ["http://a", "HTTPS://a", "mailto:a@b.c", "/a", "a/b", "#a", "?a=b", "//a.b", "", "가:나"[:1]]
)
def test_allowed(address):
    assert is_allowed(address)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JAVASCRIPT:x", " javascript:x", "java\tscript:x", "\x01javascript:x", "vbscript:x", "data:text/html,x",
     "data:image/png;base64,x", "file:///etc/passwd", "ftp://a", "blob:x", "about:blank", "tel:1"],
)  # fmt: skip
def test_never_allowed(address):
    assert not is_allowed(address)
    if address.isprintable():
        # Control characters are written as %09, which no scheme can hold.
        assert "<a" not in render(f"[x](<{address}>)").html
        assert "<img" not in render(f"![x](<{address}>)").html
    assert "href" not in render(f'가 <a href="{address}">x</a>').html


@pytest.mark.parametrize(
    ("address", "outside"),
    [("https://a", True), ("//a", True), ("\\\\a", True), ("/\\a", True), ("/a", False), ("#", False)],
)
def test_outside(address, outside):
    assert is_outside(address) is outside
