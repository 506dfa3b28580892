"""By what an answer can be narrowed: counted over what was weighed, which is nothing but what the reader may see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.names import display_key, handle_key
from journal.models.cohorts import Cohort
from journal.models.search_ranking import Found
from journal.text.search_queries import SearchQuery
from journal.text.topic_names import topic_key


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
    values: tuple[Value, ...]

    @property
    def is_on(self) -> bool:
        """Whether it narrows the answer now."""
        return any(value.is_on for value in self.values)


def facets_of(query: SearchQuery, cohort: Cohort, found: Found) -> list[Facet]:
    """Return the facets of an answer, each with its most frequent values.

    A facet that could not narrow anything is left out.
    """
    titles = {"topic": _("Topics"), "from": _("People"), "day": _("Days"), "kind": _("Kinds"), "has": _("Contents")}
    labels = {
        "post": _("Posts"), "comment": _("Comments"), "code": _("With code"), "math": _("With formulas"),
    }  # fmt: skip
    facets = []
    for key, rows in found.facets.items():
        rows = _by_number(cohort, rows) if key == "day" else rows
        offer = _Offer(query, key)
        values = tuple(offer(value, label or labels[value], n, hue) for value, label, hue, n in rows)
        facet = Facet(key, titles[key], values)
        if facet.is_on or any(value.count < found.count for value in facet.values):
            facets.append(facet)
    return facets


def _by_number(cohort: Cohort, rows: list[list]) -> list[tuple]:
    numbered = ((cohort.calendar.number_of(date.fromisoformat(day)), hue, n) for day, _label, hue, n in rows)
    return [(str(number), f"Day {number}", hue, n) for number, hue, n in sorted(row for row in numbered if row[0])]


@dataclass(frozen=True)
class _Offer:
    """Makes values: one that the query asks for already takes itself away."""

    query: SearchQuery
    key: str

    def __call__(self, value: str, label: str, count: int, hue: int) -> Value:
        fold: Callable[[str], str] = {"topic": topic_key, "from": handle_key}.get(self.key, str)
        for asked in self.query.values(self.key):
            if fold(asked) == fold(value) or (self.key == "from" and display_key(asked) == display_key(label)):
                return Value(label, count, self.query.without_filter(self.key, asked), True, hue)
        return Value(label, count, self.query.with_filter(self.key, value), False, hue)
