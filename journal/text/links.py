"""Addresses: which may be linked, and where a bare one in Korean text ends."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

SCHEMES = frozenset({"http", "https", "mailto"})

_SCHEME = re.compile(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.\x00-\x20-]*):")
_OUTSIDE = re.compile(r"(?:https?:|[\\/]{2})", re.IGNORECASE)

_BARE = re.compile(r"://[^\s<>\"`\\|^{}*\x00-\x20\x7f\u3000-\u301f\uff08\uff09]{1,2000}")
_HOST = re.compile(r"://(?:[^/?#@]*@)?(\[|[^\W_])")
# A domain name of Latin letters that runs into Hangul has ended there.
_HOST_THEN_HANGUL = re.compile(
    r"://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?::\d+)?(?=[\u3131-\u318e\uac00-\ud7a3])"
)
_NOT_AT_THE_END = "?!.,:;_~'…·。、，！？：；’”"
_HANGUL_TAIL = re.compile(r"(?<=[^\u3131-\u318e\uac00-\ud7a3])[\uac00-\ud7a3]{1,5}$")
# Particles and endings that are glued to a word; the longer ones are made of them.
PARTICLES = frozenset(
    "은 는 이 가 을 를 의 에 와 과 도 만 로 으로 랑 이랑 나 이나 든 이든 엔 에는 에도 에만 에서 에선 에서는 "
    "에서도 에서만 에게 에의 로는 로도 로만 로의 으로는 으로도 부터 까지 까지는 까지도 처럼 보다 보다는 마다 "
    "밖에 조차 하고 이고 고 이며 며 이라 라 이라고 라고 이라는 라는 라며 라서 이라서 이란 란 인데 인 일 이다 다 "
    "입니다 이에요 예요 이었다 였다 임 으로부터 로부터 에서부터 로서 로써 으로서 으로써 만의 만이 와는 과는 "
    "와의 과의 등 등을 등의 등에서 등이 를요 을요 요".split()
)


def is_allowed(address: str) -> bool:
    """Whether a link or a picture may point to `address`: http, https, mailto, or relative.

    Browsers drop spaces and control characters in front of and inside a scheme, so they do
    not count here either.
    """
    match = _SCHEME.match(address)
    return not match or re.sub(r"[\x00-\x20]", "", match[1]).lower() in SCHEMES


def is_outside(address: str) -> bool:
    """Whether `address` leaves this site."""
    return bool(_OUTSIDE.match(address))


def bare_links_plugin(md: MarkdownIt) -> None:
    """Link addresses that begin with `http://` or `https://`, and no others.

    linkify-it's patterns look ahead to the end of the text for each bracket and quote: 50 kB
    of `http://a/(` took them 2 seconds, which is why they are not used.
    """
    md.inline.ruler.push("bare_link", _bare_link)


def bare_address_end(source: str, start: int, end: int) -> int:
    """Where the address ends whose `://` is at `start`; `start` where there is none.

    Punctuation and closing brackets at its end belong to the sentence, and so do a glued
    particle (`…/TIL.git을`) and Hangul that follows a Latin domain name.
    """
    match = _BARE.match(source, start, end)
    if not match or not _HOST.match(match[0]):
        return start
    address = match[0]
    if host := _HOST_THEN_HANGUL.match(address):
        address = host[0]
    address = _before_unopened_bracket(address)
    while True:
        shorter = address.rstrip(_NOT_AT_THE_END)
        tail = _HANGUL_TAIL.search(shorter, max(0, len(shorter) - 6))
        # After a slash or an equals sign the Hangul is the name of a page.
        if tail and tail[0] in PARTICLES and shorter[tail.start() - 1] not in "/=":
            shorter = shorter[: tail.start()]
        if shorter == address:
            break
        address = shorter
    return start + len(address) if _HOST.match(address) else start


def _before_unopened_bracket(address: str) -> str:
    opened = {"(": 0, "[": 0}
    pairs = {")": "(", "]": "["}
    for place, character in enumerate(address):
        if character in opened:
            opened[character] += 1
        elif character in pairs:
            opened[pairs[character]] -= 1
            if opened[pairs[character]] < 0:
                return address[:place]
    return address


def _bare_link(state: StateInline, silent: bool) -> bool:
    source, colon = state.src, state.pos
    if state.linkLevel or not source.startswith("://", colon):
        return False
    scheme = next((name for name in ("https", "http") if _ends_with(source, colon, name)), "")
    start = colon - len(scheme)
    if not scheme or (start and source[start - 1].isascii() and source[start - 1].isalnum()):
        return False
    end = bare_address_end(source, colon, state.posMax)
    if end == colon:
        return False
    if not silent:
        if not state.pending.endswith(source[start:colon]):
            return False
        address = source[start:end]
        state.pending = state.pending[: -len(scheme)]
        opening = state.push("link_open", "a", 1)
        opening.attrs = {"href": state.md.normalizeLink(address)}
        opening.markup, opening.info = "linkify", "auto"
        state.push("text", "", 0).content = state.md.normalizeLinkText(address)
        closing = state.push("link_close", "a", -1)
        closing.markup, closing.info = "linkify", "auto"
    state.pos = end
    return True


def _ends_with(source: str, end: int, name: str) -> bool:
    return source[max(0, end - len(name)) : end].lower() == name
