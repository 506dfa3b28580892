"""What was not finished: the open boxes of one journal, carried into the next under the headings they stood under.

Boxes inside an open one come along, ticked ones do not; what is open inside a ticked one steps into its place. Code and
quotations hold no boxes of one's own.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from journal.text.markdown import parse
from journal.text.outline_tree import Heading, read_tree
from journal.text.section_names import name_key, own_names

DEEPEST = 6  # a heading's level in Markdown
_BOX = re.compile(r"\[([ xX])\](?:[ \t]+|$)")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_QUOTED = {"blockquote": 1, "alert": 1, "footnote_block": 1}


@dataclass(eq=False)
class _Item:
    """A list's item: its lines in the source, its column, its first line's words, whether a box is ticked (None: no
    box), and the items in it."""

    start: int
    end: int
    column: int = 0
    words: str = ""
    done: bool | None = None
    items: list["_Item"] = field(default_factory=list)


@dataclass(frozen=True)
class _Carried:
    """Lines to carry, the headings over them (outermost first), and how many open boxes they hold."""

    path: list[Heading]
    lines: list[str]
    count: int


def continued(text: str, last: str, section_names: Mapping[str, str] | None = None) -> str:
    """`text` with the unfinished items of `last`, each under its heading; a heading that is missing comes along.

    What `text` has already, ticked or not, is not added again. Never raises.
    """
    own = own_names(section_names)
    carried = _carried(text, last, own)
    if not carried:
        return text
    places, source = _Places(text, own), last.split("\n")
    for each in carried:
        places.add(each.path, each.lines, source)
    return places.text()


def unfinished_count(text: str, last: str) -> int:
    """How many open boxes `continued` would add."""
    return sum(carried.count for carried in _carried(text, last, {}))


# Reading.


def _carried(text: str, last: str, own: Mapping[str, str]) -> list[_Carried]:
    """What to carry out of `last`, in its order."""
    if "[ ]" not in last:
        return []
    source = last.split("\n")
    tokens = parse(last)
    root = _under_title(read_tree(tokens, own))
    known = Counter(item.words for item in _every(_items(text.split("\n"), parse(text))) if item.done is not None)
    heads = [root, *_headings(root)]
    found = []
    for item in _items(source, tokens):
        while heads[1:] and heads[1].lines[0] < item.start:
            heads = heads[1:]
        found += [_Carried(_path(heads[0], root), *kept) for kept in _kept(item, source, known)]
    return found


def _items(source: list[str], tokens) -> list[_Item]:
    """The outermost items of a text's lists."""
    top: list[_Item] = []
    stack: list[_Item | None] = []
    quoted = 0
    for at, token in enumerate(tokens):
        quoted += token.nesting * _QUOTED.get(token.type.rsplit("_", 1)[0], 0)
        if token.type == "list_item_close":
            stack.pop()
        elif token.type == "list_item_open":
            holder = next((item for item in reversed(stack) if item), None)
            item = None if quoted or not token.map else _Item(*token.map)
            if item and holder and holder.start == item.start:
                item = None  # "- - [ ] words": one line, one item
            if item:
                line = source[item.start].expandtabs(4)
                item.column = len(line) - len(line.lstrip())
                (holder.items if holder else top).append(item)
            stack.append(item)
        elif token.type == "inline" and not quoted and tokens[at - 1].type == "paragraph_open":
            holder = next((item for item in reversed(stack) if item), None)
            if holder and token.map and token.map[0] == holder.start:
                box = _BOX.match(token.content)
                holder.done = box[1] != " " if box else None
                holder.words = " ".join(token.content[box.end() if box else 0 :].split("\n")[0].split())
    return top


def _every(items: list[_Item]) -> Iterator[_Item]:
    for item in items:
        yield item
        yield from _every(item.items)


def _kept(item: _Item, source: list[str], known: Counter, *, inside: bool = False) -> list[tuple[list[str], int]]:
    """What is carried of an item: lines from column 0, and how many open boxes are in them; several where what is open
    in a ticked one steps into its place. `inside` an open one plain items stay."""
    is_open = item.done is False
    if is_open and not (item.words or item.items):
        return []
    if is_open:
        known[item.words] -= 1
        if known[item.words] >= 0:
            return []
    inside = (inside or is_open) and not item.done
    nested = [kept for child in item.items for kept in _kept(child, source, known, inside=inside)]
    if item.done or not (nested or inside):
        return nested
    inner = {at for child in item.items for at in range(child.start, child.end)}
    first = min(inner, default=item.end)
    own = [(at, _shifted(source[at], item.column)) for at in range(item.start, item.end) if at not in inner]
    step = " " * (item.items[0].column - item.column) if item.items else ""
    lines = [
        *_trimmed([line for at, line in own if at < first]),
        *(line and step + line for kept, _count in nested for line in kept),
        *_trimmed([line for at, line in own if at > first]),
    ]
    return [(lines, is_open + sum(count for _kept, count in nested))]


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _shifted(line: str, column: int) -> str:
    """A line moved to the left by as many columns, as far as it is empty there."""
    bare = line.lstrip(" \t")
    lead = len(line[: len(line) - len(bare)].expandtabs(4))
    return " " * max(0, lead - column) + bare.rstrip() if bare else ""


