"""What a list shows of a text."""

from journal.text.markdown import render


def test_an_excerpt_is_the_texts_own_sentences():
    text = "# 제목\n\n첫 **문장**이다.\n둘째 [문장](/a)이다.\n\n```py\ncode\n```\n\n| 표 |\n|---|\n| 값 |\n\n- 셋째 `코드`\n\n![그림](/a.png)"
    assert render(text).excerpt == "첫 문장이다. 둘째 문장이다. 셋째"


def test_a_long_text_is_cut_between_words():
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
