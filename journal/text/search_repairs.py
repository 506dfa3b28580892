"""What to try when nothing is found: the other keyboard, a spelling one jamo or letter away, any of the words.

Nothing here knows which words there are. A near spelling is asked of Postgres as all the words one key away (a few
hundred terms, most of which no text holds).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from journal.text.keyboards import FINALS, INITIALS, VOWELS, other_layout, syllable
from journal.text.search_folding import fold
from journal.text.search_literals import all_of, any_of, lexeme
from journal.text.search_queries import SearchQuery, read_query
from journal.text.search_stems import readings
from journal.text.search_tokens import tokens

LAYOUT, NEAR, ANY = "layout", "near", "any"
SHORTEST_HANGUL, SHORTEST_LATIN = 2, 4  # a shorter word is near to everything
LONGEST = 24
MOST_WORDS = 4  # of which near spellings are tried at once

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789+#"


@dataclass(frozen=True)
class Repair:
    """One thing to try: its `kind`, the `query` to run instead of the one typed.

    For LAYOUT `query.text` is what to say is shown; for NEAR the words meant are among the found texts' own, see
    `meant`.
    """

    kind: str
    query: SearchQuery


def repairs(query: SearchQuery) -> Iterator[Repair]:
    """What to try for a query that found nothing, in this order: LAYOUT, NEAR, ANY. Filters stay as they are."""
    if turned := _turned(query):
        yield Repair(LAYOUT, turned)
    if near := _near_nodes(query):
        yield Repair(NEAR, replace(query, match=all_of(near), title_match="", rank=any_of(near)))
    if query.any_match and query.any_match != query.match:
        yield Repair(ANY, replace(query, match=query.any_match, title_match=""))


def _turned(query: SearchQuery) -> SearchQuery | None:
    turned = [_turned_word(word) for word in query.typed]
    if turned == list(query.typed):
        # Whole syllables may be English as well: 햣 is git.
        turned = [re.search("[가-힣]", word) and other_layout(word) or word for word in query.typed]
    if turned == list(query.typed):
        return None
    return read_query(" ".join([*turned, *(str(each) for each in query.filters)]))


def _turned_word(word: str) -> str:
    """The word on the other keyboard where it looks like nothing as it is typed: jamo alone, Latin that is Hangul."""
    turned = other_layout(word) if not re.search("[가-힣]", word) or re.search("[ㄱ-ㅣ]", word) else None
    return turned if turned and _is_common(turned) else word


def _is_common(text: str) -> bool:
    """Whether all syllables are among the 2,350 that Korean words are written with (KS X 1001)."""
    return all(len(char.encode("euc_kr", "replace")) <= 2 for char in text)


def _near_nodes(query: SearchQuery) -> list[str]:
    """A query for each word: itself or a word one slip away; [] where no word is long enough for one."""
    found = [token for part in query.typed for token in tokens(part.lstrip("-"))][:MOST_WORDS]
    nodes, any_near = [], False
    for token in found:
        word = readings(token.word)[0] if token.kind == "syllables" else fold(token.word)
        near = near_spellings(word)
        any_near |= bool(near)
        nodes.append(any_of(lexeme(each) for each in (word, *near)))
    return nodes if any_near else []


@lru_cache(maxsize=256)
def near_spellings(word: str) -> tuple[str, ...]:
    """All folded words one slip away: a jamo wrong, missing or too much, letters swapped. () for short or long words."""
    if all("가" <= char <= "힣" for char in word):
        return tuple(dict.fromkeys(_near_hangul(word))) if SHORTEST_HANGUL <= len(word) <= LONGEST else ()
    if word.isascii() and SHORTEST_LATIN <= len(word) <= LONGEST:
        return tuple(each for each in dict.fromkeys(_near_latin(word)) if each != word)
    return ()


def _near_hangul(word: str) -> Iterator[str]:
    for at, char in enumerate(word):
        code = ord(char) - 0xAC00
        initial, vowel, final = INITIALS[code // 588], VOWELS[code % 588 // 28], FINALS[code % 28]
        near = [syllable(initial, other, final) for other in VOWELS]
        near += [syllable(other, vowel, final) for other in INITIALS]
        near += [syllable(initial, vowel, other) for other in FINALS]
        yield from (word[:at] + each + word[at + 1 :] for each in near if each != char)
        if at and char != word[at - 1]:
            yield word[: at - 1] + char + word[at - 1] + word[at + 1 :]


def _near_latin(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in _LETTERS)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def meant(word: str, vocabulary: Iterable[str]) -> str | None:
    """The first word of the vocabulary that is one slip from the word: what to say was looked for. Or None."""
    near = set(near_spellings(readings(fold(word))[0]))
    return next((each for each in vocabulary if fold(each) in near), None)
