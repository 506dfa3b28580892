"""Read what somebody typed into the search field: words, "phrases", -words and filters (journal/text/search_filters.py).

The match is of terms alone, never of their order: "ORM Django" is "Django ORM". Blanks between syllables do not count
(딥러닝, 딥 러닝), and a long compound may stand apart (베이즈통계, 베이즈 … 통계). Nothing typed raises, here or in Postgres.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from journal.text.search_documents import TITLE_MARK
from journal.text.search_filters import Filter, read_filter
from journal.text.search_folding import fold, unify
from journal.text.search_literals import all_of, any_of, lexeme, none_of
from journal.text.search_nodes import ends_of, most_of, nodes_of, other_names, phrase_of, ranked, shown, side_by_side
from journal.text.search_tokens import Token, stems, tokens

LONGEST = 400  # characters that are read
MOST_WORDS = 16

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

    `match` needs every word (of three and more all but one, of six and more all but two); `any_match` one of them;
    `title_match` every word in the title. `rank` is what `ts_rank` is given: words weigh more than the pairs inside of
    other words. What has every word (`whole`, "" of a single one) or has them side by side (`phrase`; never to be
    matched with, it is slow) is worth more than `rank` knows. `terms` are what a snippet marks.
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


@lru_cache(500)
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
    refused = none_of(phrase_of(list(tokens(part))[:MOST_WORDS]) for part in excluded[:MOST_WORDS])
    needed = [*_needed(found, alone=not quoted), *(phrase_of(each) for each in quoted)]
    meant = [*everything, *(token for name in other_names(found) for token in tokens(name))]
    return SearchQuery(
        text="",
        words=tuple(dict.fromkeys(fold(token.word) for token in found)),
        phrases=tuple(" ".join(fold(phrase).split()) for phrase in phrases),
        excluded=tuple(fold(part) for part in excluded),
        filters=(),
        terms=tuple(dict.fromkeys(term for token in meant for term in shown(token))),
        match=_with(refused, all_of(needed) if quoted else most_of(needed, _may_miss(needed))),
        any_match=_with(refused, any_of([*nodes_of(everything), *ends_of(everything)])),
        title_match=_with(refused, all_of(nodes_of(everything, TITLE_MARK))),
        whole=all_of(nodes_of(found)) if len(found) > 1 else "",
        phrase=all_of([side_by_side(typed, found), *(side_by_side(each, each) for each in quoted)]),
        rank=any_of(lexeme(term) for token in meant for term in ranked(token)),
    )


def _with(refused: str, query: str) -> str:
    return all_of((query, refused)) if query else ""


def _needed(found: list[Token], alone: bool) -> list[str]:
    """A query for each word that a text must have; words that only say what is wanted of a thing may be missing."""
    nodes = nodes_of(found)
    telling = [node for token, node in zip(found, nodes, strict=True) if not _is_soft(token)]
    return list(dict.fromkeys(telling)) or (nodes if alone else [])


def _may_miss(needed: list[str]) -> int:
    return sum(len(needed) >= most for most in MANY)


def _is_soft(token: Token) -> bool:
    return token.kind == "syllables" and stems(token.word)[0] in _SOFT_WORDS
