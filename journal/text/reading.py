"""What a stored page gets when it is read: links to its sections, and links around its pictures. It stays stored as it is."""

import re
from html import escape, unescape
from urllib.parse import unquote

from journal.text.links import is_outside

# Our renderer's own pages: headings carry `id` first, and no attribute holds a bare < or >.
_HEADING = re.compile(r'(<h[1-6] id="([^"]*)"[^>]*>.*?)(</h[1-6]>)', re.DOTALL)
_LINK_OR_PICTURE = re.compile(r'<a\b([^<>]*)>(.*?)</a>|<img\b[^<>]*? src="([^"]+)"[^<>]*>', re.DOTALL)
_HREF = re.compile(r' href="([^"]*)"')


def with_heading_links(html: str, label: str) -> str:
    """Return a page with a link to itself behind each heading; `label` says what the link is."""
    label = escape(label)

    def linked(match: re.Match[str]) -> str:
        start, anchor, end = match.groups()
        return f'{start}<a class="heading-link" href="#{anchor}" aria-label="{label}" title="{label}">#</a>{end}'

    return _HEADING.sub(linked, html)


def with_picture_links(html: str) -> str:
    """Return a page whose pictures lead to themselves, where they lead nowhere else.

    Links whose words are their address already are marked as such, because print writes addresses out.
    """
    return _LINK_OR_PICTURE.sub(_linked, html)


def _linked(match: re.Match[str]) -> str:
    attributes, words, source = match.groups()
    if source:
        rel = ' rel="nofollow noopener ugc"' if is_outside(unescape(source)) else ""
        return f'<a class="picture" href="{source}"{rel}>{match[0]}</a>'
    href = _HREF.search(attributes)
    if href and "class=" not in attributes and unquote(unescape(href[1])) == unquote(unescape(words)):
        return f'<a class="bare"{attributes}>{words}</a>'
    return match[0]
