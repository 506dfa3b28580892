"""Parts of a stored page: what stands at a heading, or at a line under it, to be read beside other people's.

A part is cut out of our own renderer's HTML: it was cleaned, its tags are balanced, no attribute holds a bare < or >,
and only headings and footnotes carry an `id`. Every function takes any such page and never raises; the work is linear
in what is looked at, and that is bounded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import unquote

from journal.text.near_titles import fold_title

LOOK = 40_000  # characters of HTML behind a heading that are looked at for a part
NOTES = 9  # footnotes that go with a part
LONGEST_LINE = 1_500  # characters of HTML of a line that are compared
EMPTY = 200  # of tags and blanks before its words
TOP = 4  # the level of a part's first heading on a page that has its own three

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>")
_BLANK = re.compile(r"(?:\s|<[^<>]*>)*")
_LINE_END = re.compile(r"<(?:br|/?(?:p|li|ul|ol|h[1-6]|pre|div|table)\b)")
_VOID = frozenset("area br col hr img input link meta source track wbr".split())
_HEADING = re.compile(r'<h([1-6]) id="([^"]*)"[^<>]*>')
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_BLOCKS = frozenset("p li ul ol pre table tr div blockquote section aside details figure dl dd dt".split())
_WHOLE = frozenset({"math", "table"})  # of which half is nothing
_LINES = frozenset({"li", "p"})
_FIRST_LINE = re.compile(
    r"\s*(?:<h([1-6])\b[^<>]*>(?:(?!</h).)*</h\1>|<p>(?:(?!</p>|<br|<img|<math).)*</p>"
    r"|<ul>\s*<li>(?:(?!<li|<ul|<ol|<p>|<br|<img|<math|</li).)*</li>\s*</ul>)",
    re.DOTALL,
)
SLACK = 12  # letters that a line may have beside the words it is known by: a code, "정리"
_BOLD_LINE = re.compile(r"<p>\s*<strong>(?:(?!</strong>|<br|</p>).)*</strong>\s*</p>", re.DOTALL)
_FOOTNOTES = '<section class="footnotes">'
_NOTE_LINK = re.compile(r'href="#(note-[0-9]{1,4})"')
_ID = re.compile(r' id="([^"]*)"')
_ID_OR_JUMP = re.compile(r' (id|href)="(#?)([^"]*)"')


@dataclass(frozen=True)
class Part:
    """A part of a page. `is_cut` says that the post goes on behind it."""

    html: str
    is_cut: bool = False


def part_of(html: str, anchor: str, *lines: str) -> str:
    """Return what stands at a heading of a page, up to the next one of its level; "" where there is no such heading.

    `lines` are what a line under it says, in the writings under which it may be found: where a deeper heading or an
    item of a list says it, the part is that, and where the item says nothing more, what follows the list as well.
    An empty anchor is the top of the page. Footnotes that the part refers to stand at its end.
    """
    start, level = _start(html, anchor)
    if start < 0:
        return ""
    region = html[start : _end(html, start, level)]
    part = _named(region, [fold_title(line) for line in lines]) if lines else region
    return part.strip() + _notes(html, part)


def heading_of(html: str, anchor: str) -> str:
    """Return what a heading of a page says, as HTML; "" where there is no such heading."""
    start, _level = _start(html, anchor)
    heading = _HEADING.match(html, max(start, 0)) if anchor and start >= 0 else None
    return html[heading.end() :].partition(f"</h{heading[1]}>")[0] if heading else ""


def shortened(html: str, most: int) -> Part:
    """Return a part of at most about `most` characters of text, cut between its blocks where that goes."""
    text, at, good = 0, 0, None
    stack: list[str] = []
    for tag in _TAG.finditer(html):
        run = html[at : tag.start()]
        whole = _WHOLE.intersection(stack)
        if text + len(run) > most and not whole:
            if good:
                return Part(html[: good[0]] + _closing(good[1]), True)
            kept = run[: max(most - text, 1)]
            return Part(html[:at] + re.sub(r"&[^;\s]*\Z", "", kept) + "…" + _closing(stack), True)
        text, at = text + len(run.strip()), tag.end()
        closes, name = tag[1], tag[2].lower()
        if name in _VOID or tag[3].endswith("/"):
            continue
        if not closes:
            stack.append(name)
        elif name in stack:
            while stack.pop() != name:
                pass
            if name in _BLOCKS and not _WHOLE.intersection(stack):
                good = (at, tuple(stack))
    return Part(html)


def standing(html: str, prefix: str, address: str) -> str:
    """Return a part that can stand on a page with others: its ids begin with `prefix`, its headings are low.

    Links to places that are not in the part lead to them in the post at `address`.
    """
    ids = {unescape(found) for found in _ID.findall(html)}

    def fixed(match: re.Match) -> str:
        kind, jump, rest = match.groups()
        if kind == "id":
            return f' id="{prefix}{jump}{rest}"'
        if not jump:
            return match[0]
        is_here = unescape(rest) in ids or unquote(unescape(rest)) in ids
        return f' href="#{prefix}{rest}"' if is_here else f' href="{escape(address)}#{rest}"'

    return _lowered(_ID_OR_JUMP.sub(fixed, html))


def without_line(part: str, *lines: str) -> str:
    """Return a part without its first heading, bold line or item where that says one of the lines and hardly more."""
    first = _FIRST_LINE.match(part)
    said = fold_title(unescape(re.sub(r"<[^<>]*>", "", first[0]))) if first else ""
    for line in filter(None, map(fold_title, lines)):
        if line in said and len(said) <= len(line) + SLACK:
            return part[first.end() :]
    return part


def says_something(html: str) -> bool:
    """Return whether a part shows anything: a word, a picture, a formula."""
    return bool(re.search(r"<(?:img|math|input|table)\b|[^\W_]", re.sub(r"<(?!img|math|input|table)[^<>]*>", "", html)))


def _lowered(html: str) -> str:
    levels = [int(level) for level in re.findall(r"<h([1-6])[\s>]", html)]
    if not levels:
        return html
    by = TOP - min(levels)
    return re.sub(r"(</?h)([1-6])(?=[\s>])", lambda match: f"{match[1]}{min(max(int(match[2]) + by, TOP), 6)}", html)


def _start(html: str, anchor: str) -> tuple[int, int]:
    """Where the heading of an anchor begins and its level; the top of the page is above all levels."""
    if not anchor:
        return 0, 7
    named = f' id="{escape(anchor)}"'
    at = html.find(named)
    heading = _HEADING.match(html, at - 3) if at >= 3 else None
    return (heading.start(), int(heading[1])) if heading else (-1, 0)


def _tags(html: str, start: int, end: int) -> Iterator[tuple[int, str, bool, re.Match]]:
    """The tags of a stretch with the depth at which each stands; one that closes what began before has depth -1."""
    depth = 0
    for tag in _TAG.finditer(html, start, end):
        name, closes = tag[2].lower(), bool(tag[1])
        if closes:
            depth -= 1
            yield depth, name, True, tag
            if depth < 0:
                return
        else:
            yield depth, name, False, tag
            depth += name not in _VOID and not tag[3].endswith("/")


def _end(html: str, start: int, level: int) -> int:
    """Where the part of a heading ends: at a heading of its level, the footnotes, or the end of what holds it."""
    last = min(len(html), start + LOOK)
    for depth, name, closes, tag in _tags(html, start, last):
        if depth < 0:
            return tag.start()
        if depth or closes or tag.start() == start:
            continue
        if name in _HEADINGS and int(name[1]) <= level and _HEADING.match(html, tag.start()):
            return tag.start()
        if name == "section" and html.startswith(_FOOTNOTES, tag.start()):
            return tag.start()
    return len(html) if last == len(html) else _last_block(html, start, last)


def _last_block(html: str, start: int, last: int) -> int:
    """The end of the last block that is whole before `last`; nothing of one that is longer than all we look at."""
    end = start
    for depth, _name, closes, tag in _tags(html, start, last):
        if depth == 0 and closes:
            end = tag.end()
    return end


def _named(region: str, lines: list[str]) -> str:
    """The part of a region that says one of the lines; the region where its own heading does, or nothing does."""
    wanted = [line for line in lines if line]
    heading = _HEADING.match(region)
    own = _line_at(region, heading.end()) if heading else ""
    for line in wanted:
        if line in own:
            return region
        for inner in _HEADING.finditer(region, heading.end() if heading else 0):
            if line in _line_at(region, inner.end()):
                return region[inner.start() : _end(region, inner.start(), int(inner[1]))]
        for tag in _TAG.finditer(region):
            if not tag[1] and tag[2] in _LINES and line in _line_at(region, tag.end()):
                return _item(region, tag) if tag[2] == "li" else _from_line(region, tag)
    return region


def _line_at(html: str, start: int) -> str:
    """The first line that stands from here, folded. Of a thousand empty lines none is looked through to the last."""
    begin = _BLANK.match(html, start, start + EMPTY).end()
    stop = _LINE_END.search(html, begin, start + LONGEST_LINE)
    end = stop.start() if stop else min(len(html), start + LONGEST_LINE)
    return fold_title(unescape(re.sub(r"<[^<>]*>", "", html[start:end])))


def _item(region: str, tag: re.Match) -> str:
    """An item of a list, with what is in it; where it is a bare line, with what follows the list, too."""
    end = _close_of(region, tag)
    item = region[tag.start() : end]
    alone = f"<ul>\n{item}\n</ul>\n"
    if re.search(r"<(?:ul|ol|p|pre|div|table|blockquote|img|br)\b", item):
        return alone
    outer = _outer_list(region, tag.start())
    rest = region[_close_of(region, outer) :] if outer else ""
    return alone + rest if re.sub(r"<h[1-6].*?</h[1-6]>|<[^<>]*>|\s", "", rest, flags=re.DOTALL) else alone


def _from_line(region: str, tag: re.Match) -> str:
    """A line that looks like a heading, up to the next such line; any other line with what follows it."""
    end = len(region)
    if _BOLD_LINE.match(region, tag.start()):
        nearest = _BOLD_LINE.search(region, tag.end())
        end = nearest.start() if nearest else end
    heading = _HEADING.search(region, tag.end())
    end = min(end, heading.start()) if heading else end
    depth_end = next((each.start() for depth, _n, _c, each in _tags(region, tag.start(), end) if depth < 0), end)
    return _balanced(region[tag.start() : depth_end])


def _balanced(html: str) -> str:
    """The html up to its last whole block, where something in it is not closed."""
    end = _last_block(html, 0, len(html))
    return html[:end] if any(not blank.isspace() for blank in html[end:]) and "<" in html[end:] else html


def _outer_list(region: str, before: int) -> re.Match | None:
    """The outermost list that is open at a place."""
    outer = None
    for depth, name, closes, tag in _tags(region, 0, before):
        if depth == 0:
            outer = None if closes else tag if name in ("ul", "ol") else outer
    return outer


def _close_of(html: str, opening: re.Match) -> int:
    for depth, _name, closes, tag in _tags(html, opening.start(), len(html)):
        if depth == 0 and closes:
            return tag.end()
    return len(html)


def _notes(html: str, part: str) -> str:
    """The footnotes to which a part refers."""
    wanted = list(dict.fromkeys(_NOTE_LINK.findall(part)))[:NOTES]
    begin = html.rfind(_FOOTNOTES) if wanted else -1
    if begin < 0:
        return ""
    notes = []
    for name in wanted:
        at = html.find(f'<li id="{name}">', begin)
        tag = _TAG.match(html, at) if at >= 0 else None
        if tag:
            number = name.removeprefix("note-")
            notes.append(f'<li id="{name}" value="{number}">{html[tag.end() : _close_of(html, tag)]}\n')
    return f"\n{_FOOTNOTES}<ol>\n{''.join(notes)}</ol></section>" if notes else ""


def _closing(stack) -> str:
    return "".join(f"</{name}>" for name in reversed(stack))
