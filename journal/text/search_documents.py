"""What is kept of a post, comment, lecture or person so that search finds it: a tsvector, written as a literal.

Weights: A for the words of title and topics, B for the pairs of syllables in them, C for the words of the body; the
pairs of the body have no place and so no weight. A word of the title stands there a second time behind a mark, so
that Postgres's index finds "in the title" by itself.
"""

from collections.abc import Iterable, Iterator

from journal.text.search_literals import facet, lexeme
from journal.text.search_tokens import Token, is_wordy, jamo_word, latin, pairs, stems, tokens

ANALYSER_VERSION = 3
TITLE_MARK = "="
EDGE = "~"  # before the syllable that a longer word begins with, or ends with before its particle
LONGER = 3  # syllables: 함숫값 is found by 값, 결합 not by 합
LARGEST = 700_000  # bytes of lexemes and places; Postgres refuses a vector of 1 MiB
LAST_PLACE = 16_383
PLACES = 6  # kept of one word; ts_rank gives further ones next to nothing

_ENTRY, _PLACE = 6, 2  # bytes beside a lexeme, and of a place


def words_of(token: Token) -> tuple[str, ...]:
    """The whole words a token is found by."""
    if token.kind == "syllables":
        return stems(token.word)
    if token.kind == "latin":
        return latin(token.word).words
    return (jamo_word(token.word),) if token.kind == "jamo" else ()


def is_bare(token: Token) -> bool:
    """Whether a word may go on in the next one: 딥 러닝 is 딥러닝, but nobody reads 은행 out of 모델은 행렬의."""
    return token.kind == "syllables" and stems(token.word)[0] == token.word


def _inside(token: Token, before: Token | None) -> Iterator[str]:
    """What a token is found by beside its words: pairs, edges, parts, and what it makes with the word before it."""
    word = token.word
    if token.kind == "latin":
        found = latin(word)
        yield from found.joined
        yield from found.parts
        if before and token.follows and before.kind == "latin":
            first, second = before.word.casefold(), word.casefold()
            if is_wordy(first) and is_wordy(second) and len(first) + len(second) <= 24:
                yield first + second
    elif token.kind == "ending":
        yield from pairs(word)
    elif token.kind == "syllables":
        yield from pairs(word)
        core = stems(word)[0]
        if len(core) >= LONGER:
            yield EDGE + core[0]
            yield EDGE + core[-1]
        if before and token.follows and is_bare(before):
            yield f"{before.word[-1]} {word[0]}"


class _Vector:
    def __init__(self):
        self.entries: dict[str, list[str]] = {}
        self.left = LARGEST

    def add(self, term: str, place: str = "") -> None:
        places = self.entries.get(term)
        if places is None:
            self.left -= len(term.encode()) + _ENTRY
            if self.left < 0:
                return
            places = self.entries[term] = []
        if place and len(places) < PLACES:
            self.left -= _PLACE
            places.append(place)

    def literal(self) -> str:
        return " ".join(
            lexeme(term) + (":" + ",".join(places) if places else "") for term, places in self.entries.items()
        )


def document(*, title: str, topics: Iterable[str], body: str, facets: Iterable[tuple[str, object]] = ()) -> str:
    """A tsvector literal, to be bound as `%s::tsvector`.

    `body` is plain text. `facets` are pairs as ("cohort", 3); their names are of letters, else ValueError is raised.
    What is too much is cut, facets never. The vector grows by about 2.5 bytes for each byte of text.
    """
    vector = _Vector()
    for name, value in facets:
        vector.add(facet(name, value))
    place = _add_head(vector, title, 1, TITLE_MARK)
    for topic in topics:
        place = _add_head(vector, topic, place)
    found = list(tokens(body, endings=True))
    for number, token in enumerate(_without_endings(found), start=place + 10):
        at = f"{min(number, LAST_PLACE)}C"
        for word in words_of(token):
            vector.add(word, at)
    before = None
    for token in found:
        for term in _inside(token, before):
            vector.add(term)
        before = before if token.kind == "ending" else token
    return vector.literal()


def _without_endings(found: list[Token]) -> Iterator[Token]:
    return (token for token in found if token.kind != "ending")


def _add_head(vector: _Vector, text: str, place: int, mark: str = "") -> int:
    before = None
    for token in tokens(text[:2_000], endings=True):
        kinds = [(word, "A") for word in words_of(token)]
        kinds += [(term, "A" if token.kind == "latin" else "B") for term in _inside(token, before)]
        for term, weight in kinds:
            vector.add(term, f"{place}{weight}")
            if mark:
                vector.add(mark + term)
        if token.kind != "ending":
            before, place = token, place + 1
    return place
