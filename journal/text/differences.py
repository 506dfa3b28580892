"""Two texts beside each other: what changed from one to the other, line by line, with the words that did."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from journal.text.alignment import Work, pairs_of

KEPT, REMOVED, ADDED, SKIPPED = "kept", "removed", "added", "skipped"
AROUND = 3  # kept lines shown before and after a change
RELATED = 0.35  # share of letters that two texts must have in common for their differences to be marked by the word

_NEWLINE = re.compile(r"\r\n?|\n")
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Span:
    """A stretch of a line; `is_marked` where it is what changed in it."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Line:
    """A line as it is shown. SKIPPED stands for `count` kept lines that are not."""

    kind: str
    spans: tuple[Span, ...] = ()
    count: int = 1

    @property
    def text(self) -> str:
        """The line's text."""
        return "".join(span.text for span in self.spans)


def line_diff(old: str, new: str, around: int | None = AROUND, work: Work | None = None) -> list[Line]:
    """The lines of both texts in order: removed, added, and `around` kept ones beside these (None shows all).

    Kinds of newlines, and one at the very end, make no difference. Two texts without a difference give no line.
    """
    work = work or Work()
    old_lines, new_lines = _lines(old), _lines(new)
    if old_lines == new_lines:
        return []
    out: list[Line] = []
    at = new_at = 0
    ends = (len(old_lines), len(new_lines))
    for place, new_place in [*pairs_of(old_lines, new_lines, work), ends]:
        out += _changed(old_lines[at:place], new_lines[new_at:new_place], work)
        if place < ends[0]:
            out.append(Line(KEPT, _plain(old_lines[place])))
        at, new_at = place + 1, new_place + 1
    return out if around is None else list(_folded(out, around))


def _compared(old: str, new: str, work: Work) -> tuple[float, list[str], list[str], list[tuple[int, int]]]:
    """The share of letters in common (0 to 1), the words of both texts, and the places of those that stayed."""
    words, new_words = _WORD.findall(old), _WORD.findall(new)
    pairs = pairs_of(words, new_words, work)
    common = sum(len(words[at]) for at, _ in pairs if not words[at].isspace())
    letters = max(_letters(words), _letters(new_words))
    return (common / letters if letters else 1.0), words, new_words, pairs


def _lines(text: str) -> list[str]:
    lines = _NEWLINE.split(text)
    return lines[:-1] if not lines[-1] else lines


def _plain(text: str) -> tuple[Span, ...]:
    return (Span(text),) if text else ()


def _letters(words: list[str]) -> int:
    return sum(len(word) for word in words if not word.isspace())


def _changed(removed: list[str], added: list[str], work: Work) -> list[Line]:
    """The lines of one change: first what went, then what came."""
    old_lines, new_lines = [_plain(line) for line in removed], [_plain(line) for line in added]
    if removed and added:
        share, words, new_words, pairs = _compared("\n".join(removed), "\n".join(added), work)
        if share >= RELATED:
            old_lines = _marked(words, {at for at, _ in pairs})
            new_lines = _marked(new_words, {at for _, at in pairs})
    return [Line(REMOVED, spans) for spans in old_lines] + [Line(ADDED, spans) for spans in new_lines]


def _marked(words: list[str], kept: set[int]) -> list[tuple[Span, ...]]:
    """Words as lines of spans; a line of which no word stayed needs no mark."""
    lines: list[list[Span]] = [[]]
    for at, word in enumerate(words):
        first, *others = word.split("\n")
        if first:
            lines[-1].append(Span(first, at not in kept))
        lines += [[Span(part, at not in kept)] if part else [] for part in others]
    return [_joined(line) for line in lines]


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Neighbours of a kind as one span, with the blanks between two marked words marked too."""
    if not any(not span.is_marked and not span.text.isspace() for span in spans):
        return _plain("".join(span.text for span in spans))
    out: list[Span] = []
    for at, span in enumerate(spans):
        between = span.text.isspace() and 0 < at < len(spans) - 1
        is_marked = span.is_marked or (between and spans[at - 1].is_marked and spans[at + 1].is_marked)
        if out and out[-1].is_marked == is_marked:
            out[-1] = Span(out[-1].text + span.text, is_marked)
        else:
            out.append(Span(span.text, is_marked))
    return tuple(out)


def _folded(lines: list[Line], around: int) -> Iterator[Line]:
    """The same lines with the kept ones that are far from any change left out; a single one is worth no gap."""
    changed = [at for at, line in enumerate(lines) if line.kind != KEPT]
    shown = bytearray(len(lines))
    for at in changed:
        start, end = max(at - around, 0), at + around + 1
        shown[start:end] = b"\1" * len(shown[start:end])
    at = 0
    while at < len(lines):
        end = shown.find(1, at)
        end = len(lines) if end < 0 else end
        if end - at > 1:
            yield Line(SKIPPED, count=end - at)
            at = end
        else:
            yield lines[at]
            at += 1
