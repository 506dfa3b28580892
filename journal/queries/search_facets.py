"""By what an answer can be narrowed: counted over what was weighed, which is nothing but what the reader may see."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.names import display_key, handle_key
from journal.models.cohorts import Cohort
from journal.models.search_ranking import Match
from journal.queries.search_names import Name, Names
from journal.text.search_queries import SearchQuery
from journal.text.topic_names import topic_key

MOST = 8  # values of a facet


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: how it is called, how many matches have it, the text that asks for it (or not any more)."""

    label: str
    count: int
    text: str
    is_on: bool
    hue: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """Values of one kind: topic, from, day, kind or has."""

    key: str
    title: str
    values: list[Value]

    @property
    def is_on(self) -> bool:
        """Whether it narrows the answer now."""
        return any(value.is_on for value in self.values)


@dataclass(frozen=True)
class Counted:
    """How often each topic, author, day and kind is among the matches, by their keys."""

    topics: Counter
    authors: Counter
    days: Counter
    kinds: Counter
    held: Counter

    @property
    def topic_ids(self) -> list[int]:
        """The topics that most matches have."""
        return [pk for pk, _n in self.topics.most_common(MOST)]

    @property
    def author_ids(self) -> list[int]:
        """Who wrote most of the matches."""
        return [pk for pk, _n in self.authors.most_common(MOST)]


def count(matches: Iterable[Match]) -> Counted:
    """Count what facets are of. A comment is about the topics of its post and its day; what a post holds is its own."""
    counted = Counted(Counter(), Counter(), Counter(), Counter(), Counter())
    for match in matches:
        counted.topics.update(match.topics)
        counted.authors[match.author_id] += 1
        if match.study_on:
            counted.days[match.study_on] += 1
        counted.kinds["comment" if match.comment_id else "post"] += 1
        if not match.comment_id:
            counted.held.update(name for name, held in (("code", match.has_code), ("math", match.has_math)) if held)
    return counted


def facets_of(query: SearchQuery, cohort: Cohort, counted: Counted, names: Names) -> list[Facet]:
    """Return the facets of an answer, each with its most frequent values; `names` knows those of topics and people.

    A facet that could not narrow anything is left out.
    """
    total = counted.kinds.total()
    offer = _Offer(query)
    topics = _labelled("topic", counted.topics, names)
    people = _labelled("person", counted.authors, names)
    days = [(cohort.calendar.number_of(day), n) for day, n in counted.days.most_common(MOST)]
    kinds = {"post": _("Posts"), "comment": _("Comments")}
    held = {"code": _("With code"), "math": _("With formulas")}
    facets = [
        Facet("topic", _("Topics"), [offer("topic", name.title, name.title, n, name.hue) for name, n in topics]),
        Facet("from", _("People"), [offer("from", name.slug, name.title, n) for name, n in people]),
        Facet("day", _("Days"), [offer("day", str(day), f"Day {day}", n) for day, n in sorted(_known(days))]),
        Facet("kind", _("Kinds"), [offer("kind", key, kinds[key], n) for key, n in counted.kinds.most_common()]),
        Facet("has", _("Contents"), [offer("has", key, held[key], n) for key, n in counted.held.most_common()]),
    ]
    return [facet for facet in facets if facet.is_on or any(value.count < total for value in facet.values)]


def _labelled(what: str, counts: Counter, names: Names) -> list[tuple[Name, int]]:
    return [(names.labels[what, pk], n) for pk, n in counts.most_common(MOST) if (what, pk) in names.labels]


def _known(days: Iterable[tuple[int | None, int]]) -> list[tuple[int, int]]:
    return [(number, n) for number, n in days if number]


@dataclass(frozen=True)
class _Offer:
    """Makes values: one that the query asks for already takes itself away."""

    query: SearchQuery

    def __call__(self, key: str, value: str, label: str, count: int, hue: int = 0) -> Value:
        fold: Callable[[str], str] = {"topic": topic_key, "from": handle_key}.get(key, str)
        same = {"from": {fold(value), display_key(label)}}.get(key, {fold(value)})
        for asked in self.query.values(key):
            if fold(asked) in same or (key == "from" and display_key(asked) in same):
                return Value(label, count, self.query.without_filter(key, asked), True, hue)
        return Value(label, count, self.query.with_filter(key, value), False, hue)
