"""Lecture codes ("4-1", "8", "10강"): find one at the head of a line, and sort them as people count."""

import re
import unicodedata
from dataclasses import dataclass

MAX_CODE = 20

# Units that follow a number which counts something ("3 가지 방법", "2 epochs", "1.5 배"): no code.
_COUNTERS = re.compile(
    r"(?:가지|개|번째|번|시간|분|초|명|줄|단계|차원|월|일|년|주차|주|층|배|위|등|회|차|점|단원|페이지|쪽|권|원|살|학년|기|팀"
    r"|조|인|종|건|장|x|epochs?|layers?|days?|weeks?|hours?|hrs?|minutes?|min|am|pm|times?|%|px|gb|mb|kb|ms|bits?|bytes?|d)"
    r"(?=$|[\s,.)]|(?:을|를|이|가|은|는|의|에|로|으로|씩|간|동안|만|정도|째|짜리)(?:\s|$))",
    re.IGNORECASE,
)
_OPENING, _CLOSING = r"[\[(<{【〈《「]", r"[\])>}】〉》」]"
_PART = r"\d{1,3}"
_DASH = r"\s?[-‐‑–—_]\s?"
_CODE = rf"{_PART}(?:{_DASH}{_PART}|\.{_PART}){{0,2}}"
_WORD = r"(?:lecture|lec|lesson|chapter|chap|ch|unit|강의|챕터|레슨)"
_END = r"(?:\s*[-–—:.·|)\]>~]+(?=\s|[^\d\s])|\s+|$)"

_BRACKETED = re.compile(
    rf"{_OPENING}\s*(?:제\s*)?(?P<code>{_CODE})\s*(?P<unit>강|차시)?(?:의)?\s*{_CLOSING}\s*(?P<rest>.*)", re.S
)
_WORDED = re.compile(
    rf"(?:{_OPENING}\s*)?{_WORD}\s*[.#]?\s*(?P<code>{_CODE})\s*{_CLOSING}?{_END}(?P<rest>.*)", re.S | re.I
)
_CHAPTER = re.compile(rf"(?P<chapter>{_PART})\s?장\s+(?P<code>{_PART})\s?(?:강|절|차시)(?:의)?{_END}(?P<rest>.*)", re.S)
_UNIT = re.compile(rf"(?:제\s*)?(?P<code>{_CODE})\s?(?:강|차시)(?:의)?{_END}(?P<rest>.*)", re.S)
_PAIR = re.compile(rf"#?(?P<code>{_PART}(?:[-‐‑–—]{_PART}){{1,2}}){_END}(?P<rest>.*)", re.S)
_DOTTED = re.compile(rf"#?(?P<code>{_PART}(?:\.{_PART}){{1,2}}){_END}(?P<rest>.*)", re.S)
_NUMBER = re.compile(rf"#?(?P<code>{_PART})(?P<mark>\s?[.):](?=\s|[^\d\s])|\s+)\s*(?P<rest>.*)", re.S)
# A topic before the code: "[AI Math] 8강 ...", "(Python) 4-1 ...", "AI Math 8강 ...".
_BRACKET_TOPIC = re.compile(
    rf"{_OPENING}(?P<topic>[^\[\](){{}}<>【】]{{1,50}}){_CLOSING}\s*[-:]?\s*(?P<rest>\S.*)", re.S
)
_TOPIC_IN_BRACKETS = re.compile(
    rf"{_OPENING}\s*(?P<topic>[^\[\](){{}}<>\d_=^$\\]{{1,40}}?)\s*(?P<code>{_CODE})\s*(?:강|차시)?\s*{_CLOSING}"
    r"\s*(?P<rest>.*)",
    re.S,
)
_BARE_TOPIC = re.compile(
    rf"(?P<topic>[^\W\d][\w&+#./]*(?: [^\W\d][\w&+#./]*){{0,2}}?)\s?[-:]?\s?"
    rf"(?P<code>{_PART}(?:[-‐‑–—]{_PART})|{_CODE}(?=\s?강))\s?(?:강)?(?:의)?{_END}(?P<rest>.*)",
    re.S,
)
_RANGE = re.compile(rf"{_OPENING}?\s*{_PART}\s?강?\s?[~∼〜]\s?{_PART}")
_LEADING = " \t\n-–—:.·|)~"


