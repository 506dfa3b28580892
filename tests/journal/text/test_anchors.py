"""The anchors of headings."""

from journal.text.markdown import render


def anchors(text):
    return [entry["anchor"] for entry in render(text).toc]


def test_anchors_are_readable_in_hangul():
    assert anchors("## 1. 경사 하강법 (Gradient Descent)!") == ["s-1-경사-하강법-gradient-descent"]


def test_the_same_heading_twice_has_two_anchors():
    assert anchors("# 가\n\n# 가\n\n# 가-2\n\n# 가") == ["s-가", "s-가-2", "s-가-2-2", "s-가-3"]


def test_decomposed_hangul_has_the_same_anchor():
    assert anchors("# \u1112\u1161\u11ab") == anchors("# 한") == ["s-한"]


def test_a_heading_of_signs_has_an_anchor_and_its_text():
    assert anchors("# ★\n\n# $x$\n\n# ![그림](/a.png)") == ["s-section", "s-x", "s-그림"]


def test_an_empty_heading_is_not_in_the_contents():
    page = render("#\n\n## 가")
    assert [entry["text"] for entry in page.toc] == ["가"]


def test_long_headings_have_short_anchors():
    assert all(len(anchor) < 80 for anchor in anchors("# " + "긴 제목 " * 100))


def test_the_contents_have_no_markup():
    assert render("## **굵은** `코드` [링크](/a) <b>꼬리</b>").toc[0]["text"] == "굵은 코드 링크 꼬리"


def test_an_anchor_cannot_be_the_name_of_something_of_the_page():
    assert anchors("# comments\n\n# main") == ["s-comments", "s-main"]


def test_three_thousand_headings_of_one_name_have_anchors_of_their_own():
    found = anchors("# 가\n" * 3_000)
    assert len(found) == len(set(found)) == 3_000
