"""Korean particles behind any word: Haru writes 민지가, 서연이, Python을, 8을, C++를.

The form depends on whether the word, read aloud, ends in a consonant (its final), and for 으로/로 whether that is ㄹ.
Hangul says so by itself. Digits are read as numbers, capitals as letters, and other Latin words by their ending, as
the usual transcriptions into Hangul go (국립국어원, 외래어 표기법): a heuristic, right for most words of this trade.
"""

import re
import unicodedata

from journal.text.headings import is_ornament
from journal.text.topic_names import compatible

# Finals by their place in a syllable's code; ㄹ is the eighth.
_RIEUL = 8
_DIGIT_FINALS = {"0": "ㅇ", "1": "ㄹ", "2": "", "3": "ㅁ", "4": "", "5": "", "6": "ㄱ", "7": "ㄹ", "8": "ㄹ", "9": ""}
# Trailing zeros are read as units: 십, 백, 천, 만 (four to seven zeros), 억 (eight to eleven), 조.
_UNIT_FINALS = {1: "ㅂ", 2: "ㄱ", 3: "ㄴ", **dict.fromkeys(range(4, 8), "ㄴ"), **dict.fromkeys(range(8, 12), "ㄱ")}
_LETTER_FINALS = {"l": "ㄹ", "r": "ㄹ", "m": "ㅁ", "n": "ㄴ"}
_SYMBOL_FINALS = {"+": "", "#": "ㅂ", "%": "", "&": "", "=": "", "*": "", "$": "", "°": "", "@": "ㅇ"}
_CLOSING = ")]}>»”’\"'」』】》〉）］`*_~.,!?…:;-/|"
_ASIDE = re.compile(r"(?<=\S)\s*[(\[（［][^()\[\]（）［］]*[)\]）］]$")
_NUMBER = re.compile(r"[0-9][0-9,]*$")
_LATIN = re.compile(r"[A-Za-z]+$")
# Endings of Latin words and the final they are read with; the longest that fits decides.
_LATIN_FINALS = {
    "l": "ㄹ", "le": "ㄹ", "m": "ㅁ", "me": "ㅁ", "n": "ㄴ", "ne": "ㄴ", "gn": "ㄴ", "ng": "ㅇ", "b": "ㅂ", "hub": "", "be": "",
    "c": "ㄱ", "ck": "ㄱ", "ok": "ㄱ", "ek": "ㄱ", "ak": "ㄱ", "uk": "ㄱ", "ik": "ㄱ", "que": "ㄱ",
    "ap": "ㅂ", "op": "ㅂ", "ep": "ㅂ", "ip": "ㅂ", "up": "ㅂ", "pp": "ㅂ", "ype": "ㅂ", "oop": "",
    "at": "ㅅ", "et": "ㅅ", "it": "ㅅ", "ot": "ㅅ", "ut": "ㅅ", "bit": "", "eat": "", "oat": "", "oot": "", "out": "", "uit": "",
    "ecome": "ㅁ", "anime": "", "acme": "",
}  # fmt: skip
_LONGEST_ENDING = max(map(len, _LATIN_FINALS))
_UNREADABLE = None


def _latin_final(word: str) -> str:
    if word.isupper():
        return _LETTER_FINALS.get(word[-1].lower(), "")
    word = word.lower()
    for length in range(min(_LONGEST_ENDING, len(word)), 0, -1):
        if word[-length:] in _LATIN_FINALS:
            return _LATIN_FINALS[word[-length:]]
    return ""


def _number_final(digits: str) -> str:
    digits = digits.replace(",", "")
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros == len(digits):
        return _DIGIT_FINALS["0"]
    return _UNIT_FINALS.get(zeros, "") if zeros else _DIGIT_FINALS[digits[-1]]


def final_of(word: str) -> str | None:
    """The consonant that a word, read aloud, ends in ("ㄴ"), "" for a vowel, None where nothing of it can be read.

    Looked at is the last thing that is read: brackets after a word (파이썬(Python)), emoji and marks are passed over.
    """
    text = _ASIDE.sub("", compatible(word[-200:]).rstrip()) or word[-200:]
    end = len(text)
    while end and (text[end - 1] in _CLOSING or (is_ornament(text[end - 1]) and text[end - 1] not in _SYMBOL_FINALS)):
        end -= 1
    text = text[:end]
    if not text:
        return _UNREADABLE
    last = text[-1]
    if "가" <= last <= "힣":
        final = (ord(last) - 0xAC00) % 28
        return "ㄹ" if final == _RIEUL else unicodedata.normalize("NFD", last)[-1] if final else ""
    if "ㄱ" <= last <= "ㅎ":
        return "ㄹ" if last == "ㄹ" else "ㄱ"  # the letters' names: 기역, 리을
    if "ㅏ" <= last <= "ㅣ":
        return ""
    if match := _NUMBER.search(text):
        return _number_final(match.group())
    if match := _LATIN.search(text):
        return _latin_final(match.group())
    return _SYMBOL_FINALS.get(last, _UNREADABLE)


def with_particle(word: str, pair: str) -> str:
    """The word with the particle of a pair that fits it: ("민지", "이/가") is 민지가.

    `pair` has the form after a consonant first: 을/를, 이/가, 은/는, 과/와, 으로/로, 이에요/예요, 아/야. After ㄹ it is 로.
    Behind what cannot be read aloud (an emoji) stand both: 을(를). Raises ValueError for a pair without "/".
    """
    after_consonant, slash, after_vowel = pair.partition("/")
    if not slash:
        raise ValueError(pair)
    final = final_of(word)
    if final is None:
        both = "(으)로" if after_consonant == "으로" else f"{after_consonant}({after_vowel})"
        return word + both
    if final == "ㄹ" and after_consonant.startswith("으"):
        return word + after_vowel
    return word + (after_consonant if final else after_vowel)
