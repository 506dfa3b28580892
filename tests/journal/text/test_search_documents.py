"""What is kept of a text for search, before Postgres sees it (tests/journal/search asks Postgres)."""

import pytest

from journal.text.markdown import MAX_POST
from journal.text.search_documents import LARGEST, document
from journal.text.search_folding import fold
from journal.text.search_literals import facet, lexeme
from journal.text.search_packing import SWAPS
from journal.text.search_tokens import latin, tokens
from tests.bad_strings import BAD
from tests.journal.text.yardstick import days_of, ordinary


def words(text):
    return [token.word for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C, C++, C#을 배웠다", ["C", "C++", "C#", "배웠다"]),
        ("config/.env 파일", ["config", ".env", "파일"]),
        ("f-string과 I/O", ["f-string", "I/O"]),
        ("Python을 commit하고 CNN은", ["Python", "commit", "CNN"]),
        ("__init__.py", ["__init__.py"]),
        ("강의 4-1과 3.14", ["강의", "4-1", "3.14"]),
        ("A* 탐색, 2*x", ["A*", "탐색", "2", "x"]),
        ("끝.Django", ["끝", "Django"]),
        ("back\u00adprop", ["backprop"]),
        ("ㅋㅋㅋ 좋다", ["ㅋㅋㅋ", "좋다"]),
        ("１，０００", ["1,000"]),
    ],
)
def test_words_keep_the_signs_that_make_them(text, found):
    assert words(text) == found


def test_the_parts_of_a_latin_word_find_it():
    assert latin("DataLoader").parts == ("data", "loader")
    assert set(latin("batch_size").parts + latin("batch_size").joined) == {"batch", "size", "batchsize"}
    assert latin("HTTPServer2").parts == ("http", "server", "2")
    assert latin("tensors").words == ("tensors", "tensor")
    assert "relu" in latin("nn.ReLU").parts
    assert "__init__" in latin("__init__.py").parts
    assert latin("IoU").parts == ()
    assert latin("c++").parts == ()
    assert latin(".env").parts == ("env",)
    assert latin("https.a/b.c/d/e").words == ()


def test_folding_keeps_single_jamo():
    assert fold("ㅋㅋㅋ ＣＮＮ") == "ㅋㅋㅋ cnn"
    assert fold("ㄱㅏ") == "ㄱㅏ"


def test_title_topics_and_body_have_weights():
    kept = document(title="손실함수", topics=["AI Math"], body="역전파를", facets=[("cohort", 3)])
    kept = kept.translate(SWAPS).split(" '")
    assert "손실함수':1A" in kept
    assert "=손실함수'" in kept
    assert "실함':1B" in kept
    assert "math':3A" in kept
    assert any(each.startswith("역전파':") and each.endswith("C") for each in kept)
    assert "전파'" in kept
    assert kept[0] == "'cohort=3'"


def test_no_text_makes_a_facet():
    text = "cohort=3 'cohort=3' ＝ cohort＝3 =제목 ~값"
    kept = document(title=text, topics=[text], body=text)
    assert "cohort=3" not in kept
    assert "'=제목':" not in kept.translate(SWAPS)


def test_common_syllables_are_kept_in_two_bytes_and_no_word_becomes_another():
    assert len(lexeme("손실함수").encode()) == 2 * 4 + 2
    for word in ("손실함수", "가é", "éλ가", "Ω", "뷁"):
        assert lexeme(word).translate(SWAPS) == f"'{word}'"
    assert len({lexeme(word) for word in ("é", chr(SWAPS[ord("é")]), "가", chr(SWAPS[ord("가")]))}) == 4


def test_a_facet_has_a_plain_name():
    assert facet("author", 12) == "author=12"
    with pytest.raises(ValueError):
        facet("a=b", 1)


def test_quotes_and_backslashes_are_doubled():
    assert lexeme("a'b\\c\x00\ud800") == "'a''b\\\\c'"
    assert len(lexeme("가" * 2_000).encode()) == 2_046 + 2
    with pytest.raises(ValueError):
        lexeme("\x00")


@pytest.mark.parametrize(
    "text", [*BAD.values(), "가나다라" * 25_000, " ".join(f"w{n}" for n in range(30_000)), "'" * 100, "\\" * 100]
)
def test_any_text_is_kept_within_the_limit(text):
    kept = document(title=text, topics=[text], body=text, facets=[("cohort", 3)])
    assert kept.startswith("'cohort=3'")
    assert len(kept.encode()) < 2 * LARGEST


@pytest.mark.parametrize(
    "text",
    [
        "a-" * 50_000,
        "a." * 50_000,
        "가" * 100_000,
        "aB" * 50_000,
        "c++" * 30_000,
        "_" * 100_000,
        "ㄱ" * 100_000,
        "1," * 50_000,
    ],
)
def test_no_text_takes_long(text):
    assert days_of(lambda: document(title=text, topics=[text], body=text), at_most=2) < 2


def test_reading_a_day_for_search_costs_less_than_showing_it():
    day = ordinary(MAX_POST)[0]
    assert days_of(lambda: document(title="하루", topics=["AI Math"], body=day), at_most=0.6) < 0.6
