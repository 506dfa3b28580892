"""Alerts: a quotation whose first line is `[!NOTE]`, as on GitHub, and `[!QUESTION]` beside them.

The words of an alert's kind are not in the page: stored HTML has no language. An alert says
its kind by `data-alert`, and the style sheet names it in the reader's language. A title that
the writer gives after the mark is text and is kept.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

KINDS = ("note", "tip", "important", "warning", "caution", "question")

_MARK = re.compile(rf"\[!({'|'.join(KINDS)})\][-+]?[ \t]*([^\n]*)(?:\n|$)", re.IGNORECASE)


def alerts_plugin(md: MarkdownIt) -> None:
    """Turn such quotations into `alert_open` and `alert_close`, whose `info` is the kind."""
    md.core.ruler.after("block", "alerts", _alerts)


def _alerts(state: StateCore) -> None:
    tokens = state.tokens
    kept: list[Token] = []
    open_quotes: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        kept.append(token)
        at += 1
        if token.type == "blockquote_close":
            if kind := open_quotes.pop():
                token.type, token.tag, token.info = "alert_close", "aside", kind
        elif token.type == "blockquote_open":
            match = _mark(tokens, at)
            open_quotes.append(match[1].lower() if match else "")
            if not match:
                continue
            token.type, token.tag, token.info = "alert_open", "aside", match[1].lower()
            paragraph, inline, closing = tokens[at : at + 3]
            at += 3
            if title := match[2].strip():
                kept.extend(_title(title, inline))
            inline.content = inline.content[match.end() :]
            if inline.content.strip():
                kept.extend((paragraph, inline, closing))
    state.tokens = kept


def _mark(tokens: list[Token], at: int) -> re.Match[str] | None:
    if at + 2 < len(tokens) and tokens[at].type == "paragraph_open":
        return _MARK.match(tokens[at + 1].content)
    return None


def _title(words: str, inline: Token) -> tuple[Token, Token, Token]:
    opening = Token("alert_title_open", "p", 1, block=True, level=inline.level - 1)
    closing = Token("alert_title_close", "p", -1, block=True, level=inline.level - 1)
    content = Token("inline", "", 0, content=words, level=inline.level, children=[])
    opening.map = content.map = inline.map
    return opening, content, closing
