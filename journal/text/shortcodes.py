"""Emoji by their names: `:tada:` is 🎉. Names that nobody gave stay as they were typed."""

import re

from emoji import EMOJI_DATA
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_SHORTCODE = re.compile(r":([A-Za-z0-9_+-]{1,48}):")


def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for character, data in EMOJI_DATA.items():
        if data["status"] > 2:  # not fully qualified: the same picture, drawn less surely
            continue
        for name in (data["en"], *data.get("alias", ())):
            names.setdefault(name.strip(":"), character)
    return names


_EMOJI = _names()


def shortcodes_plugin(md: MarkdownIt) -> None:
    """Put the character of an emoji in the place of its name."""
    md.inline.ruler.push("shortcode", _shortcode)


def _shortcode(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != ":":
        return False
    match = _SHORTCODE.match(state.src, state.pos, state.posMax)
    character = match and _EMOJI.get(match[1])
    if not match or not character:
        return False
    if not silent:
        state.append_pending(character)
    state.pos = match.end()
    return True
