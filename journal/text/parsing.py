"""The parser of Markdown: CommonMark, tables, strikes, and what `journal.text` adds to them.

markdown-it-py is linear for most texts and slow for some that are made for it; this parser
spends from a `Budget` in `env["budget"]` on every step, and shows what is left of a text
plainly when the budget is empty.
"""

import re
from collections.abc import Callable, MutableMapping
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, table
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
COST_OF_WORD = 5
COST_OF_LINE = 5
COST_OF_RULES = 1
COST_OF_BRACKET = 12
COST_OF_LINK = 30
# What a link's address and title may measure, and a table's columns.
MAX_ADDRESS = 2_000
MAX_COLUMNS = 200

_NO_BLANK = re.compile(rf"[^\s]{{0,{MAX_ADDRESS}}}")


class Parser(MarkdownIt):
    """A MarkdownIt with bounds. `parse` needs a `Budget` in `env["budget"]`."""

    def __init__(self, options: MutableMapping[str, Any]) -> None:
        super().__init__("commonmark", options)
        self.block = _Blocks()
        self.inline = _Inlines()
        self.helpers = SimpleNamespace(
            parseLinkDestination=_link_destination,
            parseLinkTitle=_link_title,
            parseLinkLabel=_link_label,
        )
        self.configure("commonmark", options)
        self.block.ruler.at("table", _narrow_table, {"alt": ["paragraph", "reference"]})
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


# markdown-it tries every rule at every mark; which ones can begin with it is known.
_RULES_OF = {
    "\n": "newline",
    "\\": "escape",
    "`": "backticks",
    "*": "emphasis",
    "_": "emphasis",
    "~": "strikethrough",
    "$": "formula",
    "[": "link footnote_ref",
    "]": "",
    "!": "image",
    "<": "autolink html_inline",
    "&": "entity",
    ":": "bare_link shortcode",
    "@": "mention",
}


class _Inlines(ParserInline):
    def __init__(self) -> None:
        super().__init__()
        self.terminator_re = re.compile("[" + re.escape("".join(_RULES_OF)) + "]")
        self._rules_of: dict[str, tuple] | None = None
        self._text: tuple = ()

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        budget: Budget = env["budget"]
        if budget.is_empty:
            tokens.append(Token("text", "", 0, content=src))
            return tokens
        state = StateInline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        budget: Budget = state.env["budget"]
        source, end = state.src, state.posMax
        if state.level >= state.md.options["maxNesting"]:
            state.append_pending(source[state.pos : end])
            state.pos = end
        while state.pos < end:
            if not budget.spend(COST_OF_RULES):
                state.append_pending(source[state.pos : end])
                state.pos = end
                break
            made = len(state.tokens)
            for rule in self.rules_of(source[state.pos]):
                if rule(state, False):
                    break
            else:
                state.append_pending(source[state.pos])
                state.pos += 1
                continue
            if len(state.tokens) > made:
                # The words inside a link have been paid for by the call that made them.
                link = state.tokens[-1].nesting < 0
                budget.left -= COST_OF_LINK if link else COST_OF_WORD * (len(state.tokens) - made)
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802
        start = state.pos
        if start in state.cache:
            state.pos = state.cache[start]
            return
        if state.level >= state.md.options["maxNesting"] or not state.env["budget"].spend(COST_OF_RULES):
            state.pos = state.posMax
        else:
            state.level += 1
            if not any(rule(state, True) for rule in self.rules_of(state.src[start])):
                state.pos += 1
            state.level -= 1
        state.cache[start] = state.pos

    def rules_of(self, character: str) -> tuple[Callable[[StateInline, bool], bool], ...]:
        """The rules that can begin with `character`; all but the first are rarely tried."""
        if self._rules_of is None:
            active = dict(zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True))
            self._rules_of = {
                begins: tuple(active[name] for name in names.split() if name in active)
                for begins, names in _RULES_OF.items()
            }
            self._text = (active["text"],)
        return self._rules_of.get(character, self._text)


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
    if end >= 0 and state.src.startswith("(", end + 1):
        # The address will be read character by character, whether or not the link comes true.
        budget.left -= len(_NO_BLANK.match(state.src, end + 2)[0]) // 8
    state.pos = before
    return end


def _link_destination(source: str, start: int, end: int) -> Any:
    return parseLinkDestination(source, start, min(end, start + MAX_ADDRESS))


def _link_title(source: str, start: int, end: int, state: Any = None) -> Any:
    return parseLinkTitle(source, start, min(end, start + MAX_ADDRESS), state)


def _narrow_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.src.count("|", state.bMarks[start_line], state.eMarks[start_line]) > MAX_COLUMNS:
        return False
    return table(state, start_line, end_line, silent)
