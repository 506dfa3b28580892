"""Parts of pages: what stands at a heading or an item, sound by itself, and beside the parts of other posts."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.text.markdown import MAX_POST, render
from journal.text.page_parts import Part, heading_of, part_of, shortened, standing
from tests.journal.text.page_checks import assert_sound
from tests.journal.text.texts import texts
from tests.journal.text.yardstick import days_of

LOG = """
## 학습 내용

### Python

- 4-1 객체지향 프로그래밍
  - 상속은 물려받기
- 4-2 모듈과 프로젝트

### AI Math

- 8 베이즈 통계학

사후확률을 구했다[^1]. [위로](#s-학습-내용)

#### 9. CNN 첫걸음

합성곱은 필터를 민다[^2].

#### 다음

뒤의 것

## 피어세션

**잡담**

점심 이야기

**회고**

즐거웠다

## 마지막

끝

[^1]: 첫째 각주
[^2]: 둘째 각주
"""


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture(scope="module")
def page():
    return render(LOG).html


def test_heading_s_part_ends_where_the_next_of_its_level_begins(page):
    assert words(part_of(page, "s-python")) == "Python 4-1 객체지향 프로그래밍 상속은 물려받기 4-2 모듈과 프로젝트"
    assert words(part_of(page, "s-마지막")) == "마지막 끝"
    assert "9. CNN" in part_of(page, "s-ai-math") and "피어세션" not in part_of(page, "s-ai-math")


def test_item_with_something_in_it_stands_alone(page):
    assert words(part_of(page, "s-python", "4-1 객체지향 프로그래밍")) == "4-1 객체지향 프로그래밍 상속은 물려받기"


def test_bare_item_without_a_text_behind_its_list_is_its_line(page):
    assert words(part_of(page, "s-python", "4-2 모듈과 프로젝트")) == "4-2 모듈과 프로젝트"


def test_bare_item_comes_with_what_follows_its_list(page):
    part = words(part_of(page, "s-ai-math", "8 베이즈 통계학"))
    assert part.startswith("8 베이즈 통계학 사후확률을 구했다 1 .") and "뒤의 것" in part and "4-2" not in part


def test_deeper_heading_that_says_it_is_the_part(page):
    part = words(part_of(page, "s-ai-math", "9 CNN 첫걸음"))
    assert part.startswith("9. CNN 첫걸음 합성곱은") and "다음" not in part


def test_number_of_a_list_is_not_in_its_words():
    page = render("## A\n\n8. 베이즈\n   - 사전\n9. CNN\n").html
    assert words(part_of(page, "s-a", "8 베이즈", "베이즈")) == "베이즈 사전"


def test_bold_line_s_part_ends_at_the_next(page):
    assert words(part_of(page, "s-피어세션", "잡담")) == "잡담 점심 이야기"
    assert words(part_of(page, "s-피어세션", "회고")) == "회고 즐거웠다"


def test_line_that_is_not_there_gives_the_whole_part(page):
    assert part_of(page, "s-마지막", "없는 말") == part_of(page, "s-마지막")


def test_top_of_the_page_has_no_anchor():
    page = render("처음\n\n**회고**\n\n좋았다\n").html
    assert words(part_of(page, "", "회고")) == "회고 좋았다"


def test_heading_that_is_not_there_gives_nothing(page):
    assert part_of(page, "s-없다") == part_of(page, 'x" y') == part_of("", "s-a") == ""


def test_footnotes_come_with_the_part_that_refers_to_them(page):
    part = part_of(page, "s-9-cnn-첫걸음")
    assert "둘째 각주" in part and "첫째 각주" not in part and 'value="2"' in part
    assert "각주" not in part_of(page, "s-python")


def test_parts_of_twenty_posts_share_no_id_and_their_links_lead_home(page):
    part = part_of(page, "s-ai-math")
    parts = [standing(part, f"s-{at}-", "/posts/1/") for at in range(20)]
    ids = re.findall(r' id="([^"]+)"', "".join(parts))
    assert len(ids) == len(set(ids)) > 100
    for at, each in enumerate(parts):
        here = re.findall(r' href="#([^"]+)"', each)
        assert here and set(here) <= set(re.findall(r' id="([^"]+)"', each))
        assert f'href="#s-{at}-note-1"' in each and f'href="#s-{at}-ref-1"' in each
        assert 'href="/posts/1/#s-' in each  # to a heading that is not in the part


def test_headings_stand_below_the_page_s_own(page):
    part = standing(part_of(page, "s-학습-내용"), "s-1-", "/posts/1/")
    assert set(re.findall(r"<(/?h\d)", part)) == {"h4", "/h4", "h5", "/h5", "h6", "/h6"}


def test_long_part_is_cut_between_blocks():
    page = render("## A\n\n" + "\n\n".join(f"문단 {at} 이 있다." for at in range(200))).html
    part = shortened(part_of(page, "s-a"), 300)
    assert part.is_cut and part.html.endswith("</p>") and 200 < len(words(part.html)) < 340
    assert_sound(part.html)
    assert shortened("<p>짧다</p>", 300) == Part("<p>짧다</p>")


@pytest.mark.parametrize("body", ["가" * 5_000, "- " + "나" * 5_000, "> " + "&" * 5_000, "|a|\n|-|\n" + "|다|\n" * 500])
def test_long_block_is_cut_inside(body):
    part = shortened(part_of(render(f"## A\n\n{body}").html, "s-a"), 300)
    assert part.is_cut or "<table" in part.html
    assert_sound(part.html)


def test_formulas_stay_whole():
    page = render("## A\n\n" + "$\\frac{a}{b} + \\sqrt{c}$ 그리고 " * 60).html
    part = shortened(part_of(page, "s-a"), 200)
    assert part.is_cut
    assert part.html.count("<math") == part.html.count("</math>")
    assert_sound(part.html)


def test_longest_post_gives_a_sound_part():
    page = render("## A\n\n" + "- 항목 *x*\n" * (MAX_POST // 12)).html
    assert_sound(part_of(page, "s-a"))
    assert_sound(part_of(page, "s-a", "없는 말"))


def test_thousands_of_empty_lines_are_looked_at_once():
    page = render("## A\n\n" + "-\n" * 3_500).html
    assert days_of(part_of, page, "s-a", "4-1 없는 말", "없는 말", at_most=1) < 1


@settings(max_examples=300, deadline=None)
@given(texts, texts, st.integers(1, 60), st.sampled_from(["", "a", "가", "x"]))
def test_every_part_of_every_page_is_sound(before, after, most, line):
    page = render(f"{before}\n\n## A\n\n{after}")
    anchors = [entry["anchor"] for entry in page.toc] + ["", "s-a"]
    for anchor in anchors[:6]:
        part = part_of(page.html, anchor, *([line] if line else []))
        assert_sound(part)
        assert_sound(shortened(part, most).html)
        assert_sound(standing(part, "s-1-", "/posts/1/"))


def test_a_heading_s_own_html_is_found_by_its_anchor():
    page = render("## 학습\n\n글\n\n### $x^2$ **은**?\n\n답")
    assert heading_of(page.html, page.toc[0]["anchor"]) == "학습"
    found = heading_of(page.html, page.toc[1]["anchor"])
    assert found.startswith("<math") and found.endswith("<strong>은</strong>?")
    assert heading_of(page.html, "none") == heading_of(page.html, "") == heading_of("", "s-x") == ""
