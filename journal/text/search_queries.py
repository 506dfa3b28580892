"""Read what somebody typed into the search field: words, "phrases", -words and filters (journal/text/search_filters.py).

The match is of terms alone, never of their order: "ORM Django" is "Django ORM". Blanks between syllables do not count
(딥러닝, 딥 러닝), and a long compound may stand apart (베이즈통계, 베이즈 … 통계). Nothing typed raises, here or in Postgres.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from journal.text.search_documents import EDGE, TITLE_MARK, words_of
from journal.text.search_filters import Filter, read_filter
from journal.text.search_folding import fold, unify
from journal.text.search_literals import all_of, any_of, lexeme, none_of
from journal.text.search_same import LONGEST_SAME, SAME, same_key
from journal.text.search_tokens import Latin, Token, is_wordy, jamo_word, latin, pairs, stems, tokens

LONGEST = 400  # characters that are read
MOST_WORDS = 16
LONGEST_RUN = 12  # syllables of one word
SHORTEST_JOINED = 3  # letters of a word without its joints: p-y is not py

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "『": '"', "』": '"'})
_PART = re.compile(
    r"""(?P<filter>(?P<key>\w{1,20}):(?:"(?P<long>[^"]*)"|(?P<value>[^\s"]+)))
    |(?P<minus>-(?=["._]|[^\W\d]))?(?:"(?P<phrase>[^"]+)"|(?P<word>[^\s"]+))""",
    re.VERBOSE,
)
MANY = (3, 6)  # of so many words one may be missing, or two

# Words that say nothing beside others: "역전파가 뭐야", "how to use git".
_EMPTY_WORDS = frozenset(
    """무엇 뭐 뭐야 뭔가요 뭐예요 무엇인가요 무엇인가 어떻게 왜 하는 하는법 하기 방법 하려면 하면 대해 대한 대해서 관한 관련 있는 없는 그리고 및 또는 이란 란 것 수
    the a an of to in on is are how what why and or for with do does i""".split()
)
# Words that say what is wanted of a thing. A text about it is wanted as well where they are missing.
_SOFT_WORDS = frozenset(
    """정리 요약 문제 에러 오류 버그 방법 사용법 예제 예시 개념 설명 이유 원리 차이 차이점 비교 질문 공부 입문 기초 이해 활용 사용 적용 구현 만들기
    해결 해결법 원인 법 만드는 쓰는 하는법 만드는법 쓰는법 설정 추천 관련 튜토리얼 강의 수업 과제 실습 연습 팁 후기 노트 의미 뜻 정의 종류 장단점""".split()
)


@dataclass(frozen=True)
class SearchQuery:
    """A query that was read. All literals are to be bound with `::tsquery`, and "" where there is nothing to match.

    `match` needs every word (of three and more all but one, of six and more all but two); `any_match` one of them; `title_match` every word in the title; `rank` is what `ts_rank`
    is given: words weigh more than the pairs inside of other words. What has every word (`whole`, "" where `match` says
    the same) or has them side by side (`phrase`; never to be matched with, it is slow) is worth more than `rank` knows.
    `terms` are what a snippet marks.
    """

    text: str
    words: tuple[str, ...]
    phrases: tuple[str, ...]
    excluded: tuple[str, ...]
    filters: tuple[Filter, ...]
    terms: tuple[str, ...]
    match: str
    any_match: str
    title_match: str
    rank: str
    whole: str = ""
    phrase: str = ""
    parts: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()  # the parts that are no filters

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked: neither a word nor a filter."""
        return not self.match and not self.filters

    def values(self, key: str) -> tuple[str, ...]:
        """The values of the filters of one key ("from"), in order, each once."""
        return tuple(dict.fromkeys(each.value for each in self.filters if each.key == key))

    def with_filter(self, key: str, value: str) -> str:
        """The text with one filter more, as a link that adds it needs it; unchanged where it is there."""
        if value in self.values(key):
            return self.text
        return f"{self.text} {Filter(key, value)}".strip()

    def without_filter(self, key: str, value: str) -> str:
        """The text without a filter."""
        asked = Filter(key, value)
        return " ".join(part for part in self.parts if _filter_in(part) != asked)


def read_query(text: str) -> SearchQuery:
    """Read a query. Never raises; what is too long is cut, a filter that is unknown or broken is plain words."""
    text = " ".join(unify(text[:LONGEST]).translate(_QUOTES).split())
    parts, typed, plain, phrases, excluded, filters = [], [], [], [], [], []
    for match in _PART.finditer(text):
        parts.append(match.group())
        if found := _filter_in(match.group()):
            filters.append(found)
            continue
        typed.append(match.group())
        if match["minus"]:
            excluded.append(match["phrase"] or match["word"])
        elif match["phrase"]:
            phrases.append(match["phrase"])
        else:
            plain.append(match.group())
    query = _asked(plain, phrases, excluded)
    if not query.match and excluded:
        query = _asked([*plain, *excluded], phrases, [])  # nothing but -words: then they are what is looked for
    kept = tuple(dict.fromkeys(filters))
    return replace(query, text=text, parts=tuple(parts), typed=tuple(typed), filters=kept)


def _filter_in(part: str) -> Filter | None:
    match = _PART.fullmatch(part)
    return read_filter(match["key"], match["long"] or match["value"] or "") if match and match["filter"] else None


def _asked(plain: list[str], phrases: list[str], excluded: list[str]) -> SearchQuery:
    typed = list(tokens(" ".join(plain)))[:MOST_WORDS]
    found = [token for token in typed if fold(token.word) not in _EMPTY_WORDS] or typed
    quoted = [list(tokens(phrase))[:MOST_WORDS] for phrase in phrases[:MOST_WORDS]]
    everything = [*found, *(token for phrase in quoted for token in phrase)]
    refused = none_of(_exact(token) for part in excluded[:MOST_WORDS] for token in list(tokens(part))[:MOST_WORDS])
    needed = [*_needed(found, alone=not quoted), *(_phrase(each) for each in quoted)]
    shown = [*everything, *(token for name in _same_names(found) for token in tokens(name))]
    return SearchQuery(
        text="",
        words=tuple(dict.fromkeys(fold(token.word) for token in found)),
        phrases=tuple(" ".join(fold(phrase).split()) for phrase in phrases),
        excluded=tuple(fold(part) for part in excluded),
        filters=(),
        terms=tuple(dict.fromkeys(term for token in shown for term in _shown(token))),
        match=_with(refused, all_of(needed) if quoted else _most_of(needed, _may_miss(needed))),
        any_match=_with(refused, any_of([*_nodes(everything), *_ends(everything)])),
        title_match=_with(refused, all_of(_nodes(everything, TITLE_MARK))),
        whole=_with(refused, all_of(_nodes(found))),
        phrase=_side_by_side(typed, found),
        rank=any_of(lexeme(term) for token in shown for term in _ranked(token)),
    )


def _with(refused: str, query: str) -> str:
    return all_of((query, refused)) if query else ""


def _needed(found: list[Token], alone: bool) -> list[str]:
    """A query for each word that a text must have; words that only say what is wanted of a thing may be missing."""
    nodes = _nodes(found)
    telling = [node for token, node in zip(found, nodes, strict=True) if not _is_soft(token)]
    return list(dict.fromkeys(telling)) or (nodes if alone else [])


def _side_by_side(typed: list[Token], found: list[Token]) -> str:
    """A query for the words that tell, as far from each other as they were typed; "" for a single one."""
    out, last = "", -1
    for place, token in enumerate(typed):
        if token in found:
            node = any_of(lexeme(word) for word in words_of(token))
            out += (f" <{place - last}> " if out else "") + (node or lexeme(token.word))
            last = place
    return out if len(found) > 1 else ""


def _may_miss(needed: list[str]) -> int:
    return sum(len(needed) >= most for most in MANY)


def _most_of(nodes: list[str], missing: int) -> str:
    """A query for all of the nodes but `missing`; written in halves, as all the ways to miss two of sixteen are 120."""
    if not missing or len(nodes) <= missing:
        return all_of(nodes) if not missing else ""
    half = len(nodes) // 2
    ways = range(max(0, missing - len(nodes) + half), min(half, missing) + 1)
    return any_of(all_of((_most_of(nodes[:half], at), _most_of(nodes[half:], missing - at))) for at in ways)


def _ends(found: list[Token]) -> list[str]:
    """Where nothing holds a single long word: its first and last two syllables, so that 멱등성 still finds 멱등한."""
    core = stems(found[0].word)[0] if len(found) == 1 and found[0].kind == "syllables" else ""
    return [lexeme(core[:2]), lexeme(core[-2:])] if len(core) > 2 else []


def _is_soft(token: Token) -> bool:
    return token.kind == "syllables" and stems(token.word)[0] in _SOFT_WORDS


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


def _same_names(found: list[Token]) -> list[str]:
    return [name for _, _, names in _same(found) for name in names]


def _nodes(found: list[Token], mark: str = "") -> list[str]:
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
        return any_of((lexeme(mark + core), lexeme(mark + EDGE + core)))
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
        return all_of(lexeme(pair) for pair in pairs(core)) or any_of((lexeme(core), lexeme(EDGE + core)))
    return any_of(lexeme(word) for word in words_of(token)) or _node(token)


def _phrase(found: list[Token]) -> str:
    """A query for words side by side, as far as terms tell: the pair across each blank stands in the text."""
    nodes = []
    for before, token in zip([None, *found], found, strict=False):
        nodes.append(_exact(token))
        if before and before.kind == token.kind == "syllables":
            nodes.append(_pair(before.word[-1] + token.word[0], "", may_part=True))
    return all_of(nodes)


def _shown(token: Token) -> tuple[str, ...]:
    if token.kind == "syllables":
        return tuple(reading[:LONGEST_RUN] for reading in stems(token.word))
    if token.kind == "latin":
        found = latin(token.word)
        return found.words + _written_together(found) + (found.parts if len(found.parts) > 1 or not found.words else ())
    return (jamo_word(token.word),)


def _ranked(token: Token) -> list[str]:
    core = stems(token.word)[0][:LONGEST_RUN] if token.kind == "syllables" else ""
    return [*words_of(token), *pairs(core), *(_written_together(latin(token.word)) if token.kind == "latin" else ())]
