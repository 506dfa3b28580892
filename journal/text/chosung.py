"""Find names by what was typed so far: by chosung (ㅎㄹ finds 행렬), by a half-typed syllable (행ㄹ, 해), in any case.

Hangul is typed jamo by jamo, so the last syllable may still grow: 할 can become 하루, 고 can become 과, and two
consonants in a row melt into one sign before anyone sees them (ㄱ and ㅅ are ㄳ). All of these are prefixes here.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from journal.text.topic_names import compatible, topic_key

LONGEST, LONGEST_NAME = 50, 200  # characters of what was typed and of a name that are looked at
EXACT, BEGINS, WORD_BEGINS, INSIDE = range(4)

_FIRST, _LAST = 0xAC00, 0xD7A3
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
_TWO = {
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
_VOWELS = 21
_FINAL_COUNT = len(_FINALS)
_GROWING = {8: (9, 10, 11), 13: (14, 15, 16), 18: (19,)}  # ㅗ to ㅘ ㅙ ㅚ, ㅜ to ㅝ ㅞ ㅟ, ㅡ to ㅢ, by their places
_BETWEEN = r"[\s_\-‐-―]*"  # people space words freely: 딥러닝, 딥 러닝
_WORD_ENDS = re.compile(r"[\s_\-‐-―/(\[.,·&:]\Z")


def matches(name: str, typed: str) -> int | None:
    """How well a name fits what was typed: EXACT, BEGINS, WORD_BEGINS or INSIDE (the lower the better), or None.

    Nothing typed fits no name. Never raises.
    """
    pattern = _pattern(typed)
    if pattern is None:
        return None
    name = compatible(name[:LONGEST_NAME]).casefold()
    ranks = [_rank(name, match) for match in pattern.finditer(name)]
    return min(ranks, default=None)


def best_match(names: Iterable[str], typed: str) -> int | None:
    """The best rank of several names of one thing, or None where none fits."""
    return min((rank for name in names if (rank := matches(name, typed)) is not None), default=None)


def initials_of(name: str) -> str:
    """Return the letters that a name's syllables begin with, other signs as they are folded: 행렬 A is ㅎㄹa.

    Whatever `matches` calls a beginning of a name has initials that begin the name's: an index can look there first.
    """
    return "".join(_initial(char) for char in topic_key(name[:LONGEST_NAME]))


def pattern_of(typed: str) -> str:
    """Return the regular expression of what was typed so far, for Python and for PostgreSQL; "" for nothing typed."""
    text = "".join(_TWO.get(char, char) for char in topic_key(typed[:LONGEST])[:LONGEST])
    if not text:
        return ""
    return _BETWEEN.join([*(_unit(char) for char in text[:-1]), _last(text[-1])])


def _initial(char: str) -> str:
    if _FIRST <= ord(char) <= _LAST:
        return _INITIALS[(ord(char) - _FIRST) // (_VOWELS * _FINAL_COUNT)]
    return _TWO.get(char, char)


def _rank(name: str, match: re.Match) -> int:
    if match.start(1) == 0:
        return EXACT if match.end(1) == len(name) else BEGINS
    return WORD_BEGINS if _WORD_ENDS.search(name[: match.start(1)]) else INSIDE


@lru_cache(maxsize=256)
def _pattern(typed: str) -> re.Pattern | None:
    ends = pattern_of(typed)
    return re.compile(f"(?=({ends}))") if ends else None  # ahead, so that places that overlap are all seen


def _unit(char: str) -> str:
    if char in _INITIALS:
        first = _FIRST + _INITIALS.index(char) * _VOWELS * _FINAL_COUNT
        return f"[{char}{chr(first)}-{chr(first + _VOWELS * _FINAL_COUNT - 1)}]"
    return re.escape(char)


def _last(char: str) -> str:
    """What the last character can still become."""
    if not _FIRST <= ord(char) <= _LAST:
        return _unit(char)
    open_syllable, final = divmod(ord(char) - _FIRST, _FINAL_COUNT)
    if not final:
        vowel = open_syllable % _VOWELS
        grown = [open_syllable, *(open_syllable - vowel + other for other in _GROWING.get(vowel, ()))]
        spans = (_FIRST + each * _FINAL_COUNT for each in grown)
        return "[" + "".join(f"{chr(first)}-{chr(first + _FINAL_COUNT - 1)}" for first in spans) + "]"
    return "(?:" + "|".join(_closed(open_syllable, _FINALS[final], char)) + ")"


def _closed(open_syllable: int, final: str, char: str) -> list[str]:
    """The ways on from a syllable with a final: itself, its final grown (갑, 값), its final gone to the next (하루)."""
    start = _FIRST + open_syllable * _FINAL_COUNT
    ways = [char, *(chr(start + at) for at, sign in enumerate(_FINALS) if _TWO.get(sign, "")[:1] == final)]
    kept, gone = _TWO.get(final, ("", final))
    stays = chr(start + _FINALS.index(kept))
    if gone in _INITIALS:
        ways.append(f"{stays}{_BETWEEN}{_unit(gone)}")
    return ways
