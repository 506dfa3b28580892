"""Handles are plain, unique to the eye, and nobody passes for the site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.names import HandleError, check_handle, display_key, handle_key


@pytest.mark.parametrize(
    ("typed", "handle"),
    [("minji", "minji"), ("@minji", "minji"), (" Minji_97 ", "Minji_97"), ("ab", "ab"), ("a" * 30, "a" * 30)],
)
def test_a_handle_is_kept_as_typed(typed, handle):
    assert check_handle(typed) == handle


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "too_short"), ("a", "too_short"), ("@a", "too_short"), ("a" * 31, "too_long"), ("1minji", "start"), ("_minji", "start"),
     ("김민지", "start"), ("mіnji", "characters"), ("min-ji", "characters"), ("min ji", "characters"), ("min.ji", "characters"),
     ("minji\n2", "characters"), ("mi\x00nji", "characters"), ("ｍinji", "start"), ("@@minji", "start"),
     ("admin", "reserved"), ("ADMIN", "reserved"), ("adm1n", "reserved"), ("a_d_m_i_n", "reserved"), ("haru", "reserved"),
     ("everyone", "reserved"), ("mentors", "reserved"), ("me", "reserved"), ("api", "reserved"), ("rnentor", "reserved")],
)  # fmt: skip
def test_what_no_handle_may_be_is_refused_with_a_code(typed, code):
    with pytest.raises(HandleError) as refused:
        check_handle(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("minji", "MINJI"),
        ("minji", "m1nj1"),
        ("minji", "min_ji"),
        ("soo", "s00"),
        ("Ian", "lan"),
        ("minho", "rninho"),
        ("wang", "vvang"),
    ],
)
def test_look_alikes_are_one(one, other):
    assert handle_key(one) == handle_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("minji", "minjo"), ("minji2", "minji3"), ("jiho", "jihoo"), ("sena", "sena5")]
)
def test_different_handles_stay_different(one, other):
    assert handle_key(one) != handle_key(other)


def test_display_names_are_compared_by_what_they_show():
    assert display_key("𝐌𝐢𝐧𝐣𝐢") == display_key("minji") == display_key(" Min\u200bji ")
    assert display_key("김  민지") == display_key("김 민지")
    assert display_key("민지") == display_key("민지")
    assert display_key("민지") != display_key("민자")


@given(st.text(max_size=60))
def test_no_text_breaks_a_key(text):
    assert display_key(display_key(text)) == display_key(text)
    handle_key(text)
    try:
        handle = check_handle(text)
    except HandleError:
        return
    assert handle.isascii()
