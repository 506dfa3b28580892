"""Footnotes and their ways back."""

import re

from journal.text.markdown import render, render_comment
from tests.journal.text.page_checks import assert_sound


def test_a_footnote_and_its_way_back():
    html = render("본문[^출처] 그리고[^출처]\n\n[^출처]: 책 **한 권**").html
    assert '<sup class="footnote-ref" id="ref-1"><a href="#note-1">1</a></sup>' in html
    assert '<sup class="footnote-ref" id="ref-1-2"><a href="#note-1">1</a></sup>' in html
    assert '<li id="note-1"><p>책 <strong>한 권</strong>' in html
    assert '<a href="#ref-1" class="footnote-back">' in html
    assert '<a href="#ref-1-2" class="footnote-back">' in html


def test_every_link_inside_a_page_arrives():
    html = render("가[^a] 나[^b] " + "다[^a] " * 30 + "\n\n[^a]: 하나[^b]\n\n[^b]: 둘\n\n    셋\n").html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert html.count("footnote-back") < 20


def test_notes_of_two_comments_on_one_page_do_not_meet():
    one, other = (render_comment(f"{text}[^1]\n\n[^1]: 주").html for text in ("가", "나"))
    assert not set(re.findall(r' id="([^"]+)"', one)) & set(re.findall(r' id="([^"]+)"', other))


def test_what_has_no_note_stays_as_typed():
    assert render("가[^없음]").html == "<p>가[^없음]</p>\n"
    assert render("[^1]: 쓰이지 않은 것").html == ""


def test_notes_that_call_each_other_end():
    assert_sound(render("[^1]\n\n[^1]: [^2]\n\n[^2]: [^1] [^2]\n").html)
