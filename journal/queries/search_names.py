"""Topics, lectures and people by their names: beside what search finds, and while somebody types.

They are asked of their own tables, where a cohort has a few hundred of each: no copy of a name can be out of date.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)  # fmt: skip
from django.db.models.functions import Cast, Length

from accounts.models import User
from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.readers import SEEING
from journal.models.search import MAX_INITIALS, SearchEntry
from journal.models.topics import PostTopic, Topic, TopicAlias
from journal.text.chosung import INSIDE, best_match, initials_of, pattern_of
from journal.text.keyboards import other_layout
from journal.text.search_queries import SearchQuery
from journal.text.search_stems import readings

SHELVES = ("topic", "lecture", "person")
MOST = 5  # of a kind, beside posts
SUGGESTED = 4  # of a kind, while typing
MOST_WORDS = 6
LOOKED_AT = 60  # names that fit, before the best of them are taken


@dataclass(frozen=True, slots=True)
class Name:
    """A topic, a lecture or a person by name, or a title of a post: `note` is what stands beside it."""

    what: str  # topic, lecture, person, post
    pk: int
    title: str
    note: str = ""
    slug: str = ""  # of a topic, of a lecture's topic; a person's handle
    hue: int = 0
    fits: bool = True  # by name, not by its key alone
    href: str = ""


@dataclass(frozen=True)
class Names:
    """What fits by name, and by their keys the topics and people that were asked for."""

    topics: list[Name] = field(default_factory=list)
    lectures: list[Name] = field(default_factory=list)
    people: list[Name] = field(default_factory=list)
    labels: dict[tuple[str, int], Name] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.topics or self.lectures or self.people)


def names_for(
    user, cohort: Cohort, query: SearchQuery, *, topic_ids=(), author_ids=(), shelves: Iterable[str], most: int = MOST
) -> Names:
    """Return the topics, lectures and people (as far as `shelves` names them) whose name holds every word of a query.

    Beside them, in `labels`, the topics and people of the keys, of which `user` may know already.
    """
    patterns = [pattern_of(readings(word)[-1]) for word in query.words[:MOST_WORDS]] if shelves else []
    found = _named(user, cohort, [pattern for pattern in patterns if pattern], topic_ids, author_ids)
    return _sorted(found, " ".join(query.words), most, shelves)


def suggestions(user, cohort: Cohort, typed: str) -> list[Name]:
    """Return topics, people, lectures and titles of posts that fit what was typed so far, at most four of each.

    By the beginning, by chosung (ㅎㄹ), by a half-typed syllable (행ㄹ); where nothing fits, by the other keyboard.
    """
    for text in (typed, other_layout(typed) or ""):
        if pattern := pattern_of(text):
            names = _sorted(_named(user, cohort, [pattern], (), ()), text, SUGGESTED, SHELVES)
            found = [*names.topics, *names.people, *names.lectures, *_titles(user, cohort, text, pattern)]
            if found:
                return found
    return []


def _titles(user, cohort: Cohort, typed: str, pattern: str) -> list[Name]:
    """Return posts whose title begins as typed: the index finds them by their first letters, the pattern decides."""
    initials = initials_of(typed)[:MAX_INITIALS]
    entries = SearchEntry.objects.visible_to(user).filter(cohort=cohort, comment=None)
    entries = entries.filter(initials__gte=initials, initials__lt=f"{initials}\U0010ffff")
    entries = entries.filter(post__title__iregex=f"^{pattern}").order_by("initials", "-written_at")
    rows = entries.select_related("post", "author").only("post__title", "post__published_at", "author__display_name")
    return [
        Name("post", row.post_id, row.post.title, row.author.display_name, href=row.post.get_absolute_url())
        for row in rows[:SUGGESTED]
    ]


def _sorted(found: list[Name], typed: str, most: int, shelves: Iterable[str]) -> Names:
    best = sorted((name for name in found if name.fits), key=lambda name: _rank(name, typed))
    topics, lectures, people = ([name for name in best if name.what == what][:most] if what in shelves else []
                                for what in SHELVES)  # fmt: skip
    return Names(topics, lectures, people, {(name.what, name.pk): name for name in found})


def _rank(name: Name, typed: str) -> tuple:
    rank = best_match((name.title, name.slug if name.what == "person" else name.note), typed)
    return (INSIDE + 1 if rank is None else rank, len(name.title), name.title, name.pk)


def _named(user, cohort: Cohort, patterns: list[str], topic_ids, author_ids) -> list[Name]:
    """Return in one query what fits all patterns, and what has one of the keys."""
    parts = [
        _topics(user, cohort, patterns, topic_ids),
        _people(cohort, patterns, author_ids),
        *([_lectures(cohort, patterns)] if patterns else []),
    ]
    return [Name(*row) for row in parts[0].union(*parts[1:], all=True)]


def _topics(user, cohort: Cohort, patterns: list[str], keys) -> QuerySet:
    """Topics that every member may know of, and those of posts that `user` may read."""
    seen = Post.objects.visible_to(user).published()
    known = Q(is_curated=True) | Q(Exists(PostTopic.objects.filter(tag=OuterRef("pk"), content_object__in=seen)))
    named = Q()
    for pattern in patterns:
        called = TopicAlias.objects.filter(topic=OuterRef("pk"), name__iregex=pattern)
        named &= Q(name__iregex=pattern) | Q(Exists(called))
    fits = Q(cohort=cohort) & named & known if patterns else Q(pk__in=[])
    return _columns(Topic.objects, "topic", fits, keys, title="name", note="cohort__slug", slug="slug", hue="hue")


def _people(cohort: Cohort, patterns: list[str], keys) -> QuerySet:
    members = Membership.objects.filter(cohort=cohort, state__in=SEEING).values("user")
    named = Q(is_active=True, pk__in=members)
    for pattern in patterns:
        named &= Q(display_key__iregex=pattern) | Q(handle__iregex=pattern)
    fits = named if patterns else Q(pk__in=[])
    return _columns(User.objects, "person", fits, keys, title="display_name", note="handle", slug="handle", hue=None)


def _lectures(cohort: Cohort, patterns: list[str]) -> QuerySet:
    fits = Q(cohort=cohort)
    for pattern in patterns:
        fits &= Q(title__iregex=pattern) | Q(code__iregex=f"^{pattern}$")
    names = {"title": "title", "note": "code", "slug": "topic__slug", "hue": "topic__hue"}
    return _columns(Lecture.objects, "lecture", fits, (), **names)


def _columns(rows, what: str, fits: Q, keys, *, title: str, note: str, slug: str, hue: str | None) -> QuerySet:
    """Return rows that fit or have one of the keys, with the same columns whatever they are."""
    columns = {
        "name_what": Value(what, TextField()),
        "name_key": F("pk"),
        "name_shown": Cast(title, TextField()),
        "name_beside": Cast(note, TextField()),
        "name_address": Cast(slug, TextField()),
        "name_colour": Cast(hue, IntegerField()) if hue else Value(0, IntegerField()),
        "name_is_fit": ExpressionWrapper(fits, BooleanField()),
    }
    wanted = rows.filter(fits | Q(pk__in=keys)) if keys else rows.filter(fits)
    return wanted.annotate(**columns).order_by(Length("name_shown"), "pk")[:LOOKED_AT].values_list(*columns)
