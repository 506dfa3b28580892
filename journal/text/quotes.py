"""Quoting a comment: its words as a Markdown quotation, under who said them."""

import re
from html import escape

LONGEST = 600  # characters of a comment that are quoted
_QUOTED = re.compile(r"[ ]{0,3}>")
_MARKS = re.compile(r"([\\`*_{}\[\]<>#+|~!@$-])")
_ESCAPED = r"\\\1"
_BLANKS = re.compile(r"\n{3,}")


def rename_quoted(text: str, name: str, other: str) -> str:
    """Return the Markdown or HTML of a comment in which another name stands over what it quotes of `name`'s."""
    text = text.replace(f"> **{_MARKS.sub(_ESCAPED, name)}**", f"> **{_MARKS.sub(_ESCAPED, other)}**")
    return text.replace(f"<p><strong>{escape(name)}</strong>", f"<p><strong>{escape(other)}</strong>")


def quoted(name: str, body: str) -> str:
    """Return the Markdown that quotes a comment of `name`'s, and an empty paragraph to go on in.

    What it quotes itself is left out, so that quotations do not grow. Never raises.
    """
    own = "\n".join(line for line in body.replace("\r\n", "\n").split("\n") if not _QUOTED.match(line))
    own = _BLANKS.sub("\n\n", own).strip()
    if len(own) > LONGEST:
        own = own[:LONGEST].rsplit("\n", 1)[0].rstrip() + " …"
    shown = _MARKS.sub(_ESCAPED, name)
    lines = [f"**{shown}**", *(["", *own.split("\n")] if own else [])]
    return "".join(f"> {line}".rstrip() + "\n" for line in lines) + "\n"
