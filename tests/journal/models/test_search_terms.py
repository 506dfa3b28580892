"""Terms and queries as Postgres understands them: what finds what, and that no text is an error."""

import random
import re

import pytest
from django.db import connection

from journal.text.search_documents import document
from journal.text.search_folding import fold
from journal.text.search_literals import facet_query
from journal.text.search_queries import read_query
from journal.text.search_repairs import NEAR, repairs
from journal.text.search_tokens import stems, tokens
from tests import search_corpus
from tests.bad_strings import BAD, HUGE

WORDS = 200  # drawn from the set
MANY_WORDS = " ".join(f"w{n}x{n}y" for n in range(60_000))  # more than a vector holds


def kept(body="", title="", **more):
    return document(title=title, topics=(), body=body, **more)


def finds(match: str, vector: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", (vector, match))
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("역전파를", "오늘 역전파는 어려웠다"),
        ("역전파", "역전파를"),
        ("함수", "손실함수를 골랐다"),
        ("대학원", "대학원생은"),
        ("베이즈통계", "베이즈 통계를 배웠다"),
        ("베이즈통계", "베이즈의 통계는"),
        ("베이즈 통계", "베이즈통계학"),
        ("딥 러닝", "딥러닝은"),
        ("딥러닝", "딥 러닝은"),
        ("딥러닝", "딥\u00a0러닝"),
        ("C++", "C++로 짰다"),
        ("c#", "Ｃ＃을"),
        (".env", "config/.env에 둔다"),
        ("f-string", "f-strings로"),
        ("F String", "f-string"),
        ("I/O", "느린 I/O를"),
        ("행렬", "\u1112\u1162\u11bc\u1105\u1167\u11af의 곱"),
        ("\u1112\u1162\u11bc\u1105\u1167\u11af", "행렬의 곱"),
        ("CNN", "ＣＮＮ과"),
        ("ＣＮＮ", "cnn은"),
        ("minji", "𝐌𝐢𝐧𝐣𝐢가"),
        ("𝐌𝐢𝐧𝐣𝐢", "Minji"),
        ("ORM Django", "Django의 ORM"),
        ("값", "초기값을"),
        ("값", "값이"),
        ("값", "값으로"),
        ("에서", "Python에서"),
        ("값", "함숫값을"),
        ("값을", "그 값은"),
        ("batch size", "batch_size=32"),
        ("batch_size", "batch size"),
        ("data loader", "DataLoader"),
        ("backpropagation", "back propagation"),
        ("back-propagation", "backpropagation"),
        ("tensor", "tensors"),
        ("tensors", "a tensor"),
        ("__init__", "def __init__(self)"),
        ("__init__", "__init__.py"),
        ("utf8", "UTF-8로"),
        ("ㅋㅋ", "ㅋㅋㅋㅋㅋ"),
        ("A*", "A* 알고리즘"),
        ("node.js", "Node.js를"),
        ("nodejs", "Node.js를"),
        ('"경사 하강"', "경사하강법"),
        ('"경사 하강"', "경사 하강을"),
        ("행렬 -분해", "행렬의 곱"),
        ('행렬 -"특잇값 분해"', "행렬의 분해"),
        ("don't", "I don't know"),
        ("it's o'clock", "it's o'clock"),
    ],
)
def test_a_query_finds_what_it_means(typed, written):
    assert finds(read_query(typed).match, kept(written))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("C", "C++와 C#"),
        ("C++", "C와 C#, 그리고 ++"),
        ("java", "javascript"),
        ("역전파", "역과 전파"),
        ("가중", "평가 중입니다"),
        ("login", "로그를 남겼다"),
        ("로그인", "로그를 남겼다"),
        ("값을", "가을"),
        ("합", "결합하면"),
        (".env", "conda env list"),
        ('"경사 하강"', "하강하는 경사"),
        ("행렬 -분해", "행렬의 분해를"),
        ("행렬 -분해", "행렬분해"),
        ('행렬 -"특잇값 분해"', "행렬의 특잇값 분해"),
        ("io", "IoU가 0.5"),
        ("p-y", "main.py"),
    ],
)
def test_a_query_does_not_find_what_only_looks_like_it(typed, written):
    assert not finds(read_query(typed).match, kept(written))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "written", "is_found"),
    [
        ("행렬 벡터", "행렬", False),
        ("행렬 벡터 텐서", "텐서와 행렬", True),
        ("행렬 벡터 텐서", "텐서", False),
        ('행렬 "벡터" 텐서', "텐서와 행렬", False),
        ("행렬 벡터 텐서 그래프 확률", "텐서와 행렬, 벡터", False),
        ("행렬 벡터 텐서 그래프 확률 통계", "통계, 텐서, 행렬, 벡터", True),
        ("행렬 벡터 텐서 그래프 확률 통계", "통계, 텐서, 행렬", False),
        ("행렬 에러", "행렬", True),
        ("행렬 에러", "에러", False),
    ],
)
def test_of_many_words_some_may_be_missing(typed, written, is_found):
    assert finds(read_query(typed).match, kept(written)) is is_found


