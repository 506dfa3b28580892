"""Heads of tables."""

from journal.text.markdown import render


def test_an_empty_corner_is_a_cell_and_no_head():
    html = render("| | 점수 |\n|:-|-:|\n| 가 | 1 |").html
    assert '<td class="align-left"></td>' in html
    assert '<th class="align-right">점수</th>' in html
    assert html.count("<th") - html.count("<thead") == 1
