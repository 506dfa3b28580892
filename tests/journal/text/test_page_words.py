"""The words of a rendered page: what one reads, without markup."""

from journal.text.markdown import render, render_comment
from journal.text.page_words import page_words


def words(text: str) -> str:
    return page_words(render(text).html)


def test_blocks_are_lines_and_markup_is_gone():
    text = "## 학습 **내용**을\n\n- 하나\n- [ ] 둘\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert words(text).split("\n") == ["학습 내용을", "하나", "둘", "a b", "1 2"]


def test_signs_of_the_text_stay_as_they_are():
    assert words("a &lt; b & `x < y` \\<b\\>") == "a < b & x < y <b>"
    assert page_words(render_comment("`<script>`").html) == "<script>"


def test_code_keeps_its_lines_and_its_words_whole():
    assert words("```python\ndef f(x):\n    return DataLoader(x)\n```") == "def f(x):\nreturn DataLoader(x)"


def test_pictures_and_formulas_are_words():
    assert words("![손실 곡선](/uploads/x.png)") == "손실 곡선"
    assert "y=x" in words("식은 $y = x$ 이다")


def test_footnotes_are_text_without_their_marks():
    assert words("문장[^1]\n\n[^1]: 각주").split("\n") == ["문장", "각주"]


def test_an_empty_page_has_no_words():
    assert page_words("") == ""
