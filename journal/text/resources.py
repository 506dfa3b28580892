"""The links of a rendered page that leave this site, and when two of them are one address."""

import re
from dataclasses import dataclass
from hashlib import blake2s
from html import unescape
from urllib.parse import SplitResult, unquote, urlsplit

MOST_LINKS = 200  # of one page
MAX_ADDRESS = 2_000
MAX_TITLE = 200

# nh3 escapes `<` and `>` in text and in attributes alike: a `<` begins a tag.
_PLACE = re.compile(
    r'<h([1-6])\b[^<>]* id="([^"]*)"'
    r'|<a\b[^<>]* href="(https?://[^"]+)"[^<>]*>(.*?)</a>'
    r'|<section class="(footnotes)">',
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_PICTURE = re.compile(r'<img\b[^<>]* alt="([^"]*)"[^<>]*>')
_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True)
class FoundLink:
    """A link as it stands in a page. `anchors` are those of the headings around it, from "" (the page) inwards."""

    url: str
    key: str
    title: str
    anchors: tuple[str, ...] = ("",)


def links_of(html: str) -> list[FoundLink]:
    """Return the http(s) links of a rendered page in their order, each address once, the first of them.

    `html` is our renderer's. Its title is a link's words, or its picture's; host and path where it has no other
    words than its address. More than 200 links, and addresses of more than 2,000 characters, are left out.
    """
    found: dict[str, FoundLink] = {}
    around: list[tuple[int, str]] = []
    for level, anchor, address, inner, notes in _PLACE.findall(html):
        if notes:
            around = []
        elif level:
            around = [outer for outer in around if outer[0] < int(level)] + [(int(level), unescape(anchor))]
        elif len(found) < MOST_LINKS and (link := _read(unescape(address), inner, around)):
            found.setdefault(link.key, link)
    return list(found.values())


def anchors_around(toc: list[dict], anchor: str) -> tuple[str, ...]:
    """Return the anchors of a heading and of those around it, from "" (the page) inwards; `toc` is a post's."""
    around: list[tuple[int, str]] = []
    for entry in toc:
        around = [outer for outer in around if outer[0] < entry["level"]] + [(entry["level"], entry["anchor"])]
        if entry["anchor"] == anchor:
            return ("", *(name for _level, name in around))
    return ("",)


def address_key(url: str) -> str:
    """Return the form in which two writings of one address are equal, 32 hex digits; "" for what is no address.

    Letters' case in scheme and host, a default port, a slash at the end, the fragment, utm_ parameters and whether
    a sign is escaped in %EA or %ea do not count; everything else does.
    """
    parts = _split(url)
    if parts is None:
        return ""
    return blake2s(_plain_address(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def address_title(url: str) -> str:
    """Return what an address is called that nobody named: its host and path, as people read them."""
    parts = _split(url)
    if parts is None:
        return url[:MAX_TITLE]
    host = parts.netloc.rpartition("@")[2].lower().removeprefix("www.")
    path = unquote(parts.path).rstrip("/")
    return " ".join(f"{host}{path}".replace("\x00", "").split())[:MAX_TITLE]


def _read(url: str, inner: str, around: list[tuple[int, str]]) -> FoundLink | None:
    key = address_key(url)
    if not key or len(url) > MAX_ADDRESS:
        return None
    words = " ".join(unescape(_TAG.sub("", _PICTURE.sub(r" \1 ", inner))).split())
    bare = not words or address_key(words) == key or re.match(r"https?://", words, re.IGNORECASE)
    title = address_title(url) if bare else words[:MAX_TITLE]
    return FoundLink(url, key, title, ("", *(anchor for _level, anchor in around)))


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[": brackets that hold no address
        return None
    return parts if parts.scheme in ("http", "https") and parts.netloc else None


def _plain_address(parts: SplitResult) -> str:
    who, at, host = parts.netloc.rpartition("@")
    host = host.lower().removesuffix(_PORTS[parts.scheme])
    path = re.sub(r"%[0-9a-fA-F]{2}", lambda escape: escape[0].upper(), parts.path).rstrip("/")
    query = "&".join(word for word in parts.query.split("&") if word and not word.lower().startswith("utm_"))
    return f"{parts.scheme}://{who}{at}{host}{path}{'?' if query else ''}{query}"
