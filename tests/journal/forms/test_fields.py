"""What people type is kept regular, or refused in a sentence that says what to do."""

import unicodedata
import uuid

import pytest
from django.core.exceptions import ValidationError

from journal.forms.fields import BodyField, KeyField, LineField, TopicsField, key_of

FIELDS = [LineField(most=20, required=False), BodyField(most=20, required=False)]


def refused(field, value) -> str:
    with pytest.raises(ValidationError) as error:
        field.clean(value)
    return " ".join(map(str, error.value.messages))


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: type(field).__name__)
@pytest.mark.parametrize(("typed", "code"), [("a\x00b", "null"), ("a\ud800b", "surrogate"), ("x" * 21, "too_long")])
def test_text_that_cannot_be_kept_is_refused_with_its_reason(field, typed, code):
    with pytest.raises(ValidationError) as error:
        field.clean(typed)
    assert [each.code for each in error.value.error_list] == [code]
    assert str(error.value.messages[0]).strip()


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: type(field).__name__)
@pytest.mark.parametrize("typed", ["회고", "Café", "👩‍💻🐣", "𝐌𝐢𝐧𝐣𝐢", "ﷺ", "가" * 20])
def test_text_is_kept_composed_and_else_as_typed(field, typed):
    assert field.clean(unicodedata.normalize("NFD", typed)) == unicodedata.normalize("NFC", typed)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: type(field).__name__)
def test_controls_that_came_along_in_a_paste_fall_away(field):
    assert field.clean("a\x08b\x1bc") == "abc"


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: type(field).__name__)
@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_an_empty_text(field, nothing):
    assert field.clean(nothing) == ""


def test_line_is_one_line_and_a_body_keeps_its_lines():
    line, body = FIELDS
    assert line.clean("  a\r\n b\tc ") == "a b c"
    assert body.clean("  a\r\n b\tc ") == "  a\n b\tc "


def test_blanks_around_a_title_do_not_count_to_its_length():
    assert FIELDS[0].clean(" " * 30 + "x" * 20) == "x" * 20


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Python, AI Math", ["Python", "AI Math"]),
        ("Python，AI Math、회고", ["Python", "AI Math", "회고"]),
        (" , ,Python,, python ,PYTHON", ["Python"]),
        ("#Python, #AI Math", ["Python", "AI Math"]),
        ("C, C++, C#", ["C", "C++", "C#"]),
        (unicodedata.normalize("NFD", "딥러닝"), ["딥러닝"]),
        ("", []),
        (None, []),
    ],
)
def test_topics_are_parted_by_commas_only(typed, names):
    assert TopicsField(required=False).clean(typed) == names


def test_ten_topics_fit_and_eleven_do_not():
    field = TopicsField(required=False)
    assert len(field.clean(",".join(map(str, range(10))))) == 10
    assert "10" in refused(field, ",".join(map(str, range(11))))


@pytest.mark.parametrize(
    ("typed", "shown"), [("x" * 51, "x" * 51), ("-", "-"), ("a\x00b", "a�b"), ("x" * 5000, "x" * 60)]
)
def test_topic_that_cannot_be_kept_is_named_in_the_refusal(typed, shown):
    message = refused(TopicsField(required=False), typed)
    assert f"“{shown}”" in message
    assert "\x00" not in message


@pytest.mark.parametrize("value", [None, "", "x", "\x00", "1" * 5000, "{}", "가"])
def test_bad_key_is_left_empty_never_an_error(value):
    assert KeyField().clean(value) is None


def test_good_key_is_kept():
    key = uuid.uuid4()
    assert KeyField().clean(str(key)) == KeyField().clean(f"{{{key}}}") == key


def test_same_content_has_one_key_and_other_content_another():
    assert key_of("post", 1, "a") == key_of("post", 1, "a")
    assert (
        len({key_of("post", 1, "a"), key_of("post", 2, "a"), key_of("comment", 1, "a"), key_of("post", 1, "a", "")})
        == 4
    )
    assert key_of("ab", "c") != key_of("a", "bc")