@dataclass(frozen=True)
class LectureCode:
    """A code found at the head of a line.

    `is_sure` is False for a bare number ("8 베이즈"), which can as well count something: its neighbours decide.
    """

    code: str
    title: str
    topic: str | None = None
    is_sure: bool = True


def tidy_code(code: str) -> str:
    """A code as it is kept: ASCII digits without leading zeros, parts joined by "-" as typed or "."; "04 – 1" is 4-1."""
    code = unicodedata.normalize("NFKC", code)
    code = re.sub(r"\s*[-‐‑–—_]\s*", "-", code.strip())
    return re.sub(r"\d+", lambda digits: digits.group().lstrip("0") or "0", code)[:MAX_CODE]


def _found(match: re.Match, topic: str | None = None, is_sure: bool = True) -> LectureCode:
    code = match["code"]
    if "chapter" in match.groupdict():
        code = f"{match['chapter']}-{code}"
    title = match["rest"].lstrip(_LEADING).rstrip(" \t\n:")
    return LectureCode(tidy_code(code), title, topic.strip() if topic else None, is_sure)


def _read_sure(text: str) -> LectureCode | None:
    for pattern in (_CHAPTER, _WORDED, _UNIT, _PAIR):
        if match := pattern.match(text):
            return _found(match)
    if match := _BRACKETED.match(text):
        # "(1) 정의" counts; "(1강) 정의" and "[4-1] 정의" are codes.
        return _found(match, is_sure=bool(match["unit"]) or not match["code"].isdigit())
    return None


def read_lecture(text: str) -> LectureCode | None:
    """The lecture code at the head of a line, with the topic that stands before it or in its brackets, or None.

    Looks at the first 300 characters; never raises.
    """
    text = text[:300].strip()
    if not text or _RANGE.match(text):
        return None
    if found := _read_sure(text):
        return found
    if match := _BRACKET_TOPIC.match(text):
        inner = read_lecture(match["rest"]) if not match["rest"].startswith(("[", "(")) else _read_sure(match["rest"])
        if inner and not inner.topic:
            return LectureCode(inner.code, inner.title, match["topic"].strip(), True)
    if match := _TOPIC_IN_BRACKETS.match(text):
        return _found(match, match["topic"].rstrip(" -:"))
    if match := _DOTTED.match(text):
        return None if _COUNTERS.match(match["rest"]) else _found(match, is_sure=False)
    if match := _NUMBER.match(text):
        # "8. 베이즈" is numbered whatever follows; "3 가지 방법" counts.
        if not match["mark"].strip() and _COUNTERS.match(match["rest"]):
            return None
        return _found(match, is_sure=False) if match["rest"] else None
    if match := _BARE_TOPIC.match(text):
        return _found(match, match["topic"])
    return None


def parse_code(text: str) -> tuple[str, str] | None:
    """The code and the title of a line that begins with a lecture code, or None.

    "4-1 Python OOP", "8 베이즈", "8. 베이즈", "(9강) CNN", "Lec 3: Loss", "[AI Math] 8강 베이즈". A number that counts
    ("3 가지 방법") is none, and neither is a range ("1~3강"). Never raises.
    """
    found = read_lecture(text)
    return (found.code, found.title) if found else None


def natural_key(code: str) -> str:
    """A text that sorts a code by plain character order (collation "C") as people count: 4-2, 4-10; 8, 9, 10; 4, 4-1.

    Every number is its digits with their count (two digits) before them, every other run of marks is one "-", letters
    are folded; codes without a number come after the rest. At most 120 characters. Never raises.
    """
    folded = unicodedata.normalize("NFKC", code).casefold()
    parts = []
    for digits, letters in re.findall(r"([0-9]+)|([^\W\d_]+)", folded):
        digits = digits.lstrip("0") or ("0" if digits else "")
        parts.append(f"{min(len(digits), 99):02d}{digits}" if digits else letters)
    return "-".join(parts)[:120]
