"""Excerpts: what a list says of a post before one opens it."""

from journal.text.markdown import render


def test_sentences_come_before_lists_of_lectures():
    text = "## 학습 내용\n\n- 8 베이즈 통계학\n- 9 CNN\n\n오늘은 `loc`을 배웠다.\n\n```python\nx = 1\n```\n"
    assert render(text).excerpt == "오늘은 loc을 배웠다."


def test_a_text_of_lists_alone_is_excerpted_all_the_same():
    assert render("## 회고\n\n- 잘했다\n- 또 하자\n").excerpt == "잘했다 또 하자"


def test_short_formulas_are_words_and_long_ones_are_left_out():
    assert render(r"$x$는 크고 $\frac{1}{2}$ 는 작다").excerpt == "x는 크고 는 작다"


def test_long_text_ends_between_words_with_an_ellipsis():
    excerpt = render("하루 종일 배웠다. " * 40).excerpt
    assert len(excerpt) <= 160
    assert excerpt.endswith("…")
