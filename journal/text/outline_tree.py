"""A post as its headings and what stands under each: the one walk over the Markdown tokens that the outline needs.

Besides real headings a line alone in bold, or alone and a section's name (``**학습 내용**``, ``[회고]``), is a heading
too: people write logs in editors where that is how a heading looks. Work is linear in the tokens.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from journal.text.excerpts import plain
from journal.text.headings import LONGEST_HEADING, plain_title
from journal.text.section_names import SectionMatch, match_section

# Levels of lines that look like headings: below every real one, a section's name above any other bold line.
NAMED_LINE, BOLD_LINE = 7, 8
# Further headings are content like any other: nobody writes so many, and each costs some 50 µs to understand.
MAX_HEADINGS = 2_000

_TASK = re.compile(r"\[([ xX])\](?:\s+|$)")
_HTML_LINK = re.compile(r"<a\s[^<>]{0,1000}?href\s*=\s*[\"']?(https?://[^\s\"'<>]{1,2000})", re.IGNORECASE)
_HTML_TAG = re.compile(r"<!--.*?(?:-->|$)|<[^<>]*>", re.DOTALL)
_HTML_MEDIA = re.compile(r"<(?:img|video|iframe|audio|embed|object|svg|table|input)\b", re.IGNORECASE)
_TEXT_TYPES = frozenset({"text", "code_inline", "text_special", "math_inline", "math_inline_double", "emoji"})


@dataclass(eq=False)
class Item:
    """A line of a list or of a paragraph.

    `depth` is 0 in a paragraph, 1 in a list, 2 in a list in a list ...; `number` is the ordinal of an ordered list;
    `list_id` tells lists apart; `starts_at` is the list's first number; `done` is a task's box; `parent` holds it.
    """

    text: str
    depth: int = 0
    number: int | None = None
    starts_at: int | None = None
    list_id: int = 0
    done: bool | None = None
    parent: "Item | None" = None
    items: list["Item"] = field(default_factory=list)
    lines: int = 0


@dataclass(eq=False)
class Link:
    """An http(s) link outside of images: its address and its words."""

    url: str
    title: str


@dataclass(eq=False)
class Heading:
    """A heading and what stands directly under it. The root of a post has level 0 and no title.

    `lines` are its own in the source: the first, and the one behind its last, counted from 0.
    """

    title: str = ""
    level: int = 0
    anchor: str = ""
    match: SectionMatch = SectionMatch()
    parent: "Heading | None" = None
    children: list["Heading"] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    callouts: list[str] = field(default_factory=list)
    has_content: bool = False
    lines: tuple[int, int] = (0, 0)

    @property
    def is_real(self) -> bool:
        """Whether it is a heading of Markdown, not a line that looks like one."""
        return self.level < NAMED_LINE


def inline_text(tokens: list[Token] | None) -> str:
    """The words of an inline token's children, line ends kept, pictures left out."""
    parts = []
    for token in tokens or []:
        if token.type in _TEXT_TYPES:
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak") or (
            token.type == "html_inline" and token.content.startswith("<br")
        ):
            parts.append("\n")
    return "".join(parts)


def _is_bold_line(children: list[Token]) -> bool:
    """Whether an inline is one bold run and nothing else, on one line."""
    marked = [child for child in children if not (child.type == "text" and not child.content.strip())]
    if len(marked) < 3 or marked[0].type != "strong_open" or marked[-1].type != "strong_close":
        return False
    inner = marked[1:-1]
    return not any(child.type in ("strong_close", "softbreak", "hardbreak", "image") for child in inner)


