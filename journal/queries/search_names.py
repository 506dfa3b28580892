"""Topics, lectures and people by their names: beside what search finds, and while somebody types.

They are asked of their own tables, where a cohort has a few hundred of each: no copy of a name can be out of date.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from journal.models.cohorts import Cohort
from journal.models.listed import post_address
from journal.models.posts import Post
from journal.models.prepared import Prepared, number, word
from journal.models.readers import rows_for, spelled_for
from journal.models.search import MAX_INITIALS, SearchEntry
from journal.models.search_naming import find_names
from journal.text.chosung import INSIDE, best_match, initials_of, pattern_of
from journal.text.keyboards import other_layout
from journal.text.search_queries import SearchQuery
from journal.text.search_stems import readings

SHELVES = ("topic", "lecture", "person")
MOST = 5  # of a kind, beside posts
SUGGESTED = 4  # of a kind, while typing
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A topic, a lecture or a person by name, or a title of a post: `note` is what stands beside it."""

    what: str  # topic, lecture, person, post
    pk: int
    title: str
    note: str = ""
    slug: str = ""  # of a topic, of a lecture's topic; a person's handle
    hue: int = 0
    href: str = ""


@dataclass(frozen=True)
class Names:
    """What fits by name."""

    topics: list[Name] = field(default_factory=list)
    lectures: list[Name] = field(default_factory=list)
    people: list[Name] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.topics or self.lectures or self.people)


def names_for(user, cohort: Cohort, query: SearchQuery, *, shelves: Iterable[str] = SHELVES, most: int = MOST) -> Names:
    """Return the topics, lectures and people (of the `shelves`) whose name holds every word of a query."""
    patterns = [pattern_of(readings(word)[-1]) for word in query.words[:MOST_WORDS]]
    return _named(user, cohort, [each for each in patterns if each], " ".join(query.words), most, shelves)


def suggestions(user, cohort: Cohort, typed: str) -> list[Name]:
    """Return topics, people, lectures and titles of posts that fit what was typed so far, at most four of each.

    By the beginning, by chosung (ㅎㄹ), by a half-typed syllable (행ㄹ); where nothing fits, by the other keyboard.
    """
    for text in (typed, other_layout(typed) or ""):
        if pattern := pattern_of(text):
            names = _named(user, cohort, [pattern], text, SUGGESTED, SHELVES)
            found = [*names.topics, *names.people, *names.lectures, *_titles(user, cohort, text, pattern)]
            if found:
                return found
    return []


def _titles(user, cohort: Cohort, typed: str, pattern: str) -> list[Name]:
    """Return posts whose title begins as typed: the index finds them by their first letters, the pattern decides."""
    initials = initials_of(typed)[:MAX_INITIALS]
    letters = {"begins": initials, "ends": f"{initials}\U0010ffff", "pattern": f"^{pattern}"}
    rows = rows_for(user, TITLES, cohort=cohort.pk, **letters)
    return [Name("post", pk, title, author, href=post_address(pk, title)) for pk, title, author in rows]


def _titled(reader):
    entries = SearchEntry.objects.visible_to(reader).filter(cohort=number("cohort"), comment=None)
    entries = entries.filter(initials__gte=word("begins"), initials__lt=word("ends"))
    entries = entries.filter(post__title__iregex=word("pattern")).order_by("initials", "-written_at")
    return entries.values_list("post", "post__title", "author__display_name")[:SUGGESTED]


def _named(user, cohort: Cohort, patterns: list[str], typed: str, most: int, shelves: Iterable[str]) -> Names:
    """Return what fits all patterns, the best first."""
    if not patterns:
        return Names()
    posts = spelled_for(user, SEEN)
    found = [Name(*row) for row in find_names(posts, cohort.pk, patterns, typed, list(shelves))]
    best = sorted(found, key=lambda name: _rank(name, typed))
    return Names(*([name for name in best if name.what == what][:most] for what in SHELVES))


TITLES = Prepared(_titled)
SEEN = Prepared(lambda reader: Post.objects.visible_to(reader).published().order_by().values("pk"))


def _rank(name: Name, typed: str) -> tuple:
    rank = best_match((name.title, name.slug if name.what == "person" else name.note), typed)
    return (INSIDE + 1 if rank is None else rank, len(name.title), name.title, name.pk)
