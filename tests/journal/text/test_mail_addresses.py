"""E-mail addresses out of spreadsheets: one spelling each, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.mail_addresses import clean_address


@pytest.mark.parametrize(
    "text",
    [
        "minji@example.org", "Minji@Example.ORG", "  minji@example.org\t", "mailto:minji@example.org",
        "민지 <minji@example.org>", "ｍｉｎｊｉ＠ｅｘａｍｐｌｅ．ｏｒｇ",
    ],
)  # fmt: skip
def test_one_spelling(text):
    assert clean_address(text) == "minji@example.org"


@pytest.mark.parametrize("text", ["a+b@x.co", "a.b-c_d@sub.example.co.kr", "o'neil@example.org"])
def test_unusual_ones_stay(text):
    assert clean_address(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "minji", "minji@", "@example.org", "minji@example", "minji@@example.org", "min ji@example.org",
        "minji@example..org", ".minji@example.org", "minji.@example.org", "a@-x.org", "민지@example.org", "minji@예시.한국",
        "a@x.org, b@x.org", "minji@example.org\nBcc: x@y.org", "=cmd@x", "a" * 65 + "@x.org", "a@" + "x" * 260 + ".org",
        "minji@127.0.0.1",
    ],
)  # fmt: skip
def test_what_is_none(text):
    assert clean_address(text) is None


@given(st.text(max_size=60))
def test_any_text_is_answered(text):
    found = clean_address(text)
    assert found is None or (found == clean_address(found) and found.isascii() and "@" in found)
