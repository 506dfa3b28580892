"""Headings as people type them: emoji, numbers, brackets and dates around the words that matter.

Every function takes any str and returns a str; none raises. Work is linear in the text.
"""

import re
import unicodedata

from journal.text.topic_names import compatible

# A heading longer than this is prose; nothing is looked for beyond it.
LONGEST_HEADING = 300

_SHORTCODE = re.compile(r":[a-z0-9_+-]{2,40}:", re.IGNORECASE)
_NUMBERING = re.compile(
    r"^(?:#?\d{1,2}(?:[-.]\d{1,2}){0,2}\s*[.)\]:]\s*(?!\d)|\(\d{1,2}\)\s*|#\d{1,2}\s+|(?:I{1,3}|IV|VI{0,3}|V|IX|X)\s*[.)]\s+"
    r"|step\s*\d+\s*[.):]?\s+|part\s*\d+\s*[.):]\s+|[a-z]\)\s+)",
    re.IGNORECASE,
)
_PAIRS = {
    "[": "]",
    "(": ")",
    "<": ">",
    "{": "}",
    "【": "】",
    "「": "」",
    "『": "』",
    "〈": "〉",
    "《": "》",
    "〔": "〕",
    '"': '"',
    "'": "'",
    "“": "”",
    "‘": "’",
    "*": "*",
    "_": "_",
    "`": "`",
    "~": "~",
    "=": "=",
}
_EDGE_CATEGORIES = frozenset({"So", "Sk", "Cf", "Mn", "Me", "Zs", "Zl", "Zp", "Cc", "Cn", "Co", "Cs"})
_EDGE_MARKS = frozenset("·•●○■□◆◇▶▷►▸✔✓→⇒»›*_-–—|:;,~=@ \t\n")


def is_ornament(char: str) -> bool:
    """Whether a character is an emoji, a symbol, a variation selector or blank: nothing that is read aloud."""
    return unicodedata.category(char) in _EDGE_CATEGORIES or char == "\u3164"


def without_emoji(text: str) -> str:
    """The text with emoji, emoji shortcodes and invisible characters taken out, blanks made single."""
    text = _SHORTCODE.sub(" ", text)
    kept = "".join(" " if is_ornament(char) else char for char in text)
    return " ".join(kept.split())


def without_decoration(text: str) -> str:
    """The text without emoji and marks at its two ends; what stands inside stays as typed."""
    text = _SHORTCODE.sub(" ", text[:LONGEST_HEADING]) if ":" in text else text[:LONGEST_HEADING]
    start, end = 0, len(text)
    while start < end and (is_ornament(text[start]) or text[start] in _EDGE_MARKS):
        start += 1
    while end > start and (is_ornament(text[end - 1]) or text[end - 1] in _EDGE_MARKS):
        end -= 1
    return text[start:end]


def unwrapped(text: str) -> str:
    """The text without the brackets or quotation marks around the whole of it: ``[학습 내용]`` is 학습 내용."""
    while len(text) >= 2 and _PAIRS.get(text[0]) == text[-1]:
        inner = text[1:-1]
        if text[0] in inner or text[-1] in inner:
            break
        text = inner.strip()
    return text


def without_numbering(text: str) -> str:
    """The text without an enumeration before it: ``1.``, ``2)``, ``(3)``, ``04.``, ``1-2.``, ``II.``, ``Step 1``."""
    return _NUMBERING.sub("", text, count=1)


def plain_title(text: str) -> str:
    """A heading's words: NFKC, no emoji, no enumeration, no brackets around it. Case and inner marks stay."""
    text = compatible(text[:LONGEST_HEADING])
    text = without_decoration(without_emoji(text))
    for _ in range(3):
        shorter = without_decoration(without_numbering(unwrapped(text)))
        if shorter == text:
            break
        text = shorter
    return text
