"""Heads of tables: a corner that says nothing heads no column, and is an empty cell."""

from collections.abc import Sequence

from markdown_it.token import Token


def empty_heads(tokens: Sequence[Token]) -> None:
    """Make cells of the heads in which nothing stands: a screen reader would announce a head without a word."""
    for begin, inline, end in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if begin.type == "th_open" and not inline.content.strip():
            begin.tag = end.tag = "td"
