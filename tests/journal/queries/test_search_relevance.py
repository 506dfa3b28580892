"""Search finds what people mean, on a judged set (tests/search_corpus.py). The bars are those of the issue."""

import unicodedata
from urllib.parse import unquote

import pytest
from django.db import transaction

from journal.queries.search import Asked, search
from tests import search_corpus
from tests.bad_strings import BAD
from tests.factories import make_cohort, make_member, make_post

LEAST = (0.95, 0.90, 0.88)  # recall and precision at ten, nDCG


class Library:
    """The set, published in one cohort, as one of its campers searches it."""

    def __init__(self):
        self.cohort = make_cohort("library")
        self.reader = make_member(self.cohort)
        author = make_member(self.cohort)
        self.keys = {}
        for log in search_corpus.logs():
            post = make_post(author, self.cohort, title=log.title, body=log.body, topics=log.topics)
            self.keys[post.pk] = log.key

    def keys_for(self, text: str) -> list[str]:
        """The logs that are found, the best first."""
        return [self.keys[hit.post.pk] for hit in search(self.reader, self.cohort, Asked(text)).hits]


@pytest.fixture(scope="module")
def lasting_library(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Library()
        transaction.set_rollback(True)


@pytest.fixture
def library(lasting_library, db):
    return lasting_library


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("역전파를", ("backprop-", "bptt-")),
        ("역전퍄", ("backprop-", "bptt-")),
        ("durwjsvk", ("backprop-", "bptt-")),
        ("베이즈통계", "bayes-"),
        ("딥 러닝", "dl-"),
        ("딥러닝", "dl-"),
        ("C++", "cpp-"),
        ("C#", "cs-"),
        (".env", "env-"),
        ("f-string", "fstr-"),
        ("I/O", "io-"),
        (unicodedata.normalize("NFD", "역행렬"), "matrix-2"),
        ("ＣＮＮ", "cnn-"),
        ("𝐌𝐢𝐧𝐣𝐢", "minji-"),
        ("Minji", "minji-"),
        ("godfuf", ("matrix-", "confusion-")),
        ("ORM Django", "dj-1"),
        ("Django ORM", "dj-1"),
        ("ㅓㅁㅍㅁㄴㅊ걓ㅅ 클로저", "js-2"),
        ("useEffetc", "react-1"),
    ],
)
def test_what_is_hard_to_find_stands_first(library, typed, first):
    assert library.keys_for(typed)[0].startswith(first)


def test_no_text_is_an_error(library):
    for text in [*BAD.values(), "()&|!:*<->", "'; --", "\\", "-", '"', "\x00\ud800", "<->", "a" * 3_000]:
        library.keys_for(text)
        library.keys_for(unquote(text))


def test_the_judged_set_reaches_its_bars(library):
    rows = []
    for query in search_corpus.judged():
        keys = library.keys_for(query.text)
        measures = (search_corpus.recall, search_corpus.precision, search_corpus.ndcg)
        rows.append((query, keys, [measure(query.grades, keys) for measure in measures]))
    means = [sum(row[2][at] for row in rows) / len(rows) for at in range(3)]
    weak = [f"{query.text}: {figures} {keys[:10]}" for query, keys, figures in rows if min(figures) < 0.8]
    assert [query.text for query, keys, _ in rows if not keys] == []
    assert all(mean >= least for mean, least in zip(means, LEAST, strict=True)), (means, *weak)
