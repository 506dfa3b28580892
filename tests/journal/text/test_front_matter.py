"""Front matter: values above a text go out and come in again letter for letter."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from journal.text import front_matter
from journal.text.front_matter import MAX_BLOCK, FrontMatterError, Plain, dump_front_matter, parse_front_matter
from tests.journal.text.yardstick import days_of

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40) | st.sampled_from(
    ["yes", "null", "~", "1:30", "0x1F", "2021-08-05", "---", "...", "- a", "a: b", "# no", "'", '"', "[TIL] Day 4: 행렬",
     "😀🏳️‍🌈", "한글", "\u1112\u1161\u11ab", "a\r\nb", "\x85", "\u2028", "\ufeff", " a ", "@minji", "%", "`", "*x", "&x", "!x", "<<", "="]
)  # fmt: skip
VALUES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=6
)
BODIES = WORDS | st.sampled_from(
    ["", "\n", "\n\n", "---\ntitle: no\n---\n\nbody", "---\n", "\r\n", "\ufeff---\na: b\n---\n", "text\n---\nmore\n"]
)


@given(st.dictionaries(WORDS, VALUES, max_size=5), BODIES)
@example({}, "---\ntitle: a body that looks like it\n---\n")
@example({"title": ""}, "")
@example({"a": {"b": [{"c": ["d"]}]}}, "\n\nbody")
def test_what_goes_out_comes_in_again(values, body):
    assert parse_front_matter(dump_front_matter(values, body)) == (values, body)


def test_is_plain_to_read_for_people_and_for_other_programs():
    text = dump_front_matter(
        {"title": "행렬 😀", "study_on": Plain("2021-08-05"), "draft": Plain("true"), "topics": ["AI Math", "yes"]},
        "본문\n",
    )
    assert text == (
        "---\ntitle: 행렬 😀\nstudy_on: 2021-08-05\ndraft: true\ntopics:\n  - AI Math\n  - 'yes'\n---\n\n본문\n"
    )
    assert parse_front_matter(text)[0] == {
        "title": "행렬 😀", "study_on": "2021-08-05", "draft": "true", "topics": ["AI Math", "yes"],
    }  # fmt: skip
    assert yaml.safe_load(text.split("---")[1])["topics"] == ["AI Math", "yes"]


def test_is_read_in_the_same_way_without_libyaml(monkeypatch):
    text = "---\ntitle: '행렬: 😀'\ntags: [a, \"b\\u00e9\"]\nlong: |\n  one\n  two\nfolded: >-\n  one\n  two\nm: {a: {b: c}}\n---\nbody"
    with_it = parse_front_matter(text)
    monkeypatch.setattr(front_matter, "_Loader", yaml.BaseLoader)
    assert parse_front_matter(text) == with_it
    assert with_it[0]["long"] == "one\ntwo\n" and with_it[0]["tags"] == ["a", "bé"]


def test_values_are_the_words_that_were_typed():
    values, body = parse_front_matter("---\ntitle: yes\nat: 2021-13-45\nn: 010\nempty:\nlist: [1, ~]\n---\nbody")
    assert values == {"title": "yes", "at": "2021-13-45", "n": "010", "empty": "", "list": ["1", "~"]}
    assert body == "body"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_line_end_will_do(end):
    assert parse_front_matter(end.join(["---", "title: 행렬", "---", "", "body"])) == ({"title": "행렬"}, "body")


@pytest.mark.parametrize(
    "text",
    ["", "body", "---", "---\nno end", "---\nA text between\ntwo rules.\n---\nmore", "---\n- a list\n---\n", " ---\na: b\n---\n",
     "----\na: b\n---\n", "a\n---\nb: c\n---\n"],
)  # fmt: skip
def test_a_text_without_front_matter_is_all_body(text):
    assert parse_front_matter(text) == ({}, text)


def test_what_yaml_refuses_is_read_as_it_was_meant():
    values, _body = parse_front_matter('---\ntitle: [TIL] Day 4: 행렬\ndate: 2021-08-05\ntags:\n- AI\n- "C++"\n---\n')
    assert values == {"title": "[TIL] Day 4: 행렬", "date": "2021-08-05", "tags": ["AI", "C++"]}


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ("a: &a [x, x]\nb: [*a, *a]\n", "alias"),
        ("a: " + "[" * 9 + "]" * 9 + "\n", "too_deep"),
        ("a: " + "x" * MAX_BLOCK + "\n", "too_long"),
    ],
)
def test_what_only_wants_to_hurt_is_refused(block, code):
    def work():
        with pytest.raises(FrontMatterError) as error:
            parse_front_matter(f"---\n{block}---\nbody")
        assert error.value.code == code

    assert days_of(work, at_most=8) < 8


@pytest.mark.parametrize(
    "block",
    [
        "a: " + "[" * 9_000 + "]" * 9_000,
        "? " * 9_000,
        "{" * 9_000,
        "a:\n" * 6_000,
        "- " * 9_000,
        "!!python/object:os.system x\n",
    ],
)
def test_odd_yaml_ends_soon_and_does_nothing(block):
    def work():
        try:
            values, _body = parse_front_matter(f"---\nk: v\n{block}\n---\nbody")
            assert isinstance(values, dict)
        except FrontMatterError:
            pass

    assert days_of(work, at_most=8) < 8
