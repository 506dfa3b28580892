"""A sentence of the interface reads right behind any name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.korean import with_particle


@pytest.mark.parametrize(
    ("word", "pair", "text"),
    [
        ("민지", "이/가", "민지가"), ("서연", "이/가", "서연이"), ("민지", "은/는", "민지는"), ("서연", "과/와", "서연과"), ("민지", "과/와", "민지와"),
        ("민지", "아/야", "민지야"), ("서연", "아/야", "서연아"), ("민지", "이에요/예요", "민지예요"), ("서연", "이에요/예요", "서연이에요"),
        ("서울", "으로/로", "서울로"), ("부산", "으로/로", "부산으로"), ("제주", "으로/로", "제주로"), ("서울", "을/를", "서울을"),
        ("Python", "을/를", "Python을"), ("JavaScript", "을/를", "JavaScript를"), ("React", "을/를", "React를"), ("Git", "을/를", "Git을"),
        ("GitHub", "을/를", "GitHub를"), ("SQL", "으로/로", "SQL로"), ("HTML", "을/를", "HTML을"), ("API", "을/를", "API를"),
        ("CNN", "을/를", "CNN을"), ("Excel", "으로/로", "Excel로"), ("Spring", "으로/로", "Spring으로"), ("Notebook", "을/를", "Notebook을"),
        ("Flask", "을/를", "Flask를"), ("AI Math", "을/를", "AI Math를"), ("Django", "은/는", "Django는"),
        ("C++", "을/를", "C++를"), ("C#", "을/를", "C#을"), ("50%", "을/를", "50%를"),
        ("0", "을/를", "0을"), ("1", "으로/로", "1로"), ("2", "을/를", "2를"), ("3", "으로/로", "3으로"), ("6", "을/를", "6을"), ("7", "으로/로", "7로"),
        ("9", "을/를", "9를"), ("10", "으로/로", "10으로"), ("1,000", "을/를", "1,000을"), ("Day 4", "을/를", "Day 4를"), ("8강", "을/를", "8강을"),
        ("파이썬(Python)", "을/를", "파이썬(Python)을"), ("「회고」", "을/를", "「회고」를"), ("민지🔥", "이/가", "민지🔥가"), ("𝐌𝐢𝐧𝐣𝐢", "이/가", "𝐌𝐢𝐧𝐣𝐢가"),
        ("🔥", "을/를", "🔥을(를)"), ("🔥", "으로/로", "🔥(으)로"), ("", "이/가", "이(가)"), ("漢字", "은/는", "漢字은(는)"), ("ㅋㅋ", "은/는", "ㅋㅋ은"),
        ("서연", "을/를", "서연을"),
    ],
)  # fmt: skip
def test_the_particle_follows_the_sound(word, pair, text):
    assert with_particle(word, pair) == text


def test_a_pair_needs_two_forms():
    with pytest.raises(ValueError):
        with_particle("민지", "이")


@given(st.text(max_size=300), st.sampled_from(["을/를", "이/가", "은/는", "과/와", "으로/로", "이에요/예요", "아/야"]))
def test_any_word_gets_one(word, pair):
    assert with_particle(word, pair).startswith(word)
    assert len(with_particle(word, pair)) > len(word)
