"""What somebody types into the search field, read to words, phrases, filters and a match."""

import re

import pytest

from journal.text.search_filters import Filter
from journal.text.search_literals import lexeme
from journal.text.search_queries import MOST_WORDS, read_query
from tests.bad_strings import BAD, HUGE


def test_words_phrases_and_refused_words_are_told_apart():
    query = read_query('django "느린 쿼리" -flask -"class based"')
    assert query.words == ("django",)
    assert query.phrases == ("느린 쿼리",)
    assert query.excluded == ("flask", "class based")


def test_typed_filters_are_read():
    query = read_query('from:@minji topic:"AI Math" day:4 is:question has:code has:math kind:회고 행렬')
    assert [(each.key, each.value) for each in query.filters] == [
        ("from", "minji"),
        ("topic", "AI Math"),
        ("day", "4"),
        ("is", "question"),
        ("has", "code"),
        ("has", "math"),
        ("kind", "retrospective"),
    ]
    assert query.words == ("행렬",)
    assert query.values("has") == ("code", "math")


@pytest.mark.parametrize(
    "kind", ["comment", "댓글", "lecture", "강의", "회고", "과제", "피어세션", "질문", "사람", "글"]
)
def test_kinds_have_names_in_both_languages(kind):
    assert read_query(f"kind:{kind}").filters


@pytest.mark.parametrize(
    "typed",
    ["foo:bar", "day:x", "day:0", "day:99999", "is:nothing", "has:", "from:@", "kind:zzz", 'topic:""', "https://a.kr"],
)
def test_unknown_and_broken_filters_are_plain_words(typed):
    query = read_query(typed)
    assert query.filters == ()
    assert query.match


def test_a_filter_is_added_and_taken_out_of_the_text():
    query = read_query("행렬 from:@minji")
    assert query.with_filter("topic", "AI Math") == '행렬 from:@minji topic:"AI Math"'
    assert query.with_filter("from", "minji") == query.text
    assert query.without_filter("from", "minji") == "행렬"


def test_the_order_of_words_does_not_matter():
    one, other = read_query("Django 느린 쿼리"), read_query("쿼리 느린 Django")
    assert set(re.findall("'.*?'", one.match)) == set(re.findall("'.*?'", other.match))


def test_one_spelling_for_all():
    assert read_query("ＣＮＮ").match == read_query("cnn").match
    assert read_query("𝐌𝐢𝐧𝐣𝐢").match == read_query("minji").match
    assert read_query("행렬").match == read_query("행렬").match
    assert read_query("역전파를").match == read_query("역전파").match


def test_words_that_say_nothing_are_not_asked_for_beside_others():
    assert read_query("역전파가 뭐야").match == read_query("역전파").match
    assert read_query("how to use git").words == ("use", "git")
    assert read_query("뭐야").match


def test_a_number_below_zero_is_no_refused_word():
    assert read_query("axis -1").words == ("axis", "1")


def test_only_refused_words_are_looked_for():
    assert read_query("-x").match == read_query("x").match


def test_a_thing_is_found_by_its_name_in_the_other_language():
    assert lexeme("장고") in read_query("Django").match
    assert "'django'" in read_query("장고로").match
    assert "'backpropagation'" in read_query("역전파").match
    assert {"gradient", "descent"} <= set(read_query("경사 하강법").terms)
    assert read_query("배치 정규화").terms[:4] == ("배치", "정규화", "batch", "normalization")


def test_words_that_only_say_what_is_wanted_of_a_thing_may_be_missing():
    assert read_query("CORS 에러").match == read_query("CORS").match
    assert lexeme("에러") in read_query("CORS 에러").rank
    assert read_query("에러").match == lexeme("에러")


def test_a_word_that_nothing_holds_is_looked_for_by_its_ends():
    assert lexeme("멱등") in read_query("멱등성").any_match
    assert f"| {lexeme('멱등')}" not in read_query("멱등성").match


@pytest.mark.parametrize("typed", ["2x-4", "p-y", "1e-7"])
def test_signs_between_single_letters_and_digits_stay(typed):
    assert "&" not in read_query(typed).match
    assert "'py'" not in read_query(typed).match


@pytest.mark.parametrize("typed", ["", "   ", "!!", "?", "🙂", '"', '""', "-", "()&|!:*<->", "…"])
def test_nothing_but_signs_asks_for_nothing(typed):
    assert read_query(typed).is_empty


def test_no_place_and_no_order_is_in_a_match():
    assert "<->" not in read_query('"딥 러닝" 손실 함수 -"gradient descent"').match


@pytest.mark.parametrize("text", [*BAD.values(), HUGE, "a " * 300, '"' * 99, "-" * 99, "가 " * 99, "from:" * 50])
def test_any_text_is_read_and_stays_small(text):
    query = read_query(text)
    assert len(query.words) <= MOST_WORDS
    assert len(query.match) < 20_000


def test_the_value_of_a_filter_cannot_break_its_text():
    assert str(Filter("topic", 'a "b" c')) == 'topic:"a b c"'
