"""A title for a post that was given none."""

import re

from journal.text.markdown import parse

_MARKS = re.compile(r"^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s*)?|#{1,6}\s+)?")
_NO_WORDS = re.compile(r"[\W_]*\Z|\s*(?:`{3}|~{3}|!\[)")


def title_of(body: str, most: int) -> str:
    """Return the first heading of the first level as plain text, cut at `most` characters, or an empty string.

    Only where it opens the text or no deeper heading comes before it: a "## 학습 내용" is no title.
    """
    tokens = parse(body)
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            words = _plain(tokens[at + 1].children or []) if token.tag == "h1" else ""
            return " ".join(words.split())[:most].strip()
    return ""


def first_words(text: str, most: int) -> str:
    """Return the first line of a text that says something, without its marks; a heading where there is only that.

    Quick and rough: it names a draft in a list, and renders nothing.
    """
    lines = [line for line in text.splitlines() if not _NO_WORDS.match(line)]
    line = next((line for line in lines if not line.startswith("#")), lines[0] if lines else "")
    words = " ".join(_MARKS.sub("", line).split())
    return words if len(words) <= most else f"{words[:most].rstrip()}…"


def _plain(children) -> str:
    return "".join(
        child.content if child.type in ("text", "code_inline", "emoji") else " "
        for child in children
        if not child.hidden
    )
