"""Two versions of a text side by side by block, and the text that choosing between them makes.

A block is a paragraph, or a whole list or fence. Taking the same side everywhere gives that side to the letter; where
the sides take turns, a blank line keeps what did not stand beside each other apart.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from journal.text.alignment import Work, pairs_of

MINE, THEIRS, BOTH = "mine", "theirs", "both"
CHOICES = (MINE, THEIRS, BOTH)
SIMILAR = 0.4  # share of words in common from which two paragraphs count as two versions of one
MOST_PAIRED = 10_000  # pairs of paragraphs compared in one change

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^\r\n]*)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_INDENTED = re.compile(r"[ \t]{2,}\S|\t\S")
_NEWLINE = re.compile(r"\r\n?|\n")
_BLANK_START = re.compile(r"(?:[ \t]*\n)+")
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Block:
    """A stretch of both texts. It is the same in both to the eye, or there is something to choose."""

    mine: str
    theirs: str

    @property
    def is_same(self) -> bool:
        """Whether they differ at most in the blank lines around them and the kind of newlines."""
        return _seen(self.mine) == _seen(self.theirs)


def blocks(mine: str, theirs: str) -> list[Block]:
    """Both texts cut at the borders of paragraphs, lists and fences; together the blocks are both texts whole."""
    work = Work()
    parts, their_parts = _parts(mine), _parts(theirs)
    found: list[Block] = []
    at = their_at = 0
    pairs = pairs_of([_seen(part) for part in parts], [_seen(part) for part in their_parts], work)
    for place, their_place in [*pairs, (len(parts), len(their_parts))]:
        found += _paired(parts[at:place], their_parts[their_at:their_place], work)
        if place < len(parts):
            found.append(Block(parts[place], their_parts[their_place]))
        at, their_at = place + 1, their_place + 1
    return found


def merged(texts: list[Block], choices: Mapping[int, str]) -> str:
    """The text that the choices make; keys are places in `texts`. No choice is mine.

    A block that is the same to the eye follows the others where they all say theirs. Raises ValueError for a choice
    that is none.
    """
    if unknown := set(choices.values()) - set(CHOICES):
        raise ValueError(unknown)
    asked = [choices.get(at, MINE) for at, block in enumerate(texts) if not block.is_same]
    otherwise = THEIRS if asked and all(choice == THEIRS for choice in asked) else MINE
    newline = "\r\n" if any("\r\n" in block.mine for block in texts) else "\n"
    sides = {MINE, THEIRS}
    pieces: list[str] = []
    for at, block in enumerate(texts):
        choice = choices.get(at, otherwise if block.is_same else MINE)
        for side in _sides(block, choice):
            text = block.mine if MINE in side else block.theirs
            if text and not (sides & side):
                pieces.append(_border("".join(pieces[-2:]), newline))
            if text:
                pieces.append(text)
            sides = side if text else sides & side
    return "".join(pieces)


def signature_of(*texts: str) -> str:
    """A short name of exactly these texts in this order, by which a form's choices find out that one has moved."""
    digest = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()[:32]


def _sides(block: Block, choice: str) -> list[set[str]]:
    """Which sides' text comes, one after the other. A text that is the same to the letter is of both sides."""
    if block.mine == block.theirs:
        return [{MINE, THEIRS}]
    if choice == BOTH and not block.is_same:
        return [{MINE}, {THEIRS}]
    return [{THEIRS}] if choice == THEIRS else [{MINE}]


def _border(before: str, newline: str) -> str:
    """What makes a blank line behind `before`."""
    blank = before[len(before.rstrip()) :]
    missing = 2 - len(_NEWLINE.findall(blank))
    return newline * max(missing, 0 if blank.endswith(("\r", "\n")) else 1) if before else ""


def _seen(text: str) -> str:
    text = _NEWLINE.sub("\n", text).rstrip()
    start = _BLANK_START.match(text)
    return text[start.end() :] if start else text


def _parts(text: str) -> list[str]:
    """A text cut behind blank lines and before headings; a fence or a list stays in one part."""
    parts: list[str] = []
    part: list[str] = []
    fence, is_list, is_over = "", False, False
    for line in _LINE.findall(text):
        opens = _FENCE.match(line)
        if fence:
            part.append(line)
            if opens and opens[1].startswith(fence) and not opens[2].strip():
                fence = ""
            continue
        goes_on = is_list and (_ITEM.match(line) or _INDENTED.match(line))
        if line.strip() and ((is_over and not goes_on) or _HEADING.match(line)) and any(map(str.strip, part)):
            parts.append("".join(part))
            part, is_list = [], False
        part.append(line)
        is_over = not line.strip()
        is_list = is_list or bool(_ITEM.match(line))
        fence = opens[1] if opens and not (opens[1][0] == "`" and "`" in opens[2]) else ""
    if part:
        parts.append("".join(part))
    return parts


def _paired(mine: list[str], theirs: list[str], work: Work) -> list[Block]:
    """Blocks of one change: two versions of a paragraph beside each other, the rest between them as it comes."""
    if not mine and not theirs:
        return []
    found: list[Block] = []
    at = their_at = 0
    for place, their_place in [*_versions(mine, theirs, work), (len(mine), len(theirs))]:
        between = Block("".join(mine[at:place]), "".join(theirs[their_at:their_place]))
        if between.mine or between.theirs:
            found.append(between)
        if place < len(mine):
            found.append(Block(mine[place], theirs[their_place]))
        at, their_at = place + 1, their_place + 1
    return found


def _versions(mine: list[str], theirs: list[str], work: Work) -> list[tuple[int, int]]:
    """The rising pairs of paragraphs that are most alike in their words; none where comparing would be too much."""
    bags, their_bags = ([Counter(_WORD.findall(part)) for part in parts] for parts in (mine, theirs))
    cost = sum(len(bag) for bag in bags) * len(theirs) + sum(len(bag) for bag in their_bags) * len(mine)
    if len(mine) * len(theirs) > MOST_PAIRED or not work.spend(cost):
        return []
    table = [[0.0] * (len(theirs) + 1) for _ in range(len(mine) + 1)]
    alike = [[_alike(bag, other) for other in their_bags] for bag in bags]
    for at in range(len(mine) - 1, -1, -1):
        for their_at in range(len(theirs) - 1, -1, -1):
            paired = table[at + 1][their_at + 1] + alike[at][their_at] if alike[at][their_at] else 0.0
            table[at][their_at] = max(paired, table[at + 1][their_at], table[at][their_at + 1])
    found, at, their_at = [], 0, 0
    while at < len(mine) and their_at < len(theirs):
        here = table[at][their_at]
        if here == table[at + 1][their_at]:
            at += 1
        elif here == table[at][their_at + 1]:
            their_at += 1
        else:
            found.append((at, their_at))
            at, their_at = at + 1, their_at + 1
    return found


def _alike(bag: Counter, other: Counter) -> float:
    """How alike two bags of words are, 0 where they are no versions of each other."""
    share = 2 * (bag & other).total() / max(bag.total() + other.total(), 1)
    return share if share >= SIMILAR else 0.0
