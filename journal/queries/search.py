"""One answer to what somebody looks for: posts and comments by rank or by time, a page at a time, and names."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.utils import timezone

from journal.models.cohorts import Cohort
from journal.models.search_ranking import NEWEST, Found, Wanted, find_among, one_look, plan_for_search
from journal.queries.paging import EPOCH, BadCursor
from journal.queries.search_facets import Facet, facets_of
from journal.queries.search_filters import Narrowed, narrow
from journal.queries.search_hits import Hit, hits_of
from journal.queries.search_names import MOST, SHELVES, Names, names_for
from journal.text.search_documents import words_of
from journal.text.search_literals import all_of
from journal.text.search_queries import SearchQuery, read_query
from journal.text.search_repairs import LAYOUT, NEAR, meant, repairs
from journal.text.search_tokens import tokens

PAGE = 20
FEW = 2  # hits beside which another spelling is offered
ALONE = 40  # names of a kind, where nothing else is asked for
LOOKED_AT = 5  # texts whose spelling is looked at


@dataclass(frozen=True)
class Asked:
    """What a search page's address says: the text, how its answer is ordered, where it looks, and which page it is."""

    text: str
    by_time: bool = False
    everywhere: bool = False  # in all that the reader may read, else in the page's cohort
    as_typed: bool = False  # no other spelling instead
    after: str = ""  # a cursor


@dataclass(frozen=True)
class Answer:
    """A page of what was found. `query` is what was looked for in the end: after a `repair`, not what was typed."""

    query: SearchQuery
    hits: list[Hit] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    facets: list[Facet] = field(default_factory=list)
    count: int = 0  # of matches on all pages, as far as they are weighed
    is_more: bool = False  # whether there are matches beyond those
    after: str = ""  # the cursor of the next page
    repair: str = ""  # LAYOUT, NEAR or ANY
    offer: str = ""  # another spelling that finds something, beside few hits

    @property
    def filters(self) -> list[tuple[str, str]]:
        """The filters that narrow the answer, each with the text that would be left without it."""
        query = self.query
        return [(str(each), query.without_filter(each.key, each.value)) for each in query.filters]


@dataclass(frozen=True)
class _Cursor:
    """Where a page begins: below an entry, by its moment or by its score as it was when the search began."""

    pinned_at: datetime  # by time: of the entry; by rank: when the search began
    entry_id: int
    last_id: int | None = None  # the last entry that was found when the search began: of others nobody learns
    score: int | None = None


def search(user, cohort: Cohort, asked: Asked) -> Answer:
    """Return what `user` may read of what is asked: by rank the newest 600 matches and 200 title matches, by time all.

    Pages hold together: what arrives after the first was asked for is on none of those by rank. Nothing found is tried
    again as SEARCH.md has it (the other keyboard, one slip, any of the words), unless it is asked `as_typed`.
    Raises BadCursor.
    """
    typed = read_query(asked.text)
    if typed.is_empty:
        return Answer(typed)
    with one_look():
        narrowed, cursor = narrow(user, cohort, typed, everywhere=asked.everywhere), _cursor_of(asked, typed)
        look = _Look(user, cohort, asked, narrowed, cursor, plan_for_search())
        answer = look.answer_to(typed)
        if asked.as_typed or not typed.match:
            return answer
        if not answer.hits and not answer.names:
            return look.repaired(typed) or answer
        return replace(answer, offer=look.offer_for(typed)) if answer.count <= FEW and look.cursor is None else answer


