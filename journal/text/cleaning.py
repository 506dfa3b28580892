"""What HTML may be in a page: a list of tags and attributes, kept by nh3 (ammonia, html5ever).

Everything the renderer makes goes through the same cleaner as what the writer typed. What the
list forbids to writers and the page still needs (MathML, highlighted code, class, id) waits
outside as a trusted fragment, and only a mark of it goes through. A mark holds a random number
of this one rendering, so that no text can contain one.
"""

import re
import secrets

import nh3

from journal.text.links import SCHEMES, is_outside

# An attribute that carries the mark of trusted attributes; the writer's own are dropped.
_CARRIER = "data-haru"
_ALIGNED = frozenset({"left", "right", "center"})
_GLOBAL = frozenset({_CARRIER, "title", "lang", "dir"})
_REL = ' rel="nofollow noopener ugc"'
# Not nh3's `set_tag_attribute_values`: those come in another order in every process.
_LAZY = ' loading="lazy" decoding="async"'

TAGS = frozenset(
    "a abbr aside b bdi bdo big blockquote br caption center cite code col colgroup data dd del details dfn div dl dt "
    "em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rb rp rt rtc ruby s samp section "
    "small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr".split()
)
_ATTRIBUTES = {
    "*": _GLOBAL,
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "time": {"datetime"},
    "data": {"value"},
}
_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags={"script", "style", "template", "noscript", "title", "svg", "math"},
    attributes=_ATTRIBUTES,
    tag_attribute_values={
        name: {"align": _ALIGNED}
        for name in ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "table", "img")
    },
    strip_comments=True,
    link_rel=None,
    url_schemes=set(SCHEMES),
    url_relative="pass_through",
)


class Trusted:
    """The trusted fragments of one rendering and their marks. `source` is the writer's text."""

    def __init__(self, source: str) -> None:
        self._nonce = _nonce(source)
        self._fragments: list[str] = []

    def html(self, fragment: str) -> str:
        """A mark, to be put between tags, in whose place `fragment` will stand."""
        self._fragments.append(fragment)
        return f"{self._nonce}{len(self._fragments) - 1};"

    def attributes(self, fragment: str) -> str:
        """An attribute, to be put into a tag, in whose place `fragment` will stand."""
        self._fragments.append(fragment)
        return f' {_CARRIER}="{self._nonce}{len(self._fragments) - 1}"'

    def clean(self, html: str) -> str:
        """`html` with all that is not on the list removed, then the marks replaced.

        A mark counts only where it was put: one that ended up inside an attribute of another
        name, or an attribute's mark between tags, is removed.
        """
        nonce = self._nonce
        cleaned = _CLEANER.clean(html)
        # nh3 escapes `<` and `>` in text and in attributes alike: a `<` begins a tag.
        pattern = re.compile(rf"<([^<>]*(?:{nonce}|{_CARRIER})[^<>]*|(?:a|img) [^<>]*)>|{nonce}(\d++);?")
        return pattern.sub(self._replace, cleaned)

    def _replace(self, match: re.Match[str]) -> str:
        if match[1] is None:
            return self._fragments[int(match[2])] if match[0].endswith(";") else ""
        nonce = self._nonce
        carried = re.search(rf' {_CARRIER}="{nonce}(\d++)"', match[1])
        tag = re.sub(rf' {_CARRIER}="[^"]*"', "", match[1])
        tag = re.sub(rf"{nonce}\d*+;?", "", tag)
        if tag.startswith("img "):
            tag += _LAZY
        elif tag.startswith("a "):
            href = re.search(r' href="([^"]*)"', tag)
            if href and is_outside(href[1]):
                tag += _REL
        return f"<{tag}{self._fragments[int(carried[1])] if carried else ''}>"


def _nonce(source: str) -> str:
    while True:
        nonce = f"haru{secrets.token_hex(12)}x"
        if nonce not in source:
            return nonce
