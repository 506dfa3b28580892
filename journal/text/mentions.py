"""Mentions: `@handle` becomes a link to a person's journal, outside code and links, where it names somebody.

Handles here are lower case, 2 to 30 of a-z, 0-9 and `_`, so that `@Override` and
`@pytest.fixture` and `@angular/core` stay the code that they are.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_MENTION = re.compile(r"@([a-z0-9_]{2,30})(?![A-Za-z0-9_@/]|[.:-][A-Za-z0-9_])")
_BEFORE = re.compile(r"[A-Za-z0-9_@./:+\-]")
_ADDRESS = re.compile(r'"/@([A-Za-z][A-Za-z0-9_]{1,29})/"')  # of a mention as it is printed
_MAY_MENTION = re.compile(rf"(?<!{_BEFORE.pattern}){_MENTION.pattern}")


def mentions_plugin(md: MarkdownIt) -> None:
    """Make links to `/@handle/`; their `link_open` has the markup "mention"."""
    md.inline.ruler.push("mention", _mention)


def mentioned(tokens: Iterable[Token]) -> list[str]:
    """The handles that the block tokens mention, each once, in the order of the text; what is quoted calls nobody."""
    handles: dict[str, None] = {}
    quotes = 0
    for token in tokens:
        quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        for child in () if quotes else token.children or ():
            if child.type == "link_open" and child.markup == "mention":
                handles.setdefault(child.info)
    return list(handles)


def may_mention(source: str) -> list[str]:
    """The handles that a text may mention, each once: all of `mentioned`, and some that stand in code."""
    return list(dict.fromkeys(_MAY_MENTION.findall(source)))


def replace_mentions(text: str, name: Callable[[str], str]) -> str:
    """Return a text, Markdown or HTML, whose mentions are of what `name` makes of each handle; also those in code."""
    text = _MAY_MENTION.sub(lambda match: f"@{name(match[1])}", text)
    return _ADDRESS.sub(lambda match: f'"/@{name(match[1])}/"', text)


def link_people(tokens: Iterable[Token], people: Mapping[str, str]) -> None:
    """Let mentions lead to whom `people` have (handles as they are typed: as they are now); the others stay words."""
    for token in tokens:
        if not any(child.markup == "mention" for child in token.children or ()):
            continue
        kept, unknown = [], False
        for child in token.children:
            if child.markup == "mention" and child.type == "link_open":
                unknown = child.info not in people
                child.attrs["href"] = f"/@{people.get(child.info, child.info)}/"
            if child.markup != "mention" or not unknown:
                kept.append(child)
        token.children = kept


def _mention(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    if source[start] != "@" or state.linkLevel:
        return False
    if start and _BEFORE.match(source, start - 1):
        return False
    match = _MENTION.match(source, start, state.posMax)
    if not match:
        return False
    if not silent:
        opening = state.push("link_open", "a", 1)
        opening.attrs = {"href": f"/@{match[1]}/"}
        opening.markup, opening.info = "mention", match[1]
        state.push("text", "", 0).content = match[0]
        state.push("link_close", "a", -1).markup = "mention"
    state.pos = match.end()
    return True
