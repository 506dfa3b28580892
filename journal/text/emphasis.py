"""Emphasis that closes next to Hangul: `**단어(영어)**는`, `**"인용"**은`, `~~취소(x)~~를`.

CommonMark decides by spaces and punctuation whether a run of `*` may open or close (section
6.2, left- and right-flanking runs). It expects a space or punctuation after `)**`, but Korean
glues its particles to the word. Here a run between punctuation and a letter of a script that
is written so may also open or close; everything else, and every `_`, is as the standard says.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter, Scanned

# Hangul (syllables, jamo as typed and as NFD), kana and the ideographs.
_GLUING = re.compile(
    "[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc]"
)


def emphasis_plugin(md: MarkdownIt) -> None:
    """Let `*` and `~~` of `md` open and close next to Hangul."""
    md.inline.ruler.at("emphasis", _emphasis)
    md.inline.ruler.at("strikethrough", _strikethrough)


def scan_run(source: str, start: int, end: int) -> Scanned:
    """Whether the run of markers at `start` can open and close, and its length."""
    marker = source[start]
    after = start
    while after < end and source[after] == marker:
        after += 1
    last = source[start - 1] if start else " "
    following = source[after] if after < end else " "

    space_before, space_after = isWhiteSpace(ord(last)), isWhiteSpace(ord(following))
    mark_before, mark_after = _is_punctuation(last), _is_punctuation(following)
    opens = not space_after and (not mark_after or space_before or mark_before or bool(_GLUING.match(last)))
    closes = not space_before and (not mark_before or space_after or mark_after or bool(_GLUING.match(following)))
    return Scanned(opens, closes, after - start)


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _emphasis(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    if marker == "_":
        scanned = state.scanDelims(state.pos, False)
    else:
        scanned = scan_run(state.src, state.pos, state.posMax)
    for _ in range(scanned.length):
        _push(state, marker, scanned, scanned.length)
    state.pos += scanned.length
    return True


def _strikethrough(state: StateInline, silent: bool) -> bool:
    # A single tilde is a range (1~3강) and never a strike.
    if silent or not state.src.startswith("~~", state.pos):
        return False
    scanned = scan_run(state.src, state.pos, state.posMax)
    if scanned.length % 2:
        state.push("text", "", 0).content = "~"
    for _ in range(scanned.length // 2):
        _push(state, "~~", scanned, 0)
    state.pos += scanned.length
    return True


def _push(state: StateInline, markup: str, scanned: Scanned, length: int) -> None:
    # `length` 0 switches the standard's "multiple of 3" rule off, which strikes do not have.
    state.push("text", "", 0).content = markup
    state.delimiters.append(
        Delimiter(
            marker=ord(markup[0]),
            length=length,
            token=len(state.tokens) - 1,
            end=-1,
            open=scanned.can_open,
            close=scanned.can_close,
        )
    )