# Headings.


def _headings(node: Heading) -> Iterator[Heading]:
    for child in node.children:
        yield child
        yield from _headings(child)


def _under_title(root: Heading) -> Heading:
    """The post's title where it stands over everything, else the root itself."""
    alone = root.children[0] if len(root.children) == 1 else None
    return alone if alone and alone.is_real and alone.children and not root.items else root


def _path(heading: Heading, top: Heading) -> list[Heading]:
    """A heading and those over it, up to `top`, which is left out."""
    path = []
    while heading is not top and heading.parent:
        path.insert(0, heading)
        heading = heading.parent
    return path


# Writing.


class _Places:
    """Where blocks of lines go in a text, and the headings that come along because the text has none like them."""

    def __init__(self, text: str, own: Mapping[str, str]):
        root = read_tree(parse(text), own)
        self.lines = text.split("\n")
        self.top = _under_title(root)
        self.heads = [heading.lines[0] for heading in _headings(root)]
        self.blocks: dict[int, list[str]] = {}
        self.made: dict[Heading, int] = {}
        self.keys = {heading: name_key(heading.title) for heading in _headings(root)}
        self.found: dict[Heading, Heading | None] = {}

    def add(self, path: list[Heading], lines: list[str], source: list[str]) -> None:
        """Put lines under the headings of `path`, whose own lines are in `source`."""
        node, depth = self.top, 0
        while depth < len(path) and (same := self._same_in(node, path[depth])):
            node, depth = same, depth + 1
        level = node.level if node.is_real else DEEPEST
        block = self.blocks.setdefault(self._behind(node, whole=depth < len(path)), [])
        for heading in path[depth:]:
            if heading not in self.made:
                highest = [other.level for other in self.top.children if other.is_real]
                level = min([heading.level, *highest]) if node is self.top and heading is path[0] else level + 1
                self.made[heading] = level = level if heading is path[0] else max(level, heading.level)
                gap = [] if block and not block[-1] else [""]
                block += [*gap, *_moved(source[slice(*heading.lines)], heading, min(level, DEEPEST)), ""]
            level = self.made[heading]
        block += lines

    def _same_in(self, node: Heading, heading: Heading) -> Heading | None:
        """The heading under `node` that is called the same, else a section of the same kind."""
        if heading not in self.found:
            below, kind, key = list(_headings(node)), heading.match.kinds[:1], name_key(heading.title)
            alike = [other for other in below if self.keys[other] == key]
            alike = alike or [other for other in below if kind and other.match.kinds[:1] == kind]
            self.found[heading] = alike[0] if alike else None
        return self.found[heading]

    def _behind(self, node: Heading, *, whole: bool) -> int:
        """The line behind a heading's own words, or behind the `whole` of its part."""
        ends = [head.lines[0] for head in _headings(node)] if not whole else []
        if not ends:
            while node.parent and node.parent.children[-1] is node:
                node = node.parent
            if node.parent:
                siblings = node.parent.children
                ends = [siblings[siblings.index(node) + 1].lines[0]]
        return min(ends, default=len(self.lines))

    def text(self) -> str:
        """The text with all the blocks in their places."""
        lines = self.lines
        for at in sorted(self.blocks, reverse=True):
            before, behind, block = lines[:at], lines[at:], self.blocks[at]
            gap = 0
            while before and not before[-1].strip():
                gap += bool(before.pop() or True)
            goes_on = before and block[0] and (_ITEM.match(before[-1]) or before[-1][0] in " \t")
            block = block[1:] if not before and not block[0] else block
            lines = [*before, *([""] if before and block[0] and not goes_on else []), *block]
            lines += [*([""] * (max(gap, 1) if behind or gap else 0)), *behind]
        return "\n".join(lines)


def _moved(lines: list[str], heading: Heading, level: int) -> list[str]:
    """A heading's lines as a heading of `level`; a line that only looks like one stays."""
    if not heading.is_real:
        return lines
    if re.match(r" {0,3}#", lines[0]):
        return [re.sub(r"^ {0,3}#+", "#" * level, lines[0])]
    return [f"{'#' * level} {' '.join(line.strip() for line in lines[:-1])}"]
