"""Tables as people paste them: whatever separates the cells, quoted or not, in any line ends."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.tables import MAX_ROWS, TableError, lines_of, read_table


def cells(text: str) -> list[tuple[str, ...]]:
    return [line.cells for line in read_table(text)]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_separator_and_line_end(sign, end):
    text = end.join(sign.join(row) for row in [("이름", "메일"), ("민지", "a@x.org"), ("", ""), ("보라", "b@x.org")])
    assert cells(text + end) == [("이름", "메일"), ("민지", "a@x.org"), ("보라", "b@x.org")]


def test_a_tab_wins_over_commas_in_the_cells():
    assert cells("민지\ta@x.org\t1조, 2조, 3조\n") == [("민지", "a@x.org", "1조, 2조, 3조")]


def test_quoted_cells_hold_separators_quotes_and_line_ends():
    text = '이름,메일\n"김, 민지",a@x.org\n"보""라""",b@x.org\n"여러\n줄",c@x.org\n끝,d@x.org'
    assert cells(text)[1:] == [
        ("김, 민지", "a@x.org"),
        ('보"라"', "b@x.org"),
        ("여러 줄", "c@x.org"),
        ("끝", "d@x.org"),
    ]
    assert [line.number for line in read_table(text)] == [1, 2, 3, 4, 6]


def test_a_quote_that_is_never_closed_swallows_no_line():
    text = '이름,메일\n"민지,a@x.org\n' + "".join(f"사람{n},p{n}@x.org\n" for n in range(100))
    assert len(cells(text)) == 102 and cells(text)[1] == ("민지", "a@x.org")


def test_a_quote_amid_a_name_is_a_sign_like_others():
    assert cells('이름,메일\n민"지"님,a@x.org')[1] == ('민"지"님', "a@x.org")


def test_cells_are_one_writing():
    decomposed = unicodedata.normalize("NFD", "민지")
    text = f"\ufeff{decomposed}\u00a0 \u3000Kim\u200b\u202e , a@x.org\x00\x07\u2066"
    assert cells(text) == [("민지 Kim", "a@x.org")]


def test_nothing_and_too_much_are_refused():
    for text in ("", "\n\n", " , ,\n,,", "\ufeff"):
        with pytest.raises(TableError, match="empty"):
            read_table(text)
    assert len(read_table("a,b\n" * (MAX_ROWS + 1))) == MAX_ROWS + 1
    with pytest.raises(TableError, match="many"):
        read_table("a,b\n" * (MAX_ROWS + 2))
    with pytest.raises(TableError, match="empty"):
        lines_of([(1, ["", " "])])


@given(st.text(alphabet=st.sampled_from(list('a민,;\t|"\n\r \x00')), max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        lines = read_table(text)
    except TableError:
        return
    assert all(any(line.cells) for line in lines)
    assert [line.number for line in lines] == sorted({line.number for line in lines})