@dataclass(frozen=True)
class _Look:
    """One look into the table for one reader, at what was asked or at what may have been meant."""

    user: object
    cohort: Cohort
    asked: Asked
    narrowed: Narrowed
    cursor: _Cursor | None
    first: list[int]  # days: see plan_for_search

    def answer_to(self, query: SearchQuery, repair: str = "") -> Answer:
        """Return the page of what this query finds."""
        moment = timezone.now()
        by_time = self.asked.by_time or not query.rank
        found = self._found(query, moment, by_time)
        names = Names() if self.cursor else self._names(query)
        facets = facets_of(query, self.cohort, found)
        hits = hits_of(found.rows[:PAGE], self.cohort, query.terms)
        after = self._after(found, moment, by_time) if len(found.rows) > PAGE else ""
        return Answer(query, hits, names, facets, found.count, found.count >= NEWEST, after, repair)

    def repaired(self, typed: SearchQuery) -> Answer | None:
        """Return what something near to what was typed finds, or None."""
        for repair in repairs(typed):
            query = self._spelled(typed, repair.query) if repair.kind == NEAR else repair.query
            answer = self.answer_to(query, repair.kind) if query else None
            if answer and (answer.hits or answer.names):
                return answer
        return None

    def offer_for(self, typed: SearchQuery) -> str:
        """Return another spelling that finds something as well, or ""."""
        for repair in repairs(typed):
            if repair.kind == LAYOUT and self._found(repair.query, timezone.now(), True).rows:
                return repair.query.text
            if repair.kind == NEAR and (near := self._spelled(typed, repair.query)):
                return near.text
        return ""

    def _found(self, query: SearchQuery, moment: datetime, by_time: bool, most: int = 0) -> Found:
        """Return what a query finds; the newest `most` alone, if that is given."""
        narrowed, cursor = self.narrowed, self.cursor
        if not narrowed.has_entries:
            return Found()
        common = {
            "match": all_of((query.match, *narrowed.needs)), "size": most or PAGE + 1,
            "has_facets": cursor is None and not most, "first": self.first,
        }  # fmt: skip
        if by_time:
            below = (cursor.pinned_at, cursor.entry_id) if cursor else None
            most = most or (PAGE + 1 if cursor else NEWEST)
            return find_among(narrowed.posts, Wanted(**common, below_at=below, newest=most))
        in_title = all_of((query.title_match, *narrowed.needs)) if query.title_match else ""
        weighed = {"title_match": in_title, "rank": query.rank, "whole": query.whole, "phrase": query.phrase}
        weighed["begun_at"] = moment
        if cursor:
            weighed |= {
                "begun_at": cursor.pinned_at,
                "last_id": cursor.last_id,
                "below": (cursor.score, cursor.entry_id),
            }
        return find_among(narrowed.posts, Wanted(**common, **weighed))

    def _after(self, found: Found, moment: datetime, by_time: bool) -> str:
        """Return the cursor of the next page."""
        last, cursor = found.rows[PAGE - 1], self.cursor
        if by_time:
            return f"{_number(datetime.fromisoformat(last['written_at']))}-{last['id']}"
        moment, last_id = (cursor.pinned_at, cursor.last_id) if cursor else (moment, found.last_id)
        return f"{_number(moment)}-{last['id']}-{last_id}-{last['score']}"

    def _names(self, query: SearchQuery) -> Names:
        kinds = [kind for kind in query.values("kind") if kind in SHELVES]
        if not query.words or any(each.key != "kind" or each.value not in SHELVES for each in query.filters):
            return Names()
        return names_for(self.user, self.cohort, query, shelves=kinds or SHELVES, most=ALONE if kinds else MOST)

    def _spelled(self, typed: SearchQuery, near: SearchQuery) -> SearchQuery | None:
        """Return the query with the words that what is near to it has, as texts spell them that the reader may see."""
        words = {
            reading: None
            for row in self._found(near, timezone.now(), True, LOOKED_AT).rows
            for token in tokens(f"{row['title']} {row['text']}")
            for reading in words_of(token)
        }
        spelled = [meant(word, words) or word for word in typed.typed]
        if spelled == list(typed.typed):
            return None
        return read_query(" ".join([*spelled, *(str(each) for each in typed.filters)]))


def _number(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def _cursor_of(asked: Asked, typed: SearchQuery) -> _Cursor | None:
    if not asked.after:
        return None
    numbers = [int(part) for part in asked.after.split("-")]
    by_time = asked.by_time or not typed.rank
    if len(numbers) != (2 if by_time else 4):
        raise BadCursor(asked.after)
    try:
        return _Cursor(EPOCH + timedelta(microseconds=numbers[0]), *numbers[1:])
    except OverflowError:
        raise BadCursor(asked.after) from None
