"""Filters of a topic's posts: any value of a kind, every kind; chosen in the address, said in words."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, DateField, Exists, OuterRef, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.names import handle_key
from journal.models.cohorts import Cohort
from journal.models.curriculum import LectureNote
from journal.models.prepared import Slot, is_in, is_one_of
from journal.models.questions import Question
from journal.models.sections import Section
from journal.models.topics import AnyTopic
from journal.queries.paging import PreparedList
from journal.queries.topics import ABOUT, posts_about

KEPT = 300  # filters of a process with nothing chosen, of about 30 kB
NAMES = ("team", "person", "day", "lecture", "kind", "unanswered")


class UnknownFilter(ValueError):
    """A value that no link of ours has: a team, day or lecture that is not the cohort's."""


class Choice(NamedTuple):
    """One value of a kind; `without` is the query that is left when it is taken away."""

    value: str
    label: str
    is_chosen: bool = False
    without: str = ""


class FilterKind(NamedTuple):
    """A kind of filter and what can be chosen of it."""

    name: str
    label: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> list[Choice]:
        """What is chosen of it: one of these holds for every post."""
        return [choice for choice in self.choices if choice.is_chosen]


@dataclass(frozen=True)
class Offers:
    """What can be chosen at a topic, by the value that stands in an address: what to call it, in the order shown.

    Two are equal when they are read out of the same (`known_by`), for the same days.
    """

    known_by: tuple
    days: tuple[int, ...]  # with a post that the reader may see
    teams: dict[str, str] = field(compare=False)
    people: dict[str, tuple[int, str, str]] = field(compare=False)  # by folded handle: key, handle and name
    lectures: dict[str, str] = field(compare=False)


@dataclass(frozen=True)
class TopicFilters:
    """What the address chooses. `unknown` are typed handles of nobody here: they choose no post."""

    kinds: tuple[FilterKind, ...] = ()
    people: dict[str, int] = field(default_factory=dict, compare=False)
    dates: list[date] = field(default_factory=list, compare=False)
    unknown: tuple[str, ...] = ()
    query: str = ""

    @property
    def chosen(self) -> list[FilterKind]:
        """The kinds of which something is chosen."""
        return [kind for kind in self.kinds if kind.chosen]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the kinds of which something is chosen."""
        return tuple(kind.name for kind in self.kinds if kind.chosen)

    def values(self, name: str) -> list[str]:
        """Return the values that are chosen of a kind."""
        return [choice.value for kind in self.kinds if kind.name == name for choice in kind.chosen]


def read_filters(cohort: Cohort, offers: Offers, asks: dict) -> TopicFilters:
    """Return what the cleaned parameters of an address (forms/topics.py) choose; raises UnknownFilter.

    A person who is unknown here is said to be, since handles are typed; every other value comes from a link.
    """
    if not any(asks[name] for name in NAMES):
        return _unfiltered(offers, get_language())
    dates = [cohort.calendar.date_of(int(number)) for number in asks["day"]]
    known = {"team": offers.teams, "lecture": offers.lectures}
    if None in dates or any(value not in known[name] for name in known for value in asks[name]):
        raise UnknownFilter
    return _filters(offers, asks, dates)


@lru_cache(KEPT)
def _unfiltered(offers: Offers, language: str) -> TopicFilters:
    return _filters(offers, dict.fromkeys(NAMES, ()), [])


def _filters(offers: Offers, asks: dict, dates: list[date]) -> TopicFilters:
    handles = {handle_key(typed.strip().removeprefix("@")): typed for typed in asks["person"]}
    asked = {**asks, "person": [offers.people[key][1] if key in offers.people else handles[key] for key in handles]}
    pairs = [(name, value) for name in NAMES for value in ([asked[name]] if name == "unanswered" else asked[name])]
    pairs = [(name, value) for name, value in pairs if value]
    unknown = [handles[key] for key in handles if key not in offers.people]
    days = sorted({*offers.days, *(int(number) for number in asks["day"])})
    labels = {
        "team": offers.teams,
        "person": {handle: name for _pk, handle, name in offers.people.values()} | {typed: typed for typed in unknown},
        "day": {str(number): f"Day {number}" for number in days},
        "lecture": offers.lectures,
        "kind": dict(Section.Kind.choices),
        "unanswered": {"yes": _("with a question that nobody has answered")},
    }
    return TopicFilters(
        kinds=tuple(FilterKind(name, _label(name), _choices(name, labels[name], pairs)) for name in NAMES),
        people={offers.people[key][1]: offers.people[key][0] for key in handles if key in offers.people},
        dates=dates,
        unknown=tuple(unknown),
        query=urlencode(pairs),
    )


def slots_of(filters: TopicFilters) -> dict:
    """Return what the filters choose, for the slots of FILTERED."""
    return {
        "teams": [int(team) for team in filters.values("team")],
        "people": list(filters.people.values()),
        "days": filters.dates,
        "lectures": [int(lecture) for lecture in filters.values("lecture")],
        "kinds": filters.values("kind"),
    }


def filtered(reader, names: tuple[str, ...]) -> QuerySet:
    """Keep of `posts_about` what filters of these kinds choose; nothing that was not in it comes in."""
    posts = posts_about(reader, AnyTopic())
    if "team" in names:
        posts = posts.filter(is_one_of("team", "teams"))
    if "person" in names:
        posts = posts.filter(is_one_of("author", "people"))
    if "day" in names:
        days = Slot("days", ArrayField(DateField()))
        posts = posts.filter(is_in("study_on", days), is_in("about_on", days))
    if "lecture" in names:
        posts = posts.filter(Exists(LectureNote.objects.filter(is_one_of("lecture", "lectures"), post=OuterRef("pk"))))
    if "kind" in names:
        kinds = Slot("kinds", ArrayField(CharField()))
        posts = posts.filter(Exists(Section.objects.filter(is_in("kind", kinds), post=OuterRef("pk"))))
    if "unanswered" in names:
        open_ones = Question.objects.visible_to(reader).filter(state=Question.State.OPEN)
        posts = posts.filter(Exists(open_ones.filter(post=OuterRef("pk"))))
    return posts


FILTERED = PreparedList(filtered, by="shown_on", along=ABOUT)  # its key: `TopicFilters.names`


def _label(name: str) -> str:
    labels = {
        "team": _("Team"),
        "person": _("Person"),
        "day": _("Day"),
        "lecture": _("Lecture"),
        "kind": _("Section"),
        "unanswered": _("Questions"),
    }
    return labels[name]


def _choices(name: str, labels: dict[str, str], pairs: list[tuple[str, str]]) -> tuple[Choice, ...]:
    choices = []
    for value, label in labels.items():
        is_chosen = (name, value) in pairs
        without = urlencode([pair for pair in pairs if pair != (name, value)]) if is_chosen else ""
        choices.append(Choice(value, str(label), is_chosen, without))
    return tuple(choices)
