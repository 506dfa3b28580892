"""Check lists: `- [ ] to do` and `- [x] done` show a box that nobody can tick in the page."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from journal.text.excerpts import plain

LONGEST = 200  # characters of a task that name its box
_BOX = re.compile(r"\[([ xX])\](?:[ \t]+|$)")


def mark_checklists(tokens: Sequence[Token]) -> None:
    """Set `meta["checked"]` and `meta["words"]` of the list items that are tasks and take the box out of their words."""
    for item, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if item.type != "list_item_open" or paragraph.type != "paragraph_open":
            continue
        first = inline.children[0] if inline.children else None
        match = _BOX.match(first.content) if first and first.type == "text" else None
        if match and first:
            first.content = first.content[match.end() :]
            item.meta = {"checked": match[1] != " ", "words": plain(inline.children or ())[:LONGEST].strip()}
