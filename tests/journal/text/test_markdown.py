"""The page of a text: what a reader sees, and what no text can do to a page."""

import dataclasses

import pytest
from hypothesis import given, settings

from journal.text.cleaning import Trusted
from journal.text.markdown import MAX_COMMENT, MAX_POST, Rendered, parse, render, render_comment
from journal.text.preview import render_html
from tests.journal.text.page_checks import assert_sound
from tests.journal.text.texts import texts

DAY = """\
# 하루 기록

오늘은 **역전파(Backpropagation)**를 배웠다. 자세한 것은 @seoyeon 님께 물어봐야겠다.

## 학습 내용

- 2. Backpropagation
- $y = wx + b$ 를 미분했다

```python
def loss(x):
    return x ** 2
```

![그림](/media/graph.webp)
"""


def test_a_day_has_all_that_the_page_around_it_needs():
    page = render(DAY)
    assert "<strong>역전파(Backpropagation)</strong>를" in page.html
    assert page.toc == [
        {"level": 1, "text": "하루 기록", "anchor": "s-하루-기록"},
        {"level": 2, "text": "학습 내용", "anchor": "s-학습-내용"},
    ]
    assert page.excerpt.startswith("오늘은 역전파(Backpropagation)를 배웠다.")
    assert page.mentions == ["seoyeon"]
    assert page.has_math and page.has_code
    assert page.minutes == 1
    assert page.first_image == "/media/graph.webp"


def test_a_text_without_formulas_and_code_asks_for_neither():
    page = render("그냥 `변수` 이야기, $5 내고 $6 남음")
    assert not page.has_math
    assert not page.has_code
    assert page.first_image is None


def test_a_line_end_is_a_line_end():
    assert render("첫 줄\n둘째 줄").html == "<p>첫 줄<br>\n둘째 줄</p>\n"


def test_a_numbered_line_in_a_bullet_keeps_its_number():
    html = render("- 2. Backpropagation").html
    assert '<ol start="2">' in html
    assert html.count("<li>") == 2


def test_lists_indented_by_two_spaces_nest():
    html = render("- 하나\n  - 둘\n    - 셋").html
    assert html.count("<ul>") == 3


def test_wide_tables_scroll_inside_themselves():
    html = render("| 이름 | 값 |\n|:-----|---:|\n| 가 | 1 |").html
    assert html.startswith('<div class="table-scroll" tabindex="0"><table>')
    assert '<th class="align-left">이름</th>' in html
    assert '<td class="align-right">1</td>' in html
    assert "style" not in html


def test_code_says_its_language_and_scrolls():
    html = render("```py title=x\nprint('<b>')\n```").html
    assert html.startswith('<pre class="code" data-language="py" tabindex="0"><code>')
    assert "&lt;b&gt;" in html
    assert render("```\n가\n```").html == '<pre class="code" tabindex="0"><code>가</code></pre>\n'


def test_pictures_wait_until_they_are_near():
    html = render('![그래프 *x*](/media/a.png "제목")').html
    assert html == '<p><img src="/media/a.png" alt="그래프 x" title="제목" loading="lazy" decoding="async"></p>\n'


@pytest.mark.parametrize("text", ["[가](https://a.example)", "https://a.example", "<a href='//a.example'>가</a>"])
def test_links_that_leave_the_site_say_so(text):
    assert 'rel="nofollow noopener ugc"' in render(text).html


@pytest.mark.parametrize("text", ["[가](/posts/1/)", "[가](#s-절)", "[가](../2/)", "@minji"])
def test_links_inside_the_site_do_not(text):
    assert "rel=" not in render(text).html


def test_a_comment_has_low_headings_without_anchors():
    page = render_comment("# 하나\n\n## 둘\n\n###### 여섯\n\n<h1>일곱</h1>")
    assert page.html.count("<h4>") == 2
    assert "<h5>둘</h5>" in page.html
    assert "<h6>여섯</h6>" in page.html
    assert "id=" not in page.html
    assert page.toc == []


def test_every_heading_token_has_its_anchor():
    tokens = [token for token in parse("# 가\n\n가\n==\n\n> # 가") if token.type == "heading_open"]
    assert [token.attrs["id"] for token in tokens] == ["s-가", "s-가-2", "s-가-3"]


def test_anchors_of_tokens_and_page_are_the_same():
    anchors = [token.attrs["id"] for token in parse(DAY) if token.type == "heading_open"]
    assert [entry["anchor"] for entry in render(DAY).toc] == anchors
    assert all(f'id="{anchor}"' in render(DAY).html for anchor in anchors)


def test_what_is_too_long_is_shown_as_it_was_typed():
    for page in (render("**a** <b>" + "가" * MAX_POST), render_comment("**a** <b>" + "가" * MAX_COMMENT)):
        assert page.html.startswith('<pre class="plain" tabindex="0">**a** &lt;b&gt;가가')
    assert "<strong>" in render("**a**" + "가" * (MAX_POST - 5)).html


def test_characters_that_no_page_can_hold_are_replaced():
    html = render("a\x00b\ud800c").html
    assert html == "<p>a\ufffdb\ufffdc</p>\n"


def test_an_empty_text_is_an_empty_page():
    assert render("") == Rendered(html="")
    assert render(" \n\t\n").html == ""


def test_a_rendering_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        render("가").html = "나"


@settings(max_examples=400, deadline=None, derandomize=True)
@given(texts)
def test_no_text_breaks_a_page(text):
    page = render(text)
    assert_sound(page.html)
    assert len(page.excerpt) <= 160
    assert_sound(render_comment(text).html)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(texts)
def test_cleaning_what_is_clean_changes_nothing(text):
    once = Trusted("").clean(text.encode(errors="replace").decode())
    assert Trusted("").clean(once) == once


@settings(max_examples=60, deadline=None, derandomize=True)
@given(texts)
def test_the_preview_is_what_is_published(text):
    assert render_html(text) == render(text).html == render(text).html
