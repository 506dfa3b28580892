"""The parser of Markdown: CommonMark, tables, strikes, and what `journal.text` adds to them.

markdown-it-py is linear for most texts and slow for some that are made for it; this parser
spends from a `Budget` in `env["budget"]` on every step, and shows what is left of a text
plainly when the budget is empty.
"""

from collections.abc import MutableMapping
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from journal.text.alerts import alerts_plugin
from journal.text.budget import Budget
from journal.text.emphasis import emphasis_plugin
from journal.text.footnotes import footnotes_plugin
from journal.text.formulas import formulas_plugin
from journal.text.links import bare_links_plugin, is_allowed
from journal.text.mentions import mentions_plugin
from journal.text.shortcodes import shortcodes_plugin
from journal.text.videos import videos_plugin

# Lists, quotations and emphasis together; a list takes two levels.
MAX_NESTING = 40

# What things cost, in steps of about a microsecond, as measured on texts made of them alone.
COST_OF_TOKEN = 4
COST_OF_LINE = 5
COST_OF_RULES = 1
COST_OF_BRACKET = 12


class Parser(MarkdownIt):
    """A MarkdownIt with bounds. `parse` needs a `Budget` in `env["budget"]`."""

    def __init__(self, options: MutableMapping[str, Any]) -> None:
        super().__init__("commonmark", options)
        self.block = _Blocks()
        self.inline = _Inlines()
        self.helpers = SimpleNamespace(
            parseLinkDestination=parseLinkDestination,
            parseLinkTitle=parseLinkTitle,
            parseLinkLabel=_link_label,
        )
        self.configure("commonmark", options)
        self.block.ruler.before(
            "table", "overflow", _overflow, {"alt": ["paragraph", "reference", "blockquote", "list"]}
        )


class _JournalParser(Parser):
    def validateLink(self, url: str) -> bool:  # noqa: N802 (markdown-it's name)
        return is_allowed(url)


def journal_parser() -> Parser:
    """The parser of posts and comments."""
    md = _JournalParser({"maxNesting": MAX_NESTING, "breaks": True, "html": True})
    md.enable(["table", "strikethrough"])
    for plugin in (
        emphasis_plugin,
        formulas_plugin,
        footnotes_plugin,
        bare_links_plugin,
        mentions_plugin,
        shortcodes_plugin,
        alerts_plugin,
        videos_plugin,
    ):
        plugin(md)
    return md


def plain_token(source: str) -> Token:
    """The token of a text that is shown as it was typed."""
    return Token("overflow", "", 0, content=source, block=True)


class _CountingState(StateBlock):
    def push(self, ttype: str, tag: str, nesting: int) -> Token:
        self.env["budget"].left -= COST_OF_TOKEN
        return super().push(ttype, tag, nesting)


class _Blocks(ParserBlock):
    def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> list[Token] | None:  # noqa: N803
        if not src:
            return None
        state = _CountingState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


def _overflow(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The first rule of all: it pays for the others, and takes the rest when they cannot be paid."""
    if state.env["budget"].spend(COST_OF_LINE):
        return False
    if not silent:
        token = state.push("overflow", "", 0)
        token.content = state.getLines(start_line, end_line, state.blkIndent, False)
        token.map = [start_line, end_line]
        state.line = end_line
    return True


class _Inlines(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        budget: Budget = env["budget"]
        if budget.is_empty:
            tokens.append(Token("text", "", 0, content=src))
            return tokens
        state = StateInline(src, md, env, tokens)
        self.tokenize(state)
        budget.left -= COST_OF_TOKEN * len(state.tokens)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        budget: Budget = state.env["budget"]
        rules = self.ruler.getRules("")
        end = state.posMax
        max_nesting = state.md.options["maxNesting"]
        while state.pos < end:
            if not budget.spend(COST_OF_RULES):
                state.append_pending(state.src[state.pos : end])
                state.pos = end
                break
            if state.level >= max_nesting or not any(rule(state, False) for rule in rules):
                state.append_pending(state.src[state.pos])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802
        position = state.pos
        if position in state.cache:
            state.pos = state.cache[position]
        elif state.env["budget"].spend(COST_OF_RULES):
            super().skipToken(state)
        else:
            state.pos = state.posMax


def _link_label(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803
    """Where the label ends that begins with the bracket at `start`, or -1.

    The same walk as markdown-it's, which is quadratic in the brackets of a line; here every
    step is paid for, and the end of a label that is found once is remembered.
    """
    budget: Budget = state.env["budget"]
    if not budget.spend(COST_OF_BRACKET) or state.src.find("]", start, state.posMax) < 0:
        return -1
    before = state.pos
    state.pos = start + 1
    level, steps, end = 1, 0, -1
    while state.pos < state.posMax:
        marker = state.src[state.pos]
        if marker == "]":
            level -= 1
            if level == 0:
                end = state.pos
                break
        position = state.pos
        state.md.inline.skipToken(state)
        steps += 1
        if steps == 64:
            steps = 0
            if not budget.spend(32):
                break
        if marker == "[":
            if position == state.pos - 1:
                level += 1
            elif disableNested:
                break
    budget.left -= steps // 2
    state.pos = before
    return end
