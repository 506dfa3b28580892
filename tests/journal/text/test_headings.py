"""Around the words of a heading stand emoji, numbers and brackets; the words are what counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.text.headings import plain_title, without_decoration, without_emoji


@pytest.mark.parametrize(
    ("heading", "words"),
    [("💥 왜 필요한가? 💥", "왜 필요한가?"), ("1. 회고", "회고"), ("04. 회고", "회고"), ("2) 회고", "회고"), ("(3) 회고", "회고"), ("[회고]", "회고"), ("【 회고 】", "회고"),
     ("**회고**", "회고"), (":memo: 회고", "회고"), ("1. [📚 회고]", "회고"), ("회고 :", "회고"), ("- 회고 -", "회고"), ("“회고”", "회고"), ("II. 회고", "회고"),
     ("회고 (1)", "회고 (1)"), ("4-1 객체", "4-1 객체"), ("3.10 버전", "3.10 버전"), ("C++", "C++"), ("C#", "C#"),
     ("[a] b [c]", "[a] b [c]"), ("𝐑𝐞𝐭𝐫𝐨", "Retro"), ("", ""), ("🔥", "")],
)  # fmt: skip
def test_the_words_are_found(heading, words):
    assert plain_title(heading) == words


def test_letters_stay_as_typed_inside():
    assert without_decoration("✨ 𝐌𝐢𝐧𝐣𝐢 ✨ 님 ✨") == "𝐌𝐢𝐧𝐣𝐢 ✨ 님"
    assert without_emoji("a 🔥  b") == "a b"


@given(st.text(max_size=400))
def test_any_heading_is_read(heading):
    plain_title(heading), without_decoration(heading), without_emoji(heading)
