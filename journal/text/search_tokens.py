"""Cut a text into what search looks for: Hangul words, Latin words with the signs that make them (c++, .env, i/o), jamo."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from journal.text.search_folding import unify
from journal.text.search_stems import is_ending, readings

LONGEST_WORD = 64  # characters of a Latin word that count

_SYLLABLES = "가-힣\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"  # Kana and Han are cut in pairs as Hangul is
_JAMO = "ㄱ-ㆎ"
_LETTER = rf"[^\W{_SYLLABLES}{_JAMO}]"
_TOKEN = re.compile(
    rf"""(?P<syllables>[{_SYLLABLES}]+)
    |(?P<jamo>[{_JAMO}]+)
    |(?P<signed>(?<![A-Za-z0-9_])(?:[A-Za-z]|Notepad)(?:\+\+|\#(?!\#)|\*(?![A-Za-z0-9*(_])))
    |(?P<latin>(?:(?<!\w)\.(?=[A-Za-z]))?{_LETTER}+(?:(?:[./&+\-]|,(?=\d{{3}}(?!\d))){_LETTER}+)*)
    """,
    re.VERBOSE,
)
_JOINTS = re.compile(r"[./&+,\-]")
_PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")
_NUMBER = re.compile(r"[\d.,/\-]+\Z")
_WORDY = re.compile(r"[a-z]{2,}\Z")
_GAP = re.compile(r"[ \t\u00b7\-_]\Z")
_LONGEST_COMPOUND = 4
_SHORTEST_APART = 4


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its kind (syllables, jamo, latin, ending), the word, and whether only one blank is before it."""

    kind: str
    word: str
    follows: bool


def tokens(text: str, *, endings: bool = False) -> Iterator[Token]:
    """The words of a text in order, unified but with their case; particles behind Latin words only with `endings`."""
    text = unify(text)
    end, latin_before = 0, False
    for match in _TOKEN.finditer(text):
        kind, word = match.lastgroup, match.group()
        start = match.start()
        attached = start == end and start > 0
        if kind == "syllables" and attached and latin_before and is_ending(word):
            if endings:
                yield Token("ending", word, False)
        else:
            yield Token("latin" if kind == "signed" else kind, word, bool(_GAP.match(text[end:start])))
        end, latin_before = match.end(), kind in ("latin", "signed")


@dataclass(frozen=True, slots=True)
class Latin:
    """What a Latin word is found by: as written, in the singular, with its joints left out, and its parts."""

    words: tuple[str, ...]
    joined: tuple[str, ...]
    parts: tuple[str, ...]


def _singular(word: str) -> str:
    if len(word) < 4 or not word.isascii() or not word[-4:].isalpha() or word[-1] != "s" or word[-2] in "sui":
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes", "zzes")) else word[:-1]


@lru_cache(maxsize=50_000)
def latin(word: str) -> Latin:
    """What the Latin word (with its case) is found by: DataLoader by dataloader and by data and loader, .env by itself."""
    folded = word.casefold()[:LONGEST_WORD]
    pieces = _JOINTS.split(folded)
    words = tuple(dict.fromkeys((folded, _singular(folded))))
    if _NUMBER.match(folded):
        plain = folded.replace(",", "")
        return Latin(words, (plain,) if plain != folded else (), ())
    if folded[-1] in "+#*":
        return Latin(words, (), ())
    is_short = len(folded) < _SHORTEST_APART and len(pieces) == 1  # IoU is not io and u
    parts = [] if is_short else [piece.casefold() for piece in _PIECES.findall(word[:LONGEST_WORD])]
    parts += pieces
    parts = [part for part in parts if len(part) > 1 or part.isdigit()]
    parts = [each for part in parts for each in (part, _singular(part))]
    bare = _JOINTS.sub("", folded).replace("_", "")
    if bare == folded.strip("._"):
        parts.append(bare)  # of .env and __init__: found by it, but not looked for
        joined = ()
    else:
        joined = (bare,) if bare else ()
    parts = [part for part in dict.fromkeys(parts) if part and part not in words]
    if len(pieces) > _LONGEST_COMPOUND:
        return Latin((), (), tuple(parts))  # a path or an address: only its words
    return Latin(words, joined, tuple(parts))


def is_wordy(word: str) -> bool:
    """Whether a folded Latin word is of letters alone, so that people may write it together with its neighbour."""
    return bool(_WORDY.match(word))


def pairs(word: str) -> list[str]:
    """The bigrams of a run of syllables."""
    return [word[at : at + 2] for at in range(len(word) - 1)]


def jamo_word(word: str) -> str:
    """Single jamo as they are found: ㅋㅋㅋㅋ is ㅋㅋ."""
    return re.sub(r"(.)\1{2,}", r"\1\1", word)[:LONGEST_WORD]


def stems(word: str) -> tuple[str, ...]:
    """The readings of a run of syllables, cut to a length that can be kept."""
    return tuple(reading[:LONGEST_WORD] for reading in readings(word))
