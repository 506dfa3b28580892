"""A window of a text around what was looked for, as safe HTML with <mark>, in the text's own spelling.

Postgres's ts_headline knows neither Korean particles nor other spellings, and does not escape.
"""

import re
from functools import lru_cache
from html import escape

from journal.text.search_folding import fold

LENGTH = 160  # characters of a window
LONGEST_TEXT = 120_000  # characters that are looked at
MOST_MARKS, MOST_HITS = 40, 400

_BEFORE = 40  # characters shown before the first hit
_GAP = r"[\s\-_\u00b7]{0,2}"
_HANGUL = re.compile("[가-힣\u3041-\u30ff\u3400-\u9fff]+")
_MARKS = "\u0300-\u036f\u1160-\u11ff\u3099\u309a\uff9e\uff9f"  # they melt into the sign before them
_UNLIKE = re.compile("[^\n\x20-\x7e가-힣ㄱ-ㅎㅏ-ㅣ]")  # where there is none, nothing is odd
_ODD = re.compile(f"(?:[^\n\x20-\x7e가-힣ㄱ-ㅎㅏ-ㅣ]|.(?=[{_MARKS}]))[{_MARKS}]*")
_NOT_ALLOWED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_REFUSED = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000)])


def snippet(text: str, terms: tuple[str, ...], length: int = LENGTH) -> str:
    """The part of a plain text with most of the terms, escaped, each hit in <mark>; its beginning where there is none.

    `terms` are folded words (SearchQuery.terms). About `length` characters, cut between words, "…" where it is cut.
    Text in, safe HTML out: nothing of the text is left unescaped. Never raises.
    """
    text = " ".join(_allowed(text[:LONGEST_TEXT]).split())
    hits = _hits(text, tuple(terms))
    start, end = _window(text, hits, length)
    return _marked(text, hits, start, end)


def marked(text: str, terms: tuple[str, ...]) -> str:
    """A whole short text (a title), escaped, with the hits in <mark>."""
    text = _allowed(text[:2_000])
    return _marked(text, _hits(text, tuple(terms)), 0, len(text))


def _allowed(text: str) -> str:
    """The text without what no page may hold: looked for first, since taking it out looks at each sign in Python's way."""
    return text.translate(_REFUSED) if _NOT_ALLOWED.search(text) else text


def _folded(text: str) -> tuple[str, list[int] | None]:
    """The text folded, and for each of its characters where it stands in the text (None: at the same place)."""
    if not _UNLIKE.search(text):
        return text.lower(), None
    parts, places, at, is_moved = [], [], 0, False
    for match in _ODD.finditer(text):
        kept = _fold_piece(match.group())
        is_moved |= len(kept) != len(match.group())
        parts += [text[at : match.start()].lower(), kept]
        places += [*range(at, match.start()), *[match.start()] * len(kept)]
        at = match.end()
    parts.append(text[at:].lower())
    return "".join(parts), [*places, *range(at, len(text) + 1)] if is_moved else None


@lru_cache(maxsize=4096)
def _fold_piece(piece: str) -> str:
    return fold(piece)


@lru_cache(maxsize=256)
def _pattern(terms: tuple[str, ...]) -> tuple[re.Pattern | None, re.Pattern | None]:
    whole, pieces = [], []
    for term in sorted(filter(None, terms), key=len, reverse=True)[:64]:
        if _HANGUL.fullmatch(term):
            whole.append(_GAP.join(term))
            if len(term) >= 4:
                pieces += [piece for cut in range(2, len(term) - 1) for piece in (term[:cut], term[cut:])]
        else:
            first, rest = re.escape(term[0]), re.escape(term[1:])  # what is before is asked second: a match begins with
            whole.append(rf"{first}(?<![^\W가-힣]{first}){rest}(?![^\W가-힣]|\+\+|#)")  # a sign that can be looked for
    pieces = [_GAP.join(piece) for piece in sorted(pieces, key=len, reverse=True)]
    joined = [re.compile("|".join(each)) if each else None for each in (whole, pieces)]
    return joined[0], joined[1]


def _hits(text: str, terms: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Where the terms stand in the text: from, to, and which."""
    whole, pieces = _pattern(terms)
    folded, places = _folded(text)
    found = []
    for pattern in (whole, pieces):
        if pattern and not found:
            for match in pattern.finditer(folded):
                start, end = match.span()
                if places:
                    start, end = places[start], max(places[end], places[end - 1] + 1)
                if not found or start >= found[-1][1]:
                    found.append((start, end, match.group()))
                if len(found) >= MOST_HITS:
                    break
    return found


def _window(text: str, hits: list[tuple[int, int, str]], length: int) -> tuple[int, int]:
    """The window that begins shortly before a hit and holds most different hits, then most hits, then the first."""
    best, best_score = 0, (0, 0)
    for number, (start, _, _) in enumerate(hits):
        inside = [term for begin, end, term in hits[number : number + MOST_MARKS] if end <= start - _BEFORE + length]
        score = (len(set(inside)), len(inside))
        if score > best_score:
            best, best_score = start, score
    start = max(0, best - _BEFORE) if best + length - _BEFORE > length else 0
    start = max(0, min(start, len(text) - length))
    end = min(len(text), start + length)
    if start and (blank := text.find(" ", start, start + 20)) >= 0 and blank < (best or length):
        start = blank + 1
    if end < len(text) and (blank := text.rfind(" ", max(start, end - 20), end)) > start:
        end = blank
    return start, end


def _marked(text: str, hits: list[tuple[int, int, str]], start: int, end: int) -> str:
    out, at = ["…" if start else ""], start
    for begin, stop, _ in [hit for hit in hits if start <= hit[0] < end][:MOST_MARKS]:
        stop = min(stop, end)
        out += [escape(text[at:begin]), "<mark>", escape(text[begin:stop]), "</mark>"]
        at = stop
    out += [escape(text[at:end]), "…" if end < len(text) else ""]
    return "".join(out)