class _Walk:
    """The state of one walk over the tokens of a post."""

    def __init__(self, own: Mapping[str, str]):
        self.own = own
        self.root = Heading()
        self.open = [self.root]
        self.real = self.root
        self.lists: list[list] = []  # [list id, next number or None, first number or None]
        self.list_items: list[Item | None] = []
        self.next_list_id = 1
        self.headings = 0
        self.quotes = 0
        self.notes = 0
        self.asks = False

    @property
    def here(self) -> Heading:
        return self.open[-1]

    def heading(self, title: str, level: int, anchor: str, match: SectionMatch, lines: list[int] | None) -> Heading:
        """Open a heading: it closes all of its own level and below."""
        self.headings += 1
        while self.here.level >= level:
            self.open.pop()
        node = Heading(title, level, anchor, match, self.here, lines=tuple(lines or (0, 0)))
        self.here.children.append(node)
        self.open.append(node)
        return node

    def real_heading(self, token: Token, inline: Token) -> None:
        """A heading of Markdown. One without words is no part of the page's table of contents, and none here."""
        title = " ".join(plain(inline.children or ()).split())
        if title and self.headings < MAX_HEADINGS:
            anchor, match = str(token.attrs.get("id", "")), match_section(title, self.own)
            self.real = self.heading(title, int(token.tag[1]), anchor, match, token.map)
        else:
            self.here.has_content = self.here.has_content or bool(title)
        self.here.links.extend(_links_of(inline.children))

    def line_heading(self, inline: Token) -> bool:
        """Take a paragraph as a heading where it looks like one; say whether it did."""
        content = inline.content
        if "\n" in content or len(content) > LONGEST_HEADING // 3 or self.headings >= MAX_HEADINGS:
            return False
        title = inline_text(inline.children).strip()
        bold = _is_bold_line(inline.children or [])
        if not title or not (bold or len(title) <= 30):
            return False
        match = match_section(title, self.own)
        if not bold and not (match.kinds and match.is_bare and (title[0] in "[<【" or not title.isascii())):
            return False
        if not bold and plain_title(title) != title and title[0] not in "[<【":
            # An emoji before a bare name is fine; a number before it is an item of something.
            if title[0].isdigit():
                return False
        self.heading(title, NAMED_LINE if match.kinds else BOLD_LINE, self.real.anchor, match, inline.map)
        return True

    def inline(self, token: Token) -> None:
        """Content: a paragraph, a table's cell, a list item's text."""
        if self.notes:
            self.root.links.extend(_links_of(token.children))  # footnotes stand at the end, outside of every section
            return
        text = inline_text(token.children).strip("\n")
        self.here.links.extend(_links_of(token.children))
        if text.strip() or any(child.type == "image" for child in token.children or []):
            self.here.has_content = True
        if self.quotes:
            if self.asks and text.strip():
                self.here.callouts.append(text.strip().split("\n", 1)[0])
                self.asks = False
            return
        item = self.list_items[-1] if self.list_items else None
        if item is not None:
            if not item.lines:
                item.text, item.done = _task(text.strip())
            item.lines += 1
            return
        self.here.items.extend(Item(line.strip(), lines=1) for line in text.split("\n") if line.strip())

    def open_list(self, token: Token) -> None:
        """A list, ordered or not."""
        first = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
        self.lists.append([self.next_list_id, first, first])
        self.next_list_id += 1

    def open_item(self, token: Token) -> None:
        """An item of the innermost list."""
        list_id, number, first = self.lists[-1] if self.lists else [0, None, None]
        parent = self.list_items[-1] if self.list_items else None
        item = Item("", len(self.lists), number, first, list_id, None, parent)
        (parent.items if parent else self.here.items).append(item)
        self.list_items.append(item)
        if number is not None:
            self.lists[-1][1] = number + 1

    def html(self, token: Token) -> None:
        """Raw HTML: content where it shows something, and a source of links."""
        for url in _HTML_LINK.findall(token.content):
            self.here.links.append(Link(url, ""))
        if _HTML_TAG.sub("", token.content).strip() or _HTML_MEDIA.search(token.content):
            self.here.has_content = True


def _task(text: str) -> tuple[str, bool | None]:
    if match := _TASK.match(text):
        return text[match.end() :], match[1] != " "
    return text, None


def _links_of(children: list[Token] | None) -> list[Link]:
    """The http(s) links of an inline's children, with their words; of a linked image its alternative text."""
    links: list[Link] = []
    url, words = "", []
    for token in children or []:
        if token.type == "link_open":
            url, words = str(token.attrs.get("href", "")), []
        elif token.type == "link_close":
            if url.lower().startswith(("http://", "https://")):
                title = " ".join("".join(words).split())
                links.append(Link(url, "" if title == url else title))
            url = ""
        elif token.type == "html_inline":
            links.extend(Link(found, "") for found in _HTML_LINK.findall(token.content))
        elif url:
            words.append(token.content if token.type in _TEXT_TYPES or token.type == "image" else " ")
    return links


_CONTENT_BLOCKS = frozenset({"fence", "code_block", "math_block", "table_open", "overflow"})


def read_tree(tokens: list[Token], own: Mapping[str, str]) -> Heading:
    """The root of a post's headings. `tokens` are the renderer's, `own` the cohort's names of sections."""
    walk = _Walk(own)
    for at, token in enumerate(tokens):
        kind = token.type
        before = tokens[at - 1] if at else token
        if kind == "heading_open" and token.level == 0:
            walk.real_heading(token, tokens[at + 1])
        elif kind == "inline":
            is_title = before.type == "heading_open" and before.level == 0
            is_paragraph = before.type == "paragraph_open" and before.level == 0
            if not is_title and not (is_paragraph and not walk.notes and walk.line_heading(token)):
                walk.inline(token)
        elif kind in ("bullet_list_open", "ordered_list_open"):
            walk.open_list(token)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            walk.lists.pop()
        elif kind == "list_item_open":
            walk.open_item(token)
        elif kind == "list_item_close":
            walk.list_items.pop()
        elif kind in ("blockquote_open", "alert_open"):
            walk.quotes += 1
            walk.asks = token.info == "question"
        elif kind in ("blockquote_close", "alert_close"):
            walk.quotes -= 1
            walk.asks = False
        elif kind in ("footnote_block_open", "footnote_block_close"):
            walk.notes += token.nesting
        elif kind == "html_block":
            walk.html(token)
        elif kind == "video":
            walk.here.links.append(Link(token.content, ""))
            walk.here.has_content = True
        elif kind in _CONTENT_BLOCKS:
            walk.here.has_content = True
    return walk.root
