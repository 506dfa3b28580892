"""Quotations that are alerts."""

import pytest

from journal.text.alerts import KINDS
from journal.text.markdown import render


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_itself_by_an_attribute_and_not_in_words(kind):
    html = render(f"> [!{kind.upper()}]\n> 내용").html
    assert html == f'<aside class="alert alert-{kind}" data-alert="{kind}">\n<p>내용</p>\n</aside>\n'


def test_a_title_of_the_writer_is_kept():
    html = render("> [!NOTE] 제목 **굵게**\n> 내용\n>\n> - 둘").html
    assert '<p class="alert-title">제목 <strong>굵게</strong></p>\n<p>내용</p>' in html
    assert "<li>둘" in html


def test_the_mark_may_be_small_and_folded():
    assert 'data-alert="tip"' in render("> [!tip]- 접힌 것\n> 내용").html


def test_a_mark_without_content_is_an_empty_alert():
    assert render("> [!NOTE]").html == '<aside class="alert alert-note" data-alert="note">\n</aside>\n'


@pytest.mark.parametrize(
    "typed", ["> [!OTHER]\n> 가", "[!NOTE]\n가", "> 가\n> [!NOTE]", "> [NOTE]\n> 가", "- [!NOTE] 가"]
)
def test_other_quotations_stay_quotations(typed):
    assert "<aside" not in render(typed).html


def test_quotations_and_alerts_nest():
    html = render("> 가\n>\n> > [!TIP]\n> > 나\n> > > 다\n>\n> 라").html
    assert html.count("<blockquote>") == html.count("</blockquote>") == 2
    assert html.count("<aside") == html.count("</aside>") == 1
