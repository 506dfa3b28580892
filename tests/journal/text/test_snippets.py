"""Snippets: safe HTML, the text's own spelling, the best window."""

import random
import re

import pytest

from journal.text.search_queries import read_query
from journal.text.snippets import LENGTH, marked, snippet
from tests.bad_strings import BAD, HUGE
from tests.journal.text.yardstick import days_of


def hits(text, query):
    return re.findall("<mark>(.*?)</mark>", snippet(text, read_query(query).terms))


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("오늘은 역전파를 배웠다", "역전파", ["역전파"]),
        ("오늘은 역전파를 배웠다", "역전파를", ["역전파"]),
        ("딥 러닝 입문", "딥러닝", ["딥 러닝"]),
        ("딥러닝 입문", "딥 러닝", ["딥", "러닝"]),
        ("ＣＮＮ과 RNN", "cnn", ["ＣＮＮ"]),
        ("by 𝐌𝐢𝐧𝐣𝐢", "minji", ["𝐌𝐢𝐧𝐣𝐢"]),
        ("행렬의 곱", "행렬", ["행렬"]),
        ("C와 C++와 C#", "C++", ["C++"]),
        ("C와 C++와 C#", "c", ["C"]),
        ("a .env b env", ".env", [".env"]),
        ("a I/O b", "i/o", ["I/O"]),
        ("java javascript", "java", ["java"]),
        ("베이즈의 통계", "베이즈통계", ["베이즈", "통계"]),
        ("x < y & z", "y", ["y"]),
        ("ﬁne", "fine", ["ﬁne"]),
    ],
)
def test_hits_are_marked_as_the_text_spells_them(text, query, found):
    assert hits(text, query) == found


def test_the_window_holds_most_of_the_words():
    text = "행렬 이야기. " + "딴 이야기 " * 100 + "행렬과 벡터의 곱셈" + " 끝" * 100
    shown = snippet(text, read_query("벡터 행렬").terms)
    assert "<mark>행렬</mark>과 <mark>벡터</mark>의" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(re.sub("<.*?>", "", shown)) <= LENGTH + 2


def test_what_no_page_may_hold_is_left_out():
    assert marked("a\x00\x0b\ud800b", ()) == snippet("a\x00\x0b\ud800b", ()) == "ab"


def test_without_a_hit_the_beginning_is_shown():
    assert snippet("하나 둘 셋", ("넷",)) == "하나 둘 셋"
    assert snippet("하나 둘 셋", ()) == "하나 둘 셋"
    assert snippet("", ("넷",)) == ""


def is_safe(shown):
    bare = shown.replace("<mark>", "").replace("</mark>", "")
    return not re.search("[<>\"']", bare) and not re.search(r"&(?!(?:amp|lt|gt|quot|#x27);)", bare)


def test_no_character_is_left_unescaped_in_20_000_random_strings():
    draw = random.Random(20_211_126)
    pieces = [
        "<", ">", "&", '"', "'", "&amp;", "&lt", "&#x3c;", "<mark>", "</mark>", "<script>", "<img src=x onerror=1>", "＜", "＞", "＆",
        "＂", "&#60;", "\u1112\u1161\u11ab", "행렬", "역전파를", "ㅋㅋ", "ㅎ", "𝐌𝐢𝐧", "👨‍👩‍👧", "é", "e\u0301", "ﷺ", "ß", "İ", "\u0301", "\x00",
        "\u200b", "C++", ".env", " ", "\n", "a", "B", "1", "\U0001f1f0", "漢", "ｶﾞ", "Ａ", "\u202e", "\ufffd", "\\", "%", "{{", "}}",
    ]  # fmt: skip
    for number in range(20_000):
        text = "".join(
            draw.choice(pieces)
            if draw.random() < 0.8
            else chr(draw.choice([draw.randrange(32, 0xD800), draw.randrange(0xE000, 0x110000)]))
            for _ in range(draw.randrange(40))
        )
        if number % 50 == 0:  # a pattern costs more than a hundred strings
            typed = " ".join([*draw.choices(pieces, k=2), text[:9]])
            terms = read_query(typed).terms + tuple(draw.choices(pieces, k=1))
        for shown in (snippet(text, terms, draw.choice([5, 20, LENGTH])), marked(text, terms)):
            assert is_safe(shown), (text, terms, shown)
            assert shown.count("<mark>") == shown.count("</mark>")


@pytest.mark.parametrize("text", [*BAD.values(), HUGE, "\ud800<", "행렬 " * 30_000, "<" * 100_000])
def test_any_text_is_shown_in_bounded_time(text):
    shown = []
    assert days_of(lambda: shown.append(snippet(text, ("행렬", "a", "가가가가"))), at_most=8) < 8
    assert all(map(is_safe, shown))
