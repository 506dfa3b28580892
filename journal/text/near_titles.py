"""Whether a typed title is that of a lecture with a slip of the finger in it, and never that of another lecture.

Titles of one curriculum are often one letter apart: CNN 첫걸음 and RNN 첫걸음, 단층 and 다층 퍼셉트론, 고급 and 초급. What
tells such titles apart is short, or it stands at the beginning of a word. So a slip is forgiven only inside of a long
word, behind its first syllable; numbers, short words, abbreviations and the first syllables must be as they are.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from journal.text.topic_names import compatible

LONGEST = 200  # characters of a title that are looked at
SHORTEST = 10  # letters and jamo that a title must have before a slip in it is forgiven
LONG_LATIN, LONG_HANGUL = 6, 3  # letters, syllables
MANY_WORDS = 4  # from so many words on, two of them may have a slip each

_WORD = re.compile(r"[0-9]+|[가-힣]+|[^\W\d_가-힣]+[+#]*|\d+")
_HANGUL = re.compile(r"[가-힣]+\Z")
_ALIKE = [frozenset("ㅐㅔ"), frozenset("ㅔㅖ"), frozenset("ㅐㅒ")]  # they sound alike: 모델 and 모댈, 통계 and 통게
# Jamo as they are typed: 걸음 and 거름 are one key apart, and so are 귀 and 기.
_FIRSTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".split()
_FINALS = [
    "",
    *"ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ".split(),
]


@dataclass(frozen=True)
class _Word:
    """A word of a title: its letters (of Hangul the keys), how many its first syllable has, whether it may have a slip."""

    letters: str
    head: int
    is_hangul: bool
    may_slip: bool


def fold_title(title: str) -> str:
    """Return a title as it is compared: its letters and numbers, folded, without blanks and marks (but C++ and C#)."""
    return "".join(word.letters for word in _words(title))


def is_near(typed: str, title: str, known: Collection[str] = ()) -> bool:
    """Return whether `typed` is `title`, or the same with a slip in it.

    `known` are words, folded by `words_of`, that other titles have: one of those is no slip. Never raises.
    """
    ours, theirs = _words(typed), _words(title)
    said, meant = ("".join(word.letters for word in words) for words in (ours, theirs))
    if said == meant:
        return bool(meant)
    if len(meant) < SHORTEST or abs(len(said) - len(meant)) > 2 or _numbers(ours) != _numbers(theirs):
        return False
    typed_words = {word.letters for word in ours} - {word.letters for word in theirs}
    if typed_words & set(known):
        return False
    if len(ours) != len(theirs):  # spaced in another way
        return _slipped(said, meant, theirs)
    apart = [(one, other) for one, other in zip(ours, theirs, strict=True) if one.letters != other.letters]
    most = 2 if len(theirs) >= MANY_WORDS else 1
    return len(apart) <= most and all(_slipped(one.letters, other.letters, (other,)) for one, other in apart)


def words_of(title: str) -> set[str]:
    """Return the words of a title as `is_near` knows them."""
    return {word.letters for word in _words(title)}


@lru_cache(maxsize=4096)
def _words(title: str) -> tuple[_Word, ...]:
    return tuple(_word(match) for match in _WORD.findall(compatible(title[:LONGEST])))


def _word(word: str) -> _Word:
    if _HANGUL.match(word):
        return _Word("".join(map(_keys, word)), len(_keys(word[0])), True, len(word) >= LONG_HANGUL)
    plain = word[1:].islower() and len(word) >= LONG_LATIN  # ResNet and LSTM are names, which one letter makes others
    return _Word(word.casefold(), 1, False, plain and word.isalpha())


def _keys(syllable: str) -> str:
    first, rest = divmod(ord(syllable) - 0xAC00, 588)
    return _FIRSTS[first] + _VOWELS[rest // 28] + _FINALS[rest % 28]


def _numbers(words: tuple[_Word, ...]) -> list[str]:
    return [word.letters for word in words if word.letters.isdigit()]


def _slipped(said: str, meant: str, words: tuple[_Word, ...]) -> bool:
    """Whether one letter is another, missing, too many, or swapped with the next, where that may happen."""
    before = _common(said, meant)
    behind = min(_common(said[::-1], meant[::-1]), len(said) - before, len(meant) - before)
    typed, stood = said[before : len(said) - behind], meant[before : len(meant) - behind]
    is_swap = len(typed) == len(stood) == 2 and typed == stood[::-1]
    if not is_swap and (len(typed) > 1 or len(stood) > 1):
        return False
    # A letter too many at the seam of two words may belong to either: both must allow it.
    places = range(before, before + len(stood)) if stood else (before - 1, before)
    found = [_place(words, place) for place in places if 0 <= place < len(meant)]
    if len({id(word) for word, _at in found}) > 1 and stood:
        return False
    return all(_forgives(word, at, typed, stood) for word, at in found)


def _forgives(word: _Word, at: int, typed: str, stood: str) -> bool:
    if word.is_hangul and len(typed) == len(stood) == 1 and any({typed, stood} <= alike for alike in _ALIKE):
        return True
    return word.may_slip and at >= word.head


def _place(words: tuple[_Word, ...], at: int) -> tuple[_Word, int]:
    """The word in which a letter of the joined words stands, and where in it."""
    for word in words:
        if at < len(word.letters):
            return word, at
        at -= len(word.letters)
    raise IndexError(at)


def _common(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
