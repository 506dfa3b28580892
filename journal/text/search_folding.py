"""One spelling for all that mean the same text, so that ＣＮＮ, 𝐌𝐢𝐧𝐣𝐢 and decomposed Hangul are found."""

import re

from journal.text.topic_names import compatible

# What shows nothing and may stand inside a word (soft hyphens, joiners, direction marks), and what Postgres refuses.
_NOTHING = re.compile("[\x00\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\ud800-\udfff]")


def unify(text: str) -> str:
    """NFKC with single jamo (ㅋㅋ) left alone, without signs that show nothing, NUL and lone surrogates. Keeps case."""
    return compatible(_NOTHING.sub("", text))


def fold(text: str) -> str:
    """The form in which texts are compared: unified and without case. Never raises."""
    return unify(unify(text).casefold())
