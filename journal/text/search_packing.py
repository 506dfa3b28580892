"""Terms as the index keeps them: the commonest syllables in two bytes of UTF-8 instead of three.

Most of what search keeps is Hangul, cut in words and pairs. Of the 2,350 syllables of KS X 1001, which nearly all Korean
text is made of, those of the fewest letters change places with the letters that UTF-8 writes in two bytes (é, я, α), so
that no term becomes another's. It saves an eighth of a vector, and it is no cipher: texts stay as they were written.
"""

TWO_BYTES = range(0x80, 0x800)  # what UTF-8 writes in two bytes (RFC 3629)
_FIRST, _VOWELS, _FINALS = 0xAC00, 21, 28
_DOUBLE_INITIALS = frozenset((1, 4, 8, 10, 13))  # ㄲ ㄸ ㅃ ㅆ ㅉ
_DOUBLE_VOWELS = frozenset((3, 7, 9, 10, 11, 14, 15, 16, 19))  # ㅒ ㅖ ㅘ ㅙ ㅚ ㅝ ㅞ ㅟ ㅢ
_DOUBLE_FINALS = frozenset((2, 3, 5, 6, 9, 10, 11, 12, 13, 14, 15, 18))  # ㄲ ㄳ ㄵ ㄶ ㄺ ㄻ ㄼ ㄽ ㄾ ㄿ ㅀ ㅄ


def _doubles(syllable: str) -> int:
    """Return how many of a syllable's letters are made of two."""
    at = ord(syllable) - _FIRST
    initial, vowel, final = at // (_VOWELS * _FINALS), at // _FINALS % _VOWELS, at % _FINALS
    return (initial in _DOUBLE_INITIALS) + (vowel in _DOUBLE_VOWELS) + (final in _DOUBLE_FINALS)


def _common() -> list[str]:
    listed = [char for char in map(chr, range(_FIRST, 0xD7A4)) if len(char.encode("euc_kr")) == 2]  # of KS X 1001
    return sorted(listed, key=_doubles)[: len(TWO_BYTES)]


SWAPS = {code: ord(syllable) for code, syllable in zip(TWO_BYTES, _common(), strict=True)}  # for str.translate
SWAPS |= {syllable: code for code, syllable in SWAPS.items()}
