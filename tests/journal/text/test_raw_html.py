"""The writer's own HTML: what is kept, what is shown as text, and that it stays in its place."""

import pytest

from journal.text.markdown import render, render_comment
from tests.journal.text.page_checks import assert_sound


@pytest.mark.parametrize(
    "typed",
    ["물<sub>2</sub>", "x<sup>2</sup>", "<kbd>Ctrl</kbd>", "<u>밑줄</u>", "<mark>표시</mark>", "<ruby>漢<rt>한</rt></ruby>",
     "<small>작게</small>", "<del>지움</del>", "<abbr title=\"뜻\">말</abbr>", "가<br>나"],
)  # fmt: skip
def test_small_tags_are_kept(typed):
    assert typed in render(typed).html


def test_details_hold_markdown():
    html = render("<details open>\n<summary>펼치기</summary>\n\n- 하나\n- **둘**\n\n</details>\n\n뒤").html
    assert html.index("<details open") < html.index("<li>하나") < html.index("</details>") < html.index("<p>뒤</p>")
    assert "<strong>둘</strong>" in html


def test_an_end_tag_at_the_end_of_a_paragraph_ends_what_it_belongs_to():
    html = render("<details>\n<summary>가</summary>\n\n나</details>\n\n다").html
    assert html.index("<p>나</p>") < html.index("</details>") < html.index("<p>다</p>")


def test_tables_of_ones_own_scroll_too_and_may_hold_markdown():
    html = render("<table><tr><td>\n\n**가**\n\n</td><td>나</td></tr></table>\n\n뒤").html
    assert html.count('<div class="table-scroll" tabindex="0"><table>') == 1
    assert html.index("<strong>가</strong>") < html.index("</table></div>") < html.index("<p>뒤</p>")


def test_pictures_of_ones_own():
    html = render('<p align="center"><img src="/media/a.png" width="300" onerror="x" class="y" style="z"></p>').html
    assert html.strip() == (
        '<p align="center"><img src="/media/a.png" width="300" loading="lazy" decoding="async"></p>'
    )


@pytest.mark.parametrize(
    "typed",
    ["<div class=\"note\" id=\"a\" style=\"color:red\" data-x=\"1\">가</div>", "가 <span class='b' id=c style=d>나</span>", "<b onclick=x>가</b>",
     "<p class=video>가</p>", "<aside class='alert' data-alert=note>가</aside>"],
)  # fmt: skip
def test_class_id_and_style_are_never_the_writers(typed):
    html = render(typed).html
    for forbidden in ("class", "id=", "style", "onclick", "data-"):
        assert forbidden not in html


@pytest.mark.parametrize(
    "typed", ["<math><mi>x</mi></math>", "<svg><circle r=1 /></svg>", "<style>p{}</style>", "<script>x</script>"]
)
def test_blocks_that_are_nobodys_are_hidden(typed):
    assert render(typed + "\n\n가").html.strip() == "<p>가</p>"


@pytest.mark.parametrize(
    "typed", ["List<String> 과 Map<K, V>", "<think> 이란", "<script> 태그는", "a < b > c", "<3 파이썬", "a<b"]
)
def test_what_is_no_tag_of_a_page_is_shown_as_typed(typed):
    assert render(typed).html == f"<p>{typed.replace('<', '&lt;').replace('>', '&gt;')}</p>\n"


def test_elements_that_are_nobodys_are_hidden_inside_a_line_too():
    html = render("가 <script>alert(1)</script> **나 <svg><circle r=1 /> x</svg> 다** <style>p{}</style>").html
    assert html == "<p>가  <strong>나  다</strong> </p>\n"


def test_an_unfinished_script_does_not_hide_the_rest():
    html = render("<script>\nvar a = 1\n\n## 다음").html
    assert "&lt;script&gt;" in html
    assert "var a = 1" in html


@pytest.mark.parametrize(
    "opening",
    ["<div title=\"", "<div title='", "<a href=\"", "<!--", "<?php", "<![CDATA[", "<textarea>", "<title>", "<plaintext>", "<xmp>",
     "<noscript>", "<select>", "<template>", "<iframe>", "<style>", "<svg>", "<math>", "<b>", "<b><i><u>", "<p>", "<ul>", "<ul><li>", "<details>",
     "<table>", "<table><tr>", "<a href='/x'>", "<pre>", "<h1>", "</p>", "</div></div>", "</blockquote>", "</li></ul>"],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}\n\n{}", "> {}\n>\n> 나\n\n{}", "- {}\n\n{}", "가 {}\n\n{}"])
def test_what_is_left_open_swallows_nothing(opening, around):
    after = "**뒤** $x$\n\n> [!NOTE]\n> 끝\n\n| 표 |\n|---|\n| 값 |"
    html = render(around.format(opening, after)).html
    assert_sound(html)
    # An open comment or <pre> goes on to the end of its block, as CommonMark says: its text is shown.
    if not opening.startswith(("<!", "<?", "<pre", "<textarea", "<style")) or "가 {}" in around or "> " in around:
        assert "<strong>뒤</strong>" in html
        assert '<aside class="alert alert-note" data-alert="note">' in html
        assert "<math>" in html
    assert "뒤" in html and "값" in html


def test_headings_of_ones_own_have_no_anchor_and_are_lowered_in_comments():
    assert render("<h2 id='x'>가</h2>").html.strip() == "<h2>가</h2>"
    assert render_comment("<h2>가</h2>").html.strip() == "<h5>가</h5>"


def test_omitted_end_tags_are_as_browsers_read_them():
    html = render("<ul><li>가<li>나<ul><li>다</ul><li>라</ul>").html
    assert html.strip() == "<ul><li>가</li><li>나<ul><li>다</li></ul></li><li>라</li></ul>"
    table = render("<table><tr><th>가<td>나<tr><td>다</table>").html
    assert "<tr><th>가</th><td>나</td></tr><tr><td>다</td></tr>" in table


def test_deep_nesting_is_flattened():
    assert_sound(render("<div>" * 1_000 + "가").html)
    assert render("<div>" * 1_000 + "가").html.count("<div>") < 30
