"""Check lists."""

import pytest

from journal.text.markdown import render


def test_boxes_show_what_is_done_and_cannot_be_ticked():
    html = render("- [ ] 할 일\n- [x] **한** 일\n- [X] 또 한 일\n- 그냥").html
    assert html.count('<li class="task"><input type="checkbox" disabled aria-label="할 일"> 할 일') == 1
    assert html.count('<input type="checkbox" disabled checked aria-label="한 일"> ') == 1
    assert html.count('<input type="checkbox" disabled checked aria-label="또 한 일"> ') == 1
    assert html.count("<li>") == 1
    assert "[" not in html


@pytest.mark.parametrize("typed", ["[ ] 가", "- [y] 가", "- []가", "- [ ](/a)", "- 가 [ ] 나", "- `[ ]` 가"])
def test_what_is_no_box(typed):
    assert "<input" not in render(typed).html


def test_numbered_loose_and_nested_lists_have_boxes_too():
    assert render("1. [ ] 가\n\n2. [x] 나\n   - [ ] 다").html.count("<input") == 3


def test_a_box_is_named_by_its_words_which_bring_no_markup_and_have_an_end():
    html = render('- [ ] `a < b` "그리고" $x$\n- [ ] ' + "길" * 300).html
    assert 'aria-label="a &lt; b &quot;그리고&quot; ' in html
    assert f'aria-label="{"길" * 200}"' in html
