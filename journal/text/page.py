"""From tokens to HTML: the page of one rendering."""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from journal.text.budget import Budget
from journal.text.cleaning import Trusted
from journal.text.excerpts import plain
from journal.text.footnotes import MAX_WAYS_BACK
from journal.text.highlight import Highlighter, language_of
from journal.text.mathml import to_mathml
from journal.text.raw_html import RawHtml, hidden_name
from journal.text.videos import watch_address

# Emphasis nested deeper than this is not shown: parsers and browsers go down one call a level.
MAX_DEPTH = 20

_LOWERED = {"h1": "h4", "h2": "h5", "h3": "h6", "h4": "h6", "h5": "h6"}
_EMPHASIS = frozenset({"em", "strong", "s"})
_SCROLLS = 'tabindex="0"'


class Page:
    """Turns the tokens of one text into HTML, once.

    A `comment` has lower headings without anchors; `note_prefix` goes into the ids of its
    footnotes. `has_math` and `has_code` say afterwards what the page needs.
    """

    def __init__(self, source: str, budget: Budget, *, comment: bool = False, note_prefix: str = "") -> None:
        self.has_math = False
        self.has_code = False
        self._comment = comment
        self._note_prefix = note_prefix
        self._trusted = Trusted(source)
        self._code = Highlighter()
        self._raw = RawHtml(
            budget,
            table=(self._tag("div", f'class="table-scroll" {_SCROLLS}'), "</div>"),
            video=lambda identity: self._video(identity, watch_address(identity)),
            heading_names=_LOWERED if comment else {},
        )
        self._blocks: dict[str, Callable[[Token], str]] = {
            "heading_open": self._heading,
            "heading_close": self._heading,
            "fence": self._fence,
            "code_block": self._fence,
            "math_block": lambda token: self._display(token.content, "div"),
            "html_block": lambda token: self._raw.block(token.content, token.level),
            "table_open": lambda token: f"{self._raw.table[0]}<table>\n",
            "table_close": lambda token: "</table></div>\n",
            "th_open": self._cell,
            "td_open": self._cell,
            "list_item_open": self._list_item,
            "ordered_list_open": self._ordered_list,
            "alert_open": self._alert,
            "alert_title_open": lambda token: self._tag("p", 'class="alert-title"'),
            "video": lambda token: self._video(token.meta["youtube"], token.content),
            "overflow": self._overflow,
            "footnote_block_open": lambda token: self._tag("section", 'class="footnotes"') + "<ol>\n",
            "footnote_block_close": lambda token: "</ol></section>\n",
            "footnote_open": self._footnote,
            "footnote_close": lambda token: "</li>\n",
            "footnote_anchor": self._way_back,
        }
        self._inlines: dict[str, Callable[[Token], str]] = {
            "softbreak": lambda token: "<br>\n",
            "hardbreak": lambda token: "<br>\n",
            "code_inline": lambda token: f"<code>{escape(token.content, quote=False)}</code>",
            "image": self._image,
            "math_inline": self._formula,
            "math_inline_double": lambda token: self._display(token.content, "span"),
            "footnote_ref": self._footnote_reference,
        }

    def html(self, tokens: Sequence[Token]) -> str:
        """The cleaned page."""
        raw = self._raw
        out: list[str] = []
        for token in tokens:
            if token.type == "inline":
                out.append(self._line(token.children or (), token.level - 1))
            elif token.nesting < 0:
                if raw.is_open:
                    out.append(raw.before_end(token.level))
                out.append(self._block(token))
                if raw.is_open:
                    out.append(raw.after_end(token.level))
            else:
                if raw.is_open and token.type != "html_block":
                    out.append(raw.before_block(token.level))
                out.append(self._block(token))
        out.append(raw.before_end(-1))
        # A paragraph of hidden elements alone is nothing.
        return self._trusted.clean("".join(out).replace("<p></p>\n", ""))

    def _block(self, token: Token) -> str:
        if token.hidden:
            return "\n" if token.nesting < 0 else ""
        if rule := self._blocks.get(token.type):
            return rule(token)
        return f"</{token.tag}>\n" if token.nesting < 0 else f"<{token.tag}>"

    def _line(self, children: Sequence[Token], level: int) -> str:
        raw = self._raw
        out: list[str] = []
        depth = skipped = 0
        for token in _without_hidden(children):
            kind = token.type
            if kind == "text":
                out.append(escape(token.content, quote=False))
            elif token.tag in _EMPHASIS and token.nesting:
                if token.nesting > 0 and depth < MAX_DEPTH:
                    depth += 1
                    out.append(f"<{token.tag}>")
                elif token.nesting > 0:
                    skipped += 1
                elif skipped:
                    skipped -= 1
                else:
                    out.append(f"{raw.end_depth(depth)}</{token.tag}>")
                    depth -= 1
            elif kind == "link_open":
                out.append(raw.end_link() + self._link(token))
                depth += 1
            elif kind == "link_close":
                out.append(f"{raw.end_depth(depth)}</a>")
                depth -= 1
            elif kind == "html_inline":
                out.append(raw.inline(token.content, depth, level))
            elif rule := self._inlines.get(kind):
                out.append(rule(token))
            else:
                out.append(escape(token.content, quote=False))
        out.append(raw.end_depth(0))
        return "".join(out)

    def _tag(self, name: str, trusted: str) -> str:
        """An opening tag with attributes that only the renderer may give."""
        return f"<{name}{self._trusted.attributes(' ' + trusted)}>"

    def _heading(self, token: Token) -> str:
        name = _LOWERED.get(token.tag, token.tag) if self._comment else token.tag
        if token.nesting < 0:
            return f"</{name}>\n"
        return f"<{name}>" if self._comment else self._tag(name, f'id="{escape(str(token.attrs["id"]))}"')

    def _fence(self, token: Token) -> str:
        language = language_of(unescapeAll(token.info))
        if language == "math":
            return self._display(token.content, "div")
        self.has_code = True
        code = token.content.removesuffix("\n")
        named = f'data-language="{escape(language)}" ' if language else ""
        pre = self._tag("pre", f'class="code" {named}{_SCROLLS}')
        return f"{pre}<code>{self._trusted.html(self._code.html(code, language))}</code></pre>\n"

    def _display(self, source: str, name: str) -> str:
        mathml = to_mathml(source, display=True)
        if mathml is None:
            failed = self._tag("code", 'class="math-source"') + escape(f"$${source}$$", quote=False) + "</code>"
            return f"<p>{failed}</p>\n" if name == "div" else failed
        self.has_math = True
        return self._tag(name, f'class="math-scroll" {_SCROLLS}') + self._trusted.html(mathml) + f"</{name}>"

    def _formula(self, token: Token) -> str:
        mathml = to_mathml(token.content, display=False)
        if mathml is None:
            source = escape(f"${token.content}$", quote=False)
            return self._tag("code", 'class="math-source"') + source + "</code>"
        self.has_math = True
        return self._trusted.html(mathml)

    def _cell(self, token: Token) -> str:
        side = str(token.attrs.get("style", "")).removeprefix("text-align:")
        return (
            self._tag(token.tag, f'class="align-{side}"') if side in ("left", "right", "center") else f"<{token.tag}>"
        )

    def _list_item(self, token: Token) -> str:
        if "checked" not in token.meta:
            return "<li>"
        checked = " checked" if token.meta["checked"] else ""
        named = f' aria-label="{escape(words)}"' if (words := token.meta["words"]) else ""
        return self._tag("li", 'class="task"') + self._trusted.html(
            f'<input type="checkbox" disabled{checked}{named}> '
        )

    def _ordered_list(self, token: Token) -> str:
        start = token.attrs.get("start", 1)
        return "<ol>\n" if start == 1 else f'<ol start="{int(start)}">\n'

    def _alert(self, token: Token) -> str:
        return self._tag("aside", f'class="alert alert-{token.info}" data-alert="{token.info}"') + "\n"

    def _video(self, identity: str, words: str) -> str:
        link = self._tag("a", f'href="{watch_address(identity)}" rel="nofollow noopener ugc" data-youtube="{identity}"')
        return self._tag("p", 'class="video"') + f"{link}{escape(words, quote=False)}</a></p>\n"

    def _overflow(self, token: Token) -> str:
        return self._tag("pre", f'class="plain" {_SCROLLS}') + f"{escape(token.content, quote=False)}</pre>\n"

    def _link(self, token: Token) -> str:
        href = f' href="{escape(str(token.attrs.get("href", "")))}"'
        title = f' title="{escape(str(token.attrs["title"]))}"' if "title" in token.attrs else ""
        mention = self._trusted.attributes(' class="mention"') if token.markup == "mention" else ""
        return f"<a{href}{title}{mention}>"

    def _image(self, token: Token) -> str:
        title = f' title="{escape(str(token.attrs["title"]))}"' if "title" in token.attrs else ""
        alt = escape(plain(token.children or ()))
        return f'<img src="{escape(str(token.attrs["src"]))}" alt="{alt}"{title}>'

    def _footnote_reference(self, token: Token) -> str:
        number, turn = token.meta["id"] + 1, token.meta["subId"]
        own = f'id="{self._note_id("ref", number, turn)}"' if turn < MAX_WAYS_BACK else ""
        sup = self._tag("sup", f'class="footnote-ref" {own}'.rstrip())
        return f'{sup}<a href="#{self._note_id("note", number)}">{number}</a></sup>'

    def _footnote(self, token: Token) -> str:
        return self._tag("li", f'id="{self._note_id("note", token.meta["id"] + 1)}"')

    def _way_back(self, token: Token) -> str:
        href = self._note_id("ref", token.meta["id"] + 1, token.meta["subId"])
        back = self._trusted.attributes(' class="footnote-back"')
        return f' <a href="#{href}"{back}>↩\ufe0e</a>'

    def _note_id(self, kind: str, number: int, turn: int = 0) -> str:
        return f"{self._note_prefix}{kind}-{number}" + (f"-{turn + 1}" if turn else "")


def _without_hidden(children: Sequence[Token]) -> Iterator[Token]:
    """The tokens of a line without `<script>…</script>` and its like, where they are closed."""
    ends: dict[str, int] = {}
    for place, token in enumerate(children):
        if token.type == "html_inline" and token.content.startswith("</"):
            ends[token.content[2:].rstrip("> \t\n").lower()] = place
    until = ""
    for place, token in enumerate(children):
        if token.type == "html_inline":
            name = hidden_name(token.content)
            if not until and name and ends.get(name, -1) > place:
                until = name
            elif until and token.content[2:].lower().startswith(until) and token.content[1] == "/":
                until = ""
                continue
        # Emphasis and links that begin outside must end there: only what is shown is hidden.
        if not until or token.nesting:
            yield token
