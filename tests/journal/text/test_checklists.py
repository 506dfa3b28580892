"""Check lists."""

import pytest

from journal.text.markdown import render


def test_boxes_show_what_is_done_and_cannot_be_ticked():
    html = render("- [ ] 할 일\n- [x] **한** 일\n- [X] 또 한 일\n- 그냥").html
    assert html.count('<li class="task"><input type="checkbox" disabled> 할 일') == 1
    assert html.count('<input type="checkbox" disabled checked> ') == 2
    assert html.count("<li>") == 1
    assert "[" not in html


@pytest.mark.parametrize("typed", ["[ ] 가", "- [y] 가", "- []가", "- [ ](/a)", "- 가 [ ] 나", "- `[ ]` 가"])
def test_what_is_no_box(typed):
    assert "<input" not in render(typed).html


def test_numbered_loose_and_nested_lists_have_boxes_too():
    assert render("1. [ ] 가\n\n2. [x] 나\n   - [ ] 다").html.count("<input") == 3
