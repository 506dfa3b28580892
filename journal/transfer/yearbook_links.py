"""Addresses in stored pages, made into those of a folder on disk: what is in it is linked, and nothing else of ours."""

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from urllib.parse import unquote

# Our renderer's own pages: no attribute holds a bare < or >.
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ADDRESS = re.compile(r' (href|src|srcset|poster|data)="([^"]*)"')
_ANCHOR = re.compile(r'<[a-z][^<>]* id="([^"]*)"')
_POST = re.compile(r"/posts/(\d{1,18})(?:/[^#?]*)?(?:\?[^#]*)?(#.*)?")
_PERSON = re.compile(r"/@([A-Za-z][A-Za-z0-9_]{1,29})/?")
_PICTURE = re.compile(r"/uploads/([0-9a-f-]{36}\.[a-z]+)(?:\?.*)?")
_OUTSIDE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
UP = "../"  # from a page to the folder


def posts_named(pages: Iterable[str]) -> set[int]:
    """Return the keys of the posts to which pages link."""
    return {int(found[1]) for page in pages for found in re.finditer(r' href="/posts/(\d{1,18})[/"#?]', page)}


def relinked(page: str, *, posts: set[int], people: set[str], has_picture: Callable[[str], bool]) -> str:
    """Return a page whose links lead to the posts, people (handles) and pictures that the folder has.

    A link to anything else here is words only, and a picture that is not in the folder is its description.
    """

    anchors = {unescape(anchor) for anchor in _ANCHOR.findall(page)}

    def address(found: re.Match[str]) -> str:
        name, value = found[1], unescape(found[2])
        if name in ("href", "src") and (
            _OUTSIDE.match(value) or (value.startswith("#") and unquote(value[1:]) in anchors)
        ):
            return found[0]
        inside = _inside(value) if name in ("href", "src") else ""
        return f' {name}="{escape(inside)}"' if inside else ""

    def _inside(value: str) -> str:
        if (post := _POST.fullmatch(value)) and int(post[1]) in posts:
            return f"{UP}posts/{post[1]}.html{post[2] or ''}"
        if (person := _PERSON.fullmatch(value)) and person[1].casefold() in people:
            return f"{UP}people/@{person[1].casefold()}.html"
        if (picture := _PICTURE.fullmatch(value)) and has_picture(picture[1]):
            return f"{UP}pictures/{picture[1]}"
        return ""

    return _TAG.sub(lambda tag: _ADDRESS.sub(address, tag[0]), page)
