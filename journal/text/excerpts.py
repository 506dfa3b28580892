"""Plain words of a rendered text: excerpts, the text of headings and pictures, reading time."""

import re
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

LENGTH = 160
# Medium reckons 500 characters a minute for Chinese, Japanese and Korean ("Read time", its
# help pages).
CHARACTERS_A_MINUTE = 500

_BLANKS = re.compile(r"\s+")
_SPOKEN = frozenset({"text", "text_special", "code_inline", "math_inline", "math_inline_double"})
_SKIPPED_BLOCKS = {
    "heading_open": "heading_close",
    "table_open": "table_close",
    "footnote_block_open": "footnote_block_close",
}


def plain(children: Iterable[Token]) -> str:
    """The words of inline tokens without their markup; a picture is its alternative text."""
    words = []
    for token in children:
        if token.type in _SPOKEN:
            words.append(token.content)
        elif token.type == "image":
            words.append(plain(token.children or ()))
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return "".join(words)


def excerpt(tokens: Sequence[Token], length: int = LENGTH) -> str:
    """At most `length` characters of the text's own sentences: no headings, code blocks, tables, notes.

    Lists only where nothing stands outside of them (in a log they are lecture titles first). Cut between words,
    with an ellipsis, where the text goes on.
    """
    said: list[str] = []
    size = 0
    outside = [inline for inline, in_list in _sentences(tokens) if not in_list]
    for inline in outside or [inline for inline, _in_list in _sentences(tokens)]:
        words = _BLANKS.sub(" ", plain(_speakable(inline.children or ()))).strip()
        if words:
            said.append(words)
            size += len(words) + 1
        if size > length + 1:
            break
    text = " ".join(said)
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    if not text[length - 1].isspace() and " " in cut[length // 2 :]:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip() + "…"


def reading_minutes(tokens: Sequence[Token]) -> int:
    """The minutes that a reader of Korean needs, at least 1; code is skimmed at twice the speed."""
    characters = 0
    for token in tokens:
        if token.type == "inline":
            characters += len(token.content)
        elif token.type in ("fence", "code_block"):
            characters += len(token.content) // 2
    return max(1, -(-characters // CHARACTERS_A_MINUTE))


def _sentences(tokens: Sequence[Token]) -> Iterable[tuple[Token, bool]]:
    """Yield each inline token of the text proper, and whether it stands in a list."""
    until, lists = "", 0
    for token in tokens:
        if until:
            if token.type == until:
                until = ""
        elif token.type in _SKIPPED_BLOCKS:
            until = _SKIPPED_BLOCKS[token.type]
        elif token.type.endswith("_list_open"):
            lists += 1
        elif token.type.endswith("_list_close"):
            lists -= 1
        elif token.type == "inline":
            yield token, lists > 0


def _speakable(children: Iterable[Token]) -> list[Token]:
    """Leave out pictures, and formulas that are more TeX than words."""
    return [
        token
        for token in children
        if token.type != "image" and not (token.type.startswith("math") and "\\" in token.content)
    ]
