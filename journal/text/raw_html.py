"""The writer's own HTML inside Markdown, made whole before anything is cleaned.

`cleaning` decides what is safe. This comes first and decides what is well-formed: only
complete tags pass, properly nested and closed where their surroundings end, at most
`MAX_OPEN` deep. So no open quote, comment or <textarea> of the writer's can swallow what the
renderer puts after it, and the parser behind the cleaner never meets the misnested formatting
elements that make it copy them into every following block (HTML Standard, 13.2.4.3).
"""

import re
from collections.abc import Callable, Iterator
from html import escape

from journal.text.budget import Budget
from journal.text.videos import embedded_video

MAX_OPEN = 24

# One tag as CommonMark defines it (section 6.6); possessive, so that it never goes back.
_PIECE = re.compile(
    r"""<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)
        (?P<attributes>(?:\s++[A-Za-z_:@][\w:.@-]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+)*+)
        \s*+/?>
    | <!--(?:>|->|(?s:.)*?-->) | <!\[CDATA\[(?s:.)*?\]\]> | <\?(?s:.)*?\?> | <![A-Za-z][^>]*+>""",
    re.VERBOSE | re.ASCII,
)
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>", "<!": ">"}

VOID = frozenset({"br", "hr", "img", "wbr", "col"})
PHRASES = frozenset(
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q rb rp rt rtc ruby s samp small span strike strong "
    "sub sup time tt u var big".split()
)
# These may stay open over the Markdown between a tag and its end: <details>, blank line, list.
BLOCKS = frozenset(
    "div details summary blockquote figure figcaption center ul ol li dl dt dd table caption thead tbody tfoot tr td "
    "th colgroup".split()
)
_SHORT = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})
_TABLE_PARTS = {
    "caption": {"table"},
    "colgroup": {"table"},
    "col": {"colgroup", "table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr", "table", "thead", "tbody", "tfoot"},
    "th": {"tr", "table", "thead", "tbody", "tfoot"},
}
_IN_TABLE = frozenset({"table", "thead", "tbody", "tfoot", "tr", "colgroup"})
# What a tag may leave unsaid (HTML Standard, 13.1.2.4): <li> ends the <li> before it.
_ENDS_BEFORE = {
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "td": {"td", "th", "caption", "colgroup"},
    "th": {"td", "th", "caption", "colgroup"},
    "tr": {"tr", "td", "th", "caption", "colgroup"},
    "thead": {"caption", "colgroup"},
    "tbody": {"thead", "tbody", "tr", "td", "th", "caption", "colgroup"},
    "tfoot": {"tbody", "tr", "td", "th"},
}
_SCOPES = {"li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}}
# Shown to nobody, with all that is inside.
HIDDEN = frozenset({"script", "style", "template", "title", "svg", "math", "noscript", "object", "select"})
# Names of HTML that mean nothing here: the tag goes, the words stay. Any other name is text,
# because `List<String>` is.
_FORGOTTEN = frozenset(
    "html head body meta link base font nobr main section article aside header footer nav address hgroup menu iframe "
    "video audio source track embed param form input button label textarea fieldset legend option optgroup datalist "
    "output progress meter canvas picture area map dialog slot frame frameset noframes applet marquee blink acronym "
    "basefont dir listing plaintext xmp noembed image path g circle rect line".split()
)
_KNOWN = VOID | PHRASES | BLOCKS | _SHORT


class RawHtml:
    """Keeps the writer's open tags through one rendering. Every method returns HTML.

    `table` is what stands before and after a <table>, `video` the link to a YouTube video
    that an <iframe> shows; `heading_names` says which tags stand in the place of <h1> to <h6>.
    """

    def __init__(
        self,
        budget: Budget,
        table: tuple[str, str],
        video: Callable[[str], str],
        heading_names: dict[str, str],
    ) -> None:
        self.budget = budget
        self.table = table
        self.video = video
        self.heading_names = heading_names
        self._open: list[tuple[str, int]] = []
        self._inline: list[tuple[str, int]] = []
        self._later: list[str] = []

    def block(self, source: str, level: int) -> str:
        """An HTML block of Markdown at a depth of `level`."""
        out: list[str] = []
        for text, match in _pieces(source, self.budget):
            if text:
                self._text(text, level, out)
            if match:
                self._block_tag(match, level, out)
        while self._open and self._open[-1][1] == level and self._open[-1][0] not in BLOCKS:
            self._pop(out)
        html = "".join(out)
        return f"<p>{html.strip()}</p>\n" if html.strip() and "<" not in html else html

    def inline(self, tag: str, depth: int, level: int) -> str:
        """One tag within a line; `depth` counts the emphasis and links around it."""
        match = _PIECE.fullmatch(tag)
        name = match["name"].lower() if match and match["name"] else ""
        if not match or not name:
            return ""
        out: list[str] = []
        if name in ("br", "img", "wbr"):
            return f"<{name}{match['attributes']}>"
        if name in PHRASES:
            if not match["end"]:
                self._open_phrase(name, match["attributes"], depth, out)
            elif (name, depth) in self._inline:
                while self._inline[-1] != (name, depth):
                    out.append(f"</{self._inline.pop()[0]}>")
                out.append(f"</{self._inline.pop()[0]}>")
        elif match["end"] and name in BLOCKS and (name, level) in self._open:
            self._later.append(name)
        elif name not in _KNOWN and name not in _FORGOTTEN:
            return escape(tag)
        return "".join(out)

    def end_depth(self, depth: int) -> str:
        """Close the tags that were opened within a line at `depth` or deeper."""
        out = []
        while self._inline and self._inline[-1][1] >= depth:
            out.append(f"</{self._inline.pop()[0]}>")
        return "".join(out)

    def end_link(self) -> str:
        """Close an <a> of the line, because a link of Markdown begins."""
        out = []
        if any(name == "a" for name, _ in self._inline):
            while True:
                name, _ = self._inline.pop()
                out.append(f"</{name}>")
                if name == "a":
                    break
        return "".join(out)

    def before_block(self, level: int) -> str:
        """Close what the Markdown block that begins at `level` cannot stand in."""
        out: list[str] = []
        while self._open and self._open[-1][1] == level and self._open[-1][0] in _IN_TABLE:
            self._pop(out)
        return "".join(out)

    def before_end(self, level: int) -> str:
        """Close what was opened inside the Markdown block that ends at `level`."""
        out: list[str] = []
        while self._open and self._open[-1][1] > level:
            self._pop(out)
        return "".join(out)

    def after_end(self, level: int) -> str:
        """Close what a line of the block that has ended at `level` asked to close."""
        out: list[str] = []
        for name in self._later:
            self._close(name, level, out)
        self._later.clear()
        return "".join(out)

    @property
    def is_open(self) -> bool:
        """Whether there is anything that the three methods above could close."""
        return bool(self._open)

    def _open_phrase(self, name: str, attributes: str, depth: int, out: list[str]) -> None:
        if len(self._inline) >= MAX_OPEN or not self.budget.spend(4):
            return
        if name == "a":
            out.append(self.end_link())
        self._inline.append((name, depth))
        out.append(f"<{name}{attributes if name in _WITH_ATTRIBUTES else ''}>")

    def _text(self, text: str, level: int, out: list[str]) -> None:
        if not text.isspace():
            out.append(self.before_block(level))
        out.append(text)

    def _block_tag(self, match: re.Match[str], level: int, out: list[str]) -> None:
        name = (match["name"] or "").lower()
        if not name:
            return
        if not self.budget.spend(6):
            out.append(escape(match[0]))
        elif name not in _KNOWN:
            if name not in _FORGOTTEN and name not in HIDDEN:
                self._text(escape(match[0]), level, out)
            elif name == "iframe" and (identity := embedded_video(match[0])):
                out.append(self.before_block(level))
                self._close("p", level, out)
                out.append(self.video(identity))
        elif match["end"]:
            self._close(name, level, out)
        else:
            self._begin(name, match["attributes"], level, out)

    def _begin(self, name: str, attributes: str, level: int, out: list[str]) -> None:
        if name in _TABLE_PARTS:
            self._end_implied(name, level, out)
            top = self._open[-1] if self._open else ("", -1)
            if top[1] != level or top[0] not in _TABLE_PARTS[name]:
                return
        else:
            out.append(self.before_block(level))
            if name not in PHRASES and name not in VOID - {"hr"}:
                self._close("p", level, out)
            self._end_implied(name, level, out)
            if name == "a":
                self._close("a", level, out)
        if name in VOID:
            out.append(f"<{name}{attributes}>")
        elif len(self._open) < MAX_OPEN:
            self._open.append((name, level))
            if name in PHRASES and name not in _WITH_ATTRIBUTES:
                attributes = ""
            name = self.heading_names.get(name, name)
            out.append(f"{self.table[0] if name == 'table' else ''}<{name}{attributes}>")

    def _end_implied(self, name: str, level: int, out: list[str]) -> None:
        ends = _ENDS_BEFORE.get(name)
        if not ends:
            return
        scope = _SCOPES.get(name, {"table"})
        last = -1
        for place in range(len(self._open) - 1, -1, -1):
            opened, at_level = self._open[place]
            if at_level != level or opened in scope:
                break
            if opened in ends:
                last = place
        while last >= 0 and len(self._open) > last:
            self._pop(out)

    def _close(self, name: str, level: int, out: list[str]) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            opened, at_level = self._open[place]
            if at_level != level or (opened == "table" and name not in _TABLE_PARTS and name != "table"):
                return
            if opened == name:
                while len(self._open) > place:
                    self._pop(out)
                return
            if name == "p" and opened in ("td", "th", "li", "dd", "div", "details", "blockquote"):
                return

    def _pop(self, out: list[str]) -> None:
        name = self._open.pop()[0]
        name = self.heading_names.get(name, name)
        out.append(f"</{name}>{self.table[1] if name == 'table' else ''}")


_WITH_ATTRIBUTES = frozenset({"a", "abbr", "time", "q", "del", "ins"})


def hidden_name(tag: str) -> str:
    """The name of an element that is shown to nobody, where `tag` opens one."""
    match = re.match(r"<([a-z]+)\b", tag, re.IGNORECASE)
    return match[1].lower() if match and match[1].lower() in HIDDEN else ""


def _pieces(source: str, budget: Budget) -> Iterator[tuple[str, re.Match[str] | None]]:
    """The text and the tags of `source` in turn: (text safe to put into HTML, match or None)."""
    at = 0
    missing: set[str] = set()
    while (start := source.find("<", at)) >= 0 and budget.spend(2):
        unfinished = next((kind for kind in _ENDS if source.startswith(kind, start)), "")
        if unfinished in missing:
            match = None
        else:
            match = _PIECE.match(source, start)
            if not match and unfinished and source.find(_ENDS[unfinished], start + 2) < 0:
                missing.add(unfinished)
        if not match:
            yield source[at:start] + "&lt;", None
            at = start + 1
            continue
        if match["name"] and match["name"].lower() in HIDDEN and not match["end"]:
            end = _end_of_hidden(source, match, missing)
            if end:
                yield source[at:start], None
                at = end
            else:
                yield source[at:start] + escape(match[0]), None
                at = match.end()
            continue
        yield source[at:start], match
        at = match.end()
    yield source[at:].replace("<", "&lt;"), None


def _end_of_hidden(source: str, match: re.Match[str], missing: set[str]) -> int:
    """Where an element that is shown to nobody ends; 0 where its end tag is missing."""
    name = match["name"].lower()
    if name in missing:
        return 0
    end = re.compile(rf"</{name}\s*+>", re.IGNORECASE | re.ASCII).search(source, match.end())
    if not end:
        missing.add(name)
        return 0
    return end.end()
