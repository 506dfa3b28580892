"""Tsquery literals for words: each with its readings, its other spellings and its names in the other language.

A `mark` before every term asks for words of a title (journal/text/search_documents.py).
"""

from collections.abc import Iterator, Sequence

from journal.text.search_documents import EDGE, is_bare, words_of
from journal.text.search_literals import all_of, any_of, lexeme
from journal.text.search_same import LONGEST_SAME, SAME, same_key
from journal.text.search_stems import with_particle
from journal.text.search_tokens import Latin, Token, is_wordy, jamo_word, latin, pairs, stems, tokens

LONGEST_RUN = 12  # syllables of one word
SHORTEST_JOINED = 3  # letters of a word without its joints: p-y is not py


def _others(found: Sequence[Token]) -> tuple[str, ...]:
    """The other names of the thing that these words name, whichever reading the last one has."""
    head = "".join(_readings(token)[0] for token in found[:-1])
    keys = (same_key(head + reading) for reading in _readings(found[-1]))
    return next((SAME[key] for key in keys if key in SAME), ())


def _readings(token: Token) -> tuple[str, ...]:
    return stems(token.word) if token.kind == "syllables" else (token.word,)


def _same(found: list[Token]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where words of the table of names stand, the longest first: from, to, and the other names."""
    at = 0
    while at < len(found):
        ends = range(min(len(found), at + LONGEST_SAME), at, -1)
        end, names = next(((end, names) for end in ends if (names := _others(found[at:end]))), (at + 1, ()))
        if names:
            yield at, end, names
        at = end


def other_names(found: list[Token]) -> list[str]:
    """What else the things that are named here are called."""
    return [name for _, _, names in _same(found) for name in names]


def nodes_of(found: list[Token], mark: str = "") -> list[str]:
    """A query for each word, or its other names (search_same.py)."""
    nodes = _plain_nodes(found, mark)
    for start, end, names in _same(found):
        others = [all_of(_plain_nodes(list(tokens(name)), mark)) for name in names]
        for at in range(start, end):
            nodes[at] = any_of((nodes[at], *others))
    return nodes


def _plain_nodes(found: list[Token], mark: str = "") -> list[str]:
    """A query for each word; two Latin words side by side may also be written as one (back propagation)."""
    nodes = [_node(token, mark) for token in found]
    for at, (first, second) in enumerate(zip(found, found[1:], strict=False)):
        one, two = first.word.casefold(), second.word.casefold()
        if second.follows and first.kind == second.kind == "latin" and _may_be_one(one, two):
            together = lexeme(mark + one + two)
            nodes[at], nodes[at + 1] = any_of((nodes[at], together)), any_of((nodes[at + 1], together))
    return nodes


def _may_be_one(one: str, two: str) -> bool:
    return (one + two).isascii() and (one + two).isalpha() and len(one + two) >= 4


def _node(token: Token, mark: str = "") -> str:
    if token.kind == "jamo":
        return lexeme(mark + jamo_word(token.word))
    if token.kind == "latin":
        found = latin(token.word)
        whole = [lexeme(mark + word) for word in found.words + _written_together(found)]
        is_apart = not whole or (len(found.parts) > 1 and any(is_wordy(part) for part in found.parts))
        apart = all_of(lexeme(mark + part) for part in found.parts) if is_apart else ""
        return any_of([*whole, apart])
    core, *others = stems(token.word)
    core = core[:LONGEST_RUN]
    if len(core) == 1:
        return any_of(lexeme(mark + each) for each in (core, EDGE + core, *with_particle(core)))
    near = [_pair(pair, mark, len(core) > 2) for pair in pairs(core)]
    apart = [all_of(near[:at] + near[at + 1 :]) for at in range(1, len(core) - 2)] or [all_of(near)]
    return any_of([*apart, *(lexeme(mark + reading) for reading in others)])


def _written_together(found: Latin) -> tuple[str, ...]:
    return tuple(word for word in found.joined if len(word) >= SHORTEST_JOINED)


def _pair(pair: str, mark: str, may_part: bool) -> str:
    across = f"{pair[0]} {pair[1]}"
    return any_of((lexeme(mark + pair), lexeme(mark + across) if may_part else ""))


def _exact(token: Token) -> str:
    """A query for a word as it stands, of which a -word can be sure."""
    if token.kind == "syllables":
        core = stems(token.word)[0][:LONGEST_RUN]
        return all_of(lexeme(pair) for pair in pairs(core)) or _node(token)
    return any_of(lexeme(word) for word in words_of(token)) or _node(token)


def phrase_of(found: list[Token]) -> str:
    """A query for words side by side, as far as terms tell: the pair across each blank stands in the text."""
    nodes = []
    for before, token in zip([None, *found], found, strict=False):
        nodes.append(_exact(token))
        if before and is_bare(before) and token.kind == "syllables":
            nodes.append(_pair(before.word[-1] + token.word[0], "", may_part=True))
    return all_of(nodes)


def shown(token: Token) -> tuple[str, ...]:
    """The folded words that a snippet marks for a word."""
    if token.kind == "syllables":
        return tuple(reading[:LONGEST_RUN] for reading in stems(token.word))
    if token.kind == "latin":
        found = latin(token.word)
        return found.words + _written_together(found) + (found.parts if len(found.parts) > 1 or not found.words else ())
    return (jamo_word(token.word),)


def ranked(token: Token) -> list[str]:
    """The terms that weigh a text for a word: itself most, as words have weights, and its pairs."""
    core = stems(token.word)[0][:LONGEST_RUN] if token.kind == "syllables" else ""
    return [*words_of(token), *pairs(core), *(_written_together(latin(token.word)) if token.kind == "latin" else ())]


def side_by_side(typed: list[Token], found: list[Token]) -> str:
    """A query for the words that tell, as far from each other as they were typed; "" for a single one."""
    out, last = "", -1
    for place, token in enumerate(typed):
        if token in found:
            node = any_of(lexeme(word) for word in words_of(token))
            out += (f" <{place - last}> " if out else "") + (node or lexeme(token.word))
            last = place
    return out if len(found) > 1 else ""


def ends_of(found: list[Token]) -> list[str]:
    """Where nothing holds a single long word: its first and last two syllables, so that 멱등성 still finds 멱등한."""
    core = stems(found[0].word)[0] if len(found) == 1 and found[0].kind == "syllables" else ""
    return [lexeme(core[:2]), lexeme(core[-2:])] if len(core) > 2 else []


def most_of(nodes: list[str], missing: int) -> str:
    """A query for all of the nodes but `missing`; written in halves, as all the ways to miss two of sixteen are 120."""
    if not missing or len(nodes) <= missing:
        return all_of(nodes) if not missing else ""
    half = len(nodes) // 2
    ways = range(max(0, missing - len(nodes) + half), min(half, missing) + 1)
    return any_of(all_of((most_of(nodes[:half], at), most_of(nodes[half:], missing - at))) for at in ways)
