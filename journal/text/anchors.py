"""The anchors of headings and the table of contents made of them.

Every anchor begins with `s-`, so that a heading "Comments" cannot take the id of something of
the page around it.
"""

import re
import unicodedata
from collections.abc import Sequence

from markdown_it.token import Token

from journal.text.excerpts import plain

PREFIX = "s-"
MAX_LENGTH = 60

_NOT_A_WORD = re.compile(r"[^\w]+|_+")


def mark_headings(tokens: Sequence[Token]) -> None:
    """Give every `heading_open` its `attrs["id"]`, different from all the others of the text."""
    taken: set[str] = set()
    next_number: dict[str, int] = {}
    for token, inline in zip(tokens, tokens[1:], strict=False):
        if token.type != "heading_open":
            continue
        base = anchor = PREFIX + _slug(plain(inline.children or ()))
        while anchor in taken:
            next_number[base] = next_number.get(base, 1) + 1
            anchor = f"{base}-{next_number[base]}"
        taken.add(anchor)
        token.attrs["id"] = anchor


def table_of_contents(tokens: Sequence[Token]) -> list[dict]:
    """`{"level": 1 to 6, "text": str, "anchor": str}` for every heading that says something."""
    entries = []
    for token, inline in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open":
            text = " ".join(plain(inline.children or ()).split())
            if text:
                entries.append({"level": int(token.tag[1]), "text": text, "anchor": token.attrs["id"]})
    return entries


def anchors_above(toc: Sequence[dict], anchor: str) -> list[str]:
    """An anchor and those of the headings under which it stands, from the inside out; [] for none."""
    found: list[str] = [anchor] if anchor else []
    at = next((place for place, entry in enumerate(toc) if entry["anchor"] == anchor), 0)
    level = toc[at]["level"] if toc and at < len(toc) and toc[at]["anchor"] == anchor else 0
    for entry in reversed(toc[:at]):
        if entry["level"] < level:
            found.append(entry["anchor"])
            level = entry["level"]
    return found


def _slug(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text[: 4 * MAX_LENGTH]).lower()
    return _NOT_A_WORD.sub("-", folded).strip("-")[:MAX_LENGTH].rstrip("-") or "section"
