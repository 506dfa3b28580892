"""Excerpts: what a list says of a post before one opens it."""

from journal.text.markdown import render


def test_sentences_come_before_lists_of_lectures():
    text = "## 학습 내용\n\n- 8 베이즈 통계학\n- 9 CNN\n\n오늘은 `loc`을 배웠다.\n\n```python\nx = 1\n```\n"
    assert render(text).excerpt == "오늘은 loc을 배웠다."


def test_a_text_of_lists_alone_is_excerpted_all_the_same():
    assert render("## 회고\n\n- 잘했다\n- 또 하자\n").excerpt == "잘했다 또 하자"


def test_short_formulas_are_words_and_long_ones_are_left_out():
    assert render(r"$x$는 크고 $\frac{1}{2}$ 는 작다").excerpt == "x는 크고 는 작다"


def test_neither_headings_code_tables_nor_pictures_are_sentences():
    text = "# 제목\n\n첫 **문장**이다.\n둘째 [문장](/a)이다.\n\n```py\ncode\n```\n\n| 표 |\n|---|\n| 값 |\n\n![그림](/a.png)"
    assert render(text).excerpt == "첫 문장이다. 둘째 문장이다."


def test_long_text_ends_between_words_with_an_ellipsis():
    excerpt = render("낱말 " * 200).excerpt
    assert excerpt.endswith("낱말…")
    assert 150 < len(excerpt) <= 160


def test_one_endless_word_is_cut_all_the_same():
    excerpt = render("가" * 500).excerpt
    assert len(excerpt) == 160
    assert excerpt.endswith("…")


def test_a_text_of_code_has_no_excerpt():
    assert render("```\n코드\n```").excerpt == ""


def test_raw_html_is_not_in_an_excerpt():
    assert render("가 <b onclick=x>나</b> <!-- 다 -->").excerpt == "가 나"


def test_reading_takes_a_minute_for_five_hundred_characters():
    assert render("").minutes == 1
    assert render("가" * 500).minutes == 1
    assert render("가" * 501).minutes == 2
    assert render("```\n" + "x" * 998 + "\n```").minutes == 1
