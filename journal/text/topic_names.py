"""Names of topics: split what somebody typed, compare two spellings, make an address of one.

The rules are those of the design paper on writing: commas only (so "AI Math" is one topic), one normalised key for
all spellings, and addresses that keep Hangul and tell C, C++ and C# apart.
"""

import re
import unicodedata
from hashlib import blake2s

MAX_NAME = 50
MAX_KEY = 120  # a few signs unfold to many letters in NFKC: ﷺ to 18
MAX_SLUG = 60

_SEPARATORS = re.compile("[,，、､﹐﹑\r\n\u2028\u2029]")
_COMPATIBILITY_JAMO = re.compile("([\u3131-\u318e]+)")
# Letters by their Unicode category that show nothing: Hangul fillers and the blank Braille pattern.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_REFUSED_CATEGORIES = frozenset({"Cc", "Cs"})
_WORD_CATEGORIES = frozenset("LMN")


class TopicNameError(ValueError):
    """A topic name that cannot be kept. `code` is "too_long", "characters" or "empty"; `name` is what was typed."""

    def __init__(self, code: str, name: str):
        super().__init__(f"{code}: {name!r}")
        self.code = code
        self.name = name


def compatible(text: str) -> str:
    """NFKC that leaves single Hangul jamo alone.

    NFKC turns the ㄱ that people type by itself (U+3131) into a half of a syllable, which then melts into its
    neighbour: ㄱㅏ would become 가.
    """
    text = unicodedata.normalize("NFC", text)
    parts = _COMPATIBILITY_JAMO.split(text)
    parts[::2] = [unicodedata.normalize("NFKC", part) for part in parts[::2]]
    return "".join(parts)


def _is_invisible(char: str) -> bool:
    # Marks that build letters (Devanagari, Arabic ...) stay; variation selectors are marks as well, but show nothing.
    category = unicodedata.category(char)
    return category == "Cf" or char in _BLANK or (category == "Mn" and "\ufe00" <= char <= "\ufe0f")


def _falls_away(char: str) -> bool:
    return char.isspace() or char == "_" or unicodedata.category(char) == "Pd" or _is_invisible(char)


def topic_key(name: str) -> str:
    """The form in which two spellings of one topic are equal; "" where nothing is left of it. Never raises.

    NFKC, case-folded, without blanks, hyphens and underscores. They are folded away, not to one sign: Korean writers
    space words freely (딥러닝, 딥 러닝; 자연어처리, 자연어 처리), and so "AI Math", "ai-math", "AI_Math" and "AIMath" are
    one topic. Every other sign counts: C, C++, C#, .NET and Node.js are five.
    """
    key = name
    for _ in range(4):  # a mark can meet a letter where a blank fell away between them, and fold again
        folded = compatible(compatible(key).casefold())
        shorter = "".join(char for char in folded if not _falls_away(char))
        if shorter == key:
            break
        key = shorter
    return key


def _one_name(piece: str) -> str:
    """One name as it is kept, or "" for a blank piece. Raises TopicNameError."""
    if any(unicodedata.category(char) in _REFUSED_CATEGORIES for char in piece if char != "\t"):
        raise TopicNameError("characters", piece)
    name = " ".join(unicodedata.normalize("NFC", piece).split())
    if not name:
        return ""
    bare = name.lstrip("#＃").lstrip()
    key = topic_key(bare)
    if not key:
        raise TopicNameError("empty", name)
    if len(bare) > MAX_NAME or len(key) > MAX_KEY:
        raise TopicNameError("too_long", name)
    return bare


def split_topics(text: str) -> list[str]:
    """The topic names in a field's text, in order, each spelling of a topic once (the first one typed).

    Names are parted by commas (also ，、) and line ends, never by blanks. Each is NFC, trimmed, its blanks made single,
    without a leading #. Nothing between two commas is nothing.
    Raises TopicNameError: "too_long" (over 50 characters), "characters" (NUL, controls, lone surrogates),
    "empty" (a name of which no letter, digit or sign is left).
    """
    names: dict[str, str] = {}
    for piece in _SEPARATORS.split(text):
        name = _one_name(piece)
        if name:
            names.setdefault(topic_key(name), name)
    return list(names.values())


def _spelled_out(text: str) -> str:
    """Signs that tell names apart, as words: C++ cpp, C# csharp, .NET dotnet, A* a-star, AI&Math ai-and-math."""
    text = re.sub(r"(?<=\w)\+\+(?!\+)", "pp", text)
    text = re.sub(r"(?<=\w)#", "sharp", text)
    text = re.sub(r"(?:^|(?<=\s))\.(?=\w)", "dot", text)
    for sign, word in (("+", "plus"), ("*", "star"), ("&", "and"), ("@", "at"), ("%", "percent")):
        text = text.replace(sign, f"-{word}-")
    return text


def topic_slug(name: str) -> str:
    """The address of a topic: lower case, Hangul and other letters kept, 1 to 60 characters, never empty.

    Two names with different keys can still meet in one slug ("C++" and "cpp", "Node.js" and "Node js"): whoever
    stores it keeps it unique. A name without letters (an emoji) gets ``t-`` and eight hex digits of its key.
    """
    words = _spelled_out(compatible(compatible(name).casefold()))
    kept = "".join(
        char if unicodedata.category(char)[0] in _WORD_CATEGORIES else "-" for char in words if not _is_invisible(char)
    )
    slug = re.sub("-{2,}", "-", kept).strip("-")
    digest = blake2s(topic_key(name).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    if not slug:
        return f"t-{digest}"
    if len(slug) > MAX_SLUG:
        return f"{slug[: MAX_SLUG - 9].rstrip('-')}-{digest}"
    return slug
