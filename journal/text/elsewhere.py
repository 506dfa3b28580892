"""A stored page as it is read outside of its site: every address whole, private pictures as links to the page."""

import re
from html import escape, unescape
from urllib.parse import urljoin

from journal.text.pictures import named_in

# Our renderer's own pages: no attribute holds a bare < or >.
_TAG = re.compile(r"<[a-z][^<>]*>")
_ADDRESS = re.compile(r' (href|src)="([^"]*)"')
_LINK_OR_PICTURE = re.compile(r"<a\b[^<>]*>.*?</a>|<img\b[^<>]*>", re.DOTALL)
_PICTURE = re.compile(r"<img\b[^<>]*>")
_ALT = re.compile(r' alt="([^"]*)"')
_SOURCE = re.compile(r' src="([^"]*)"')


def with_whole_addresses(html: str, page: str) -> str:
    """Return a page whose links and pictures have whole addresses; `page` is its own, against which they are read."""

    def whole(match: re.Match[str]) -> str:
        name, address = match.groups()
        try:
            return f' {name}="{escape(urljoin(page, unescape(address)))}"'
        except ValueError:  # an address that is none, as http://[
            return match[0]

    return _TAG.sub(lambda tag: _ADDRESS.sub(whole, tag[0]), html)


def with_picture_words(html: str, page: str, word: str) -> str:
    """Return a page in which the pictures of our own store are links to `page` that say what they show.

    A reader of feeds has no session, and would be refused the picture itself. `word` is "Picture".
    """

    def said(match: re.Match[str]) -> str:
        if match[0].startswith("<img"):
            words = _words(match[0], word)
            return f'<a href="{escape(page)}">{words}</a>' if words else match[0]
        return _PICTURE.sub(lambda picture: _words(picture[0], word) or picture[0], match[0])

    return _LINK_OR_PICTURE.sub(said, html)


def _words(picture: str, word: str) -> str:
    """Return what stands for a picture of ours; "" for any other's."""
    source, alt = _SOURCE.search(picture), _ALT.search(picture)
    if not source or not named_in(source[1]):
        return ""
    return f"[{escape(word)}: {alt[1]}]" if alt and alt[1] else f"[{escape(word)}]"
