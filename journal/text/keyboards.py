"""What was typed while the other keyboard was on: godfuf is 행렬, ㅗ디ㅣㅐ is hello.

The keys are those of the Korean two-set keyboard (KS X 5002), as every operating system has it.
"""

import re

_KEYS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", strict=True))
_SHIFTED = {"Q": "ㅃ", "W": "ㅉ", "E": "ㄸ", "R": "ㄲ", "T": "ㅆ", "O": "ㅒ", "P": "ㅖ"}
_BY_KEY = {**{key.upper(): jamo for key, jamo in _KEYS.items()}, **_KEYS, **_SHIFTED}
_BY_JAMO = {**{jamo: key for key, jamo in _KEYS.items()}, **{jamo: key for key, jamo in _SHIFTED.items()}}

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_TWO_VOWELS = {"ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ"}
_TWO_FINALS = {
    "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ", "ㄹㅅ": "ㄽ", "ㄹㅌ": "ㄾ", "ㄹㅍ": "ㄿ",
    "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ",
}  # fmt: skip
_APART = {two: pair for pair, two in {**_TWO_VOWELS, **_TWO_FINALS}.items()}
_SYLLABLE = re.compile(
    rf"([{INITIALS}])(ㅗ[ㅏㅐㅣ]|ㅜ[ㅓㅔㅣ]|ㅡㅣ|[{VOWELS}])"
    rf"(?:({'|'.join(_TWO_FINALS)}|[{''.join(final for final in FINALS if len(final) == 1)}])(?![{VOWELS}]))?"
    rf"|(ㅗ[ㅏㅐㅣ]|ㅜ[ㅓㅔㅣ]|ㅡㅣ)"
)


def split_jamo(text: str) -> str:
    """The text with its syllables and double jamo taken apart, as they are typed: 값 is ㄱㅏㅂㅅ, 과 is ㄱㅗㅏ."""
    return "".join(_split(char) for char in text)


def _split(char: str) -> str:
    code = ord(char) - 0xAC00
    if not 0 <= code < 11_172:
        return _APART.get(char, char)
    parts = (INITIALS[code // 588], VOWELS[code % 588 // 28], FINALS[code % 28])
    return "".join(_APART.get(part, part) for part in parts)


def join_jamo(text: str) -> str:
    """The text with jamo put together as a keyboard does: a consonant before a vowel begins the next syllable."""
    return _SYLLABLE.sub(_join, text)


def _join(match: re.Match) -> str:
    initial, vowel, final, alone = match.groups()
    if alone:
        return _TWO_VOWELS[alone]
    final = _TWO_FINALS.get(final, final) or ""
    return syllable(initial, _TWO_VOWELS.get(vowel, vowel), final)


def syllable(initial: str, vowel: str, final: str = "") -> str:
    """The syllable of three jamo, each as it stands in INITIALS, VOWELS and FINALS; else ValueError."""
    return chr(0xAC00 + INITIALS.index(initial) * 588 + VOWELS.index(vowel) * 28 + FINALS.index(final))


def other_layout(text: str) -> str | None:
    """What the keys of the text give on the other keyboard, or None where that makes no word.

    Latin letters must give whole syllables (no jamo left alone); Hangul may give any letters. Text of both is read as
    what most of its letters are. Never raises.
    """
    letters = re.findall(r"[A-Za-z]", text)
    hangul = re.findall(r"[가-힣ㄱ-ㅣ]", text)
    if len(letters) > len(hangul):
        typed = join_jamo("".join(_BY_KEY.get(char, char) for char in text))
        return typed if re.search("[가-힣]", typed) and not re.search("[ㄱ-ㅣ]", typed) else None
    if not hangul:
        return None
    keys = "".join(_BY_JAMO.get(jamo, jamo) for jamo in split_jamo(text))
    return keys if keys != text else None