@pytest.mark.django_db
def test_words_side_by_side_and_all_of_them_are_told():
    query = read_query("CUDA out of memory")
    assert finds(query.phrase, kept("CUDA out of memory를 만났다"))
    assert not finds(query.phrase, kept("out of memory, CUDA"))
    assert finds(query.whole, kept("memory가 out, CUDA"))
    assert not finds(query.whole, kept("out of memory"))
    assert finds(read_query("손실함수를 골랐다").phrase, kept("손실함수는 골랐다"))
    assert finds(read_query('"gradient descent"').phrase, kept("a gradient descent"))
    assert not finds(read_query('"gradient descent"').phrase, kept("a descent of the gradient"))
    assert read_query("행렬").phrase == ""


@pytest.mark.django_db
def test_a_slip_is_found_by_near_spellings():
    near = {repair.kind: repair.query for repair in repairs(read_query("역전퍄를"))}[NEAR]
    assert finds(near.match, kept("역전파는"))
    assert not finds(near.match, kept("행렬은"))


@pytest.mark.django_db
def test_a_title_is_found_as_a_title():
    query = read_query("손실 함수")
    assert finds(query.title_match, kept(title="손실함수 고르기"))
    assert not finds(query.title_match, kept("손실 함수"))


@pytest.mark.django_db
def test_facets_are_matched_and_never_forged():
    in_third = facet_query("cohort", [3, 4])
    assert finds(in_third, kept("행렬", facets=[("cohort", 3)]))
    assert not finds(in_third, kept("cohort=3 'cohort=3' cohort＝4", title="cohort=3", facets=[("cohort", 5)]))
    assert not finds(in_third, kept("행렬", facets=[("cohort", 33)]))


def _random_texts():
    draw = random.Random(4)
    signs = list("'\"\\()&|!:*<>-+#.=~/_@ 가나ㄱㅏaZ9\x00\u200b\ud800\u0301ﷺＣ𝐌%{}") + [
        "<->",
        "''",
        "\\'",
        "topic:",
        "행렬을",
        "day:4",
    ]
    return ["".join(draw.choices(signs, k=draw.randrange(1, 30))) for _ in range(2_000)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "texts", [list(BAD.values()) + [HUGE, "가나다라마" * 20_000, MANY_WORDS], _random_texts()], ids=["bad", "random"]
)
def test_no_text_is_an_error(texts):
    queries = [read_query(text) for text in texts]
    matches = [query.match for query in queries] + [query.rank for query in queries]
    matches += [query.title_match for query in queries] + [query.any_match for query in queries]
    matches += [query.whole for query in queries] + [query.phrase for query in queries]
    matches += [repair.query.match for query in queries[:200] for repair in repairs(query)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(q::tsquery) FROM unnest(%s::text[]) q", (matches,))
        assert cursor.fetchone()[0] == len(matches)
        cursor.execute(
            "SELECT count(v::tsvector) FROM unnest(%s::text[]) v", ([kept(text, text[:300]) for text in texts],)
        )
        assert cursor.fetchone()[0] == len(texts)


def _as_a_reader_sees(word: str) -> re.Pattern:
    """What a reader calls containing the word, as a slow regular expression over a folded text.

    Of a Korean word its stem (the particle is no part of what is looked for), wherever it stands, also inside of a
    longer word; from three syllables on it may be spaced. A Latin word stands by itself: java is not in javascript.
    """
    if re.match("[가-힣]", word):
        stem = stems(word)[0]
        return re.compile(" ?".join(stem) if len(stem) > 2 else stem)
    return re.compile(rf"(?<![^\W가-힣]){re.escape(fold(word))}(?![^\W가-힣]|\+\+|#)")


@pytest.mark.django_db
def test_a_word_is_found_wherever_a_slow_regular_expression_finds_it():
    texts = {log.key: f"{log.title}\n{log.body}" for log in search_corpus.logs()}
    folded = {key: fold(text) for key, text in texts.items()}
    words = {
        token.word
        for text in texts.values()
        for token in tokens(text)
        if len(token.word) > 1 and token.kind != "jamo" and not token.word[0].isdigit()  # 67 is no word of 0.67
    }  # fmt: skip
    missed, more = {}, 0
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE library (key text, vector tsvector) ON COMMIT DROP")
        rows = [(key, kept(text)) for key, text in texts.items()]
        cursor.executemany("INSERT INTO library VALUES (%s, %s::tsvector)", rows)
        for word in random.Random(200).sample(sorted(words), WORDS):
            cursor.execute("SELECT key FROM library WHERE vector @@ %s::tsquery", (read_query(word).match,))
            found = {key for (key,) in cursor.fetchall()}
            pattern = _as_a_reader_sees(word)
            meant = {key for key, text in folded.items() if pattern.search(text)}
            more += len(found - meant)
            if meant - found:
                missed[word] = meant - found
    assert missed == {}
    assert more < 2 * WORDS  # other names and readings of a word
