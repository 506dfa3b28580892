"""Topics: "AI Math" is one, spellings of one topic are one, C, C++ and C# are three."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.topic_names import MAX_SLUG, TopicNameError, split_topics, topic_key, topic_slug


def test_a_blank_does_not_part_a_topic():
    assert split_topics("AI Math") == ["AI Math"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Python, AI Math", ["Python", "AI Math"]),
        ("Python，AI Math、회고", ["Python", "AI Math", "회고"]),
        ("Python\nAI Math\r\n회고", ["Python", "AI Math", "회고"]),
        ("#Python, #AI Math", ["Python", "AI Math"]),
        (" , Python,, ", ["Python"]),
        ("AI Math, ai-math, AI  Math, AI_Math, AIMath", ["AI Math"]),
        ("AI\tMath", ["AI Math"]),
        ("C, C++, C#, F#, .NET, Node.js", ["C", "C++", "C#", "F#", ".NET", "Node.js"]),
        ("딥러닝, 딥 러닝", ["딥러닝"]),
        ("회고, " + unicodedata.normalize("NFD", "회고"), ["회고"]),
        ("🔥", ["🔥"]),
        ("", []),
        ("가" * 50, ["가" * 50]),
        (unicodedata.normalize("NFD", "가" * 50), ["가" * 50]),
    ],
)
def test_names_are_split_at_commas_and_kept_once(typed, names):
    assert split_topics(typed) == names


@pytest.mark.parametrize(
    ("typed", "code"),
    [("가" * 51, "too_long"), ("ﷺ" * 20, "too_long"), ("a\x00b", "characters"), ("a\x1bb", "characters"), ("\ud800", "characters"),
     ("-", "empty"), ("#", "empty"), ("_ _", "empty"), ("\u200b", "empty"), ("\u3164", "empty"), ("Python, -", "empty")],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_aloud(typed, code):
    with pytest.raises(TopicNameError) as refused:
        split_topics(typed)
    assert refused.value.code == code


def test_styled_letters_are_plain_ones():
    assert topic_key("𝐏𝐲𝐭𝐡𝐨𝐧") == topic_key("Ｐｙｔｈｏｎ") == topic_key("python")


def test_single_jamo_do_not_melt_into_syllables():
    assert topic_key("ㄱㅏ") != topic_key("가")
    assert topic_key("ㅎㅏㄴ") == "ㅎㅏㄴ"


@pytest.mark.parametrize(
    ("name", "slug"),
    [("AI Math", "ai-math"), ("C", "c"), ("C++", "cpp"), ("C#", "csharp"), ("F#", "fsharp"), (".NET", "dotnet"), ("Node.js", "node-js"),
     ("딥 러닝", "딥-러닝"), ("회고", "회고"), ("CI/CD", "ci-cd"), ("A*", "a-star"), ("AI&Math", "ai-and-math"), ("  React  ", "react"),
     ("𝐌𝐢𝐧𝐣𝐢", "minji"), ("손실함수(loss)", "손실함수-loss"), ("../etc", "etc"), ("<script>", "script"), ("a?b#c", "a-bsharpc")],
)  # fmt: skip
def test_slugs_are_readable(name, slug):
    assert topic_slug(name) == slug


def test_names_that_look_near_have_slugs_of_their_own():
    names = [
        "C",
        "C++",
        "C#",
        "F#",
        ".NET",
        "Node.js",
        "A",
        "A*",
        "A+",
        "🔥",
        "💥",
        "R",
        "R&D",
        "AI Math",
        "AI&Math",
        "가" * 50,
        "가" * 49,
    ]
    assert len({topic_slug(name) for name in names}) == len(names)


def test_an_emoji_has_a_stable_address():
    assert topic_slug("🔥") == topic_slug("🔥") == "t-f5122c89"
    assert topic_slug("❤️") == topic_slug("❤")


@given(st.text(max_size=60))
def test_any_name_has_a_key_that_stands_and_a_slug_for_a_url(name):
    key, slug = topic_key(name), topic_slug(name)
    assert topic_key(key) == key
    assert 1 <= len(slug) <= MAX_SLUG
    assert not set(slug) & set("/?#%&+ .<>\"'\\\x00\n") and not slug.startswith("-") and not slug.endswith("-")


@given(st.text(max_size=60))
def test_a_name_that_is_kept_splits_to_itself(text):
    try:
        names = split_topics(text)
    except TopicNameError:
        return
    assert split_topics(", ".join(names)) == names
    assert len({topic_key(name) for name in names}) == len(names)
