"""Footnotes, `[^1]` and `[^1]: …`, by mdit-py-plugins, with a bound and with ids that differ.

The plugin's own rule for a reference looks for the closing bracket to the end of the text
each time; ours looks 60 characters far. A comment's notes carry a prefix, because many
comments stand on one page.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin

# How many of a note's references its way back lists.
MAX_WAYS_BACK = 9

_REFERENCE = re.compile(r"\[\^([^\s\[\]]{1,60})\]")


def footnotes_plugin(md: MarkdownIt) -> None:
    """Make the tokens of mdit-py-plugins' footnotes; inline notes (`^[…]`) are not read."""
    footnote_plugin(md, inline=False)
    md.inline.ruler.at("footnote_ref", _reference)


def _reference(state: StateInline, silent: bool) -> bool:
    notes = state.env.get("footnotes")
    if not notes or not state.src.startswith("[^", state.pos):
        return False
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    key = f":{match[1]}" if match else ""
    if not match or key not in notes["refs"]:
        return False
    if not silent:
        known = notes["list"]
        if notes["refs"][key] < 0:
            notes["refs"][key] = len(known)
            known[len(known)] = {"label": match[1], "count": 0}
        number = notes["refs"][key]
        note = known[number]
        token = state.push("footnote_ref", "", 0)
        token.meta = {"id": number, "subId": note.get("references", 0)}
        note["references"] = token.meta["subId"] + 1
        note["count"] = min(note["references"], MAX_WAYS_BACK)
    state.pos = match.end()
    return True
