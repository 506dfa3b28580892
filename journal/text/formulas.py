"""Formulas in Markdown: `$x$` in a line, `$$x$$` in a line or on lines of its own.

The rules for a single dollar are pandoc's (no space inside the dollars, no digit after the
closing one; see "tex_math_dollars" in its manual), made stricter for prices: `$5 and $6`,
`100$와 200$` and `$HOME 밑` are not formulas.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

# Longer ones are not looked for: a formula of a page fits many times over.
MAX_INLINE = 2_000
MAX_LINES = 200

_LOOKS_LIKE_TEX = re.compile(r"[\\^_{=]")
_HANGUL = re.compile("[\u3131-\u318e\uac00-\ud7a3]")


def formulas_plugin(md: MarkdownIt) -> None:
    """Make tokens `math_inline`, `math_inline_double` and `math_block`; content is the TeX."""
    md.inline.ruler.before("escape", "formula", _inline)
    md.block.ruler.before("fence", "formula", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _inline(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    if source[start] != "$":
        return False
    double = source.startswith("$$", start)
    marker = "$$" if double else "$"
    opened = start + len(marker)
    end = _closing(source, opened, min(state.posMax, opened + MAX_INLINE), marker)
    if end < 0:
        return False
    content = source[opened:end]
    after = end + len(marker)
    if not (content.strip() if double else _is_formula(source, start, content, after)):
        return False
    if not silent:
        token = state.push("math_inline_double" if double else "math_inline", "math", 0)
        token.content = content.strip()
        token.markup = marker
    state.pos = after
    return True


def _closing(source: str, start: int, end: int, marker: str) -> int:
    """Where the next `marker` without a backslash before it stands, or -1."""
    while (found := source.find(marker, start, end)) >= 0:
        slashes = found
        while slashes > start and source[slashes - 1] == "\\":
            slashes -= 1
        if (found - slashes) % 2 == 0:
            return found
        start = found + 1
    return -1


def _is_formula(source: str, start: int, content: str, after: int) -> bool:
    if not content or content[0].isspace() or content[-1].isspace():
        return False
    if _LOOKS_LIKE_TEX.search(content):
        return True
    touches_number = (start > 0 and source[start - 1].isdecimal()) or source[after : after + 1].isdecimal()
    return not touches_number and not _HANGUL.search(content)


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("$$", start) or state.is_code_block(start_line):
        return False
    first = state.src[start + 2 : state.eMarks[start_line]].rstrip()
    if "$$" in first:
        # `$$x$$` alone on its line; with words after it, it belongs to the paragraph.
        if not first.endswith("$$") or first.index("$$") != len(first) - 2 or len(first) == 2:
            return False
        lines, last_line = [first[:-2]], start_line
    else:
        lines = [first]
        for last_line in range(start_line + 1, min(end_line, start_line + MAX_LINES)):
            if state.sCount[last_line] < state.blkIndent and not state.isEmpty(last_line):
                return False
            line = state.getLines(last_line, last_line + 1, state.blkIndent, False).rstrip()
            if "$$" in line:
                if not line.endswith("$$") or line.index("$$") != len(line) - 2:
                    return False
                lines.append(line[:-2])
                break
            lines.append(line)
        else:
            return False
    if silent:
        return True
    token = state.push("math_block", "math", 0)
    token.content = "\n".join(lines).strip()
    token.markup = "$$"
    state.line = last_line + 1
    token.map = [start_line, state.line]
    return True
