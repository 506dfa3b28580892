"""What stands around a topic's posts: who writes about it, its lectures, questions, links, and the topics beside it."""

import json
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse

from accounts.models import User
from accounts.names import handle_key
from journal.models.curriculum import Lecture, lecture_address
from journal.models.listed import post_address
from journal.models.people import Membership, Team
from journal.models.posts import Post
from journal.models.prepared import Prepared
from journal.models.questions import Question
from journal.models.readers import SEEING, rows_for
from journal.models.topics import AnyTopic, Topic
from journal.queries.paging import is_among
from journal.queries.resources import BroughtLink, link_of, links_in
from journal.queries.topic_filters import Offers
from journal.queries.topics import recent_posts
from journal.text.lectures import natural_key
from journal.text.tex_words import without_tex

LOOKED_AT = 300  # of a topic's newest posts, for who writes and what is written about beside it
WRITERS = 12
RELATED = 8
PARTS = ("team", "lecture", "writer", "person", "question", "related", "link")
KEPT = 300  # surroundings of a process, of about 30 kB
FEW = 3  # questions and links beside the posts; the rest are on pages of their own


class OpenQuestion(NamedTuple):
    """A question that nobody has answered yet, and where it stands."""

    title: str
    address: str


class NearLecture(NamedTuple):
    """A lecture of the topic, and where its page is."""

    code: str
    title: str
    address: str


class NearWriter(NamedTuple):
    """Who writes about the topic, and in how many of its newest posts."""

    name: str
    address: str
    post_count: int


class NearTopic(NamedTuple):
    """A topic that the newest posts are about too."""

    name: str
    hue: int
    address: str


@dataclass(frozen=True)
class Surroundings:
    """What stands around a topic's posts, as far as its reader may see the posts that it is out of.

    Two are equal when they are read out of the same (`known_by`).
    """

    known_by: tuple
    offers: Offers = field(compare=False)
    lectures: tuple[NearLecture, ...] = field(default=(), compare=False)
    writers: tuple[NearWriter, ...] = field(default=(), compare=False)
    questions: tuple[OpenQuestion, ...] = field(default=(), compare=False)
    links: tuple[BroughtLink, ...] = field(default=(), compare=False)
    related: tuple[NearTopic, ...] = field(default=(), compare=False)


def surroundings_of(user, topic: Topic, *, handles: list[str], days: list[date], whole: bool) -> Surroundings:
    """Return what stands around a topic's posts, in one query.

    `handles` are people whom the address asks for, `days` those with posts; without `whole` only what can be chosen
    is read. Writers and related topics are those of the newest 300 posts, so that a large topic costs what a small
    one does.
    """
    keys = {handle_key(handle.strip().removeprefix("@")) for handle in handles}
    if keys:
        rows = _around(user, topic, whole, keys)
    else:
        rows = rows_for(user, AROUND, whole, topic=topic.pk, cohort=topic.cohort_id)
    found = _surroundings(topic.cohort.slug, topic.pk, tuple(rows))
    numbers = {topic.cohort.calendar.number_of(day) for day in days} - {None}
    return replace(found, offers=replace(found.offers, days=tuple(sorted(numbers))))


def _around(user, topic: Topic, whole: bool, keys: set[str] = frozenset()) -> QuerySet:
    """Return (part, data) of everything around a topic."""
    parts = {
        "team": Team.objects.filter(cohort=topic.cohort_id).annotate(data=JSONObject(id="pk", name="name")),
        "lecture": _lectures(topic),
        "writer": _writers(user, topic),
    }
    if keys:
        parts["person"] = _people(user, topic, keys)
    if whole:
        parts |= {"question": _questions(user, topic), "related": _related(user, topic)}
        parts["link"] = links_in(user, topic=topic, limit=FEW)
    first, *rest = (_part(name, rows) for name, rows in parts.items())
    return first.union(*rest, all=True)


AROUND = Prepared(lambda reader, whole: _around(reader, AnyTopic(), whole))


@lru_cache(KEPT)
def _surroundings(cohort: str, topic: int, rows: tuple[tuple[str, str], ...]) -> Surroundings:
    """Return what the rows say; read once for all to whom the query says the same."""
    found: dict[str, list[dict]] = {part: [] for part in PARTS}
    for part, data in rows:
        found[part].append(json.loads(data))
    lectures = sorted(found["lecture"], key=lambda data: data["code_key"])
    writers = sorted(found["writer"], key=lambda data: (-data["count"], data["key"], data["id"]))
    questions = sorted(found["question"], key=lambda data: (-data["post"], data["position"]))
    people = [*found["writer"], *found["person"]]
    teams = sorted(found["team"], key=lambda team: natural_key(team["name"]))
    return Surroundings(
        known_by=(cohort, topic, rows),
        offers=Offers(
            known_by=(cohort, topic, rows),
            days=(),
            teams={str(team["id"]): team["name"] for team in teams},
            people={handle_key(one["handle"]): (one["id"], one["handle"], one["name"]) for one in people},
            lectures={str(data["id"]): f"{data['code']} {data['title']}" for data in lectures},
        ),
        lectures=tuple(
            NearLecture(data["code"], data["title"], lecture_address(cohort, data["id"], data["code"], data["title"]))
            for data in lectures
        ),
        writers=tuple(NearWriter(data["name"], f"/@{data['handle']}/", data["count"]) for data in writers),
        questions=tuple(
            OpenQuestion(
                without_tex(data["title"]), f"{post_address(data['post'], data['post_title'])}#{data['anchor']}"
            )
            for data in questions
        ),
        links=tuple(link_of(data) for data in found["link"]),
        related=tuple(
            NearTopic(data["name"], data["hue"], reverse("topics.show", args=[cohort, data["slug"]]))
            for data in found["related"]
            if data["id"] != topic
        ),
    )


def _part(name: str, rows: QuerySet) -> QuerySet:
    """Return rows as (name, data as JSON's text), which rows of all tables can be read as together."""
    return rows.annotate(part=Value(name), text=Cast("data", TextField())).values_list("part", "text")


def _writers(user, topic: Topic) -> QuerySet:
    posts = Post.objects.visible_to(user).filter(is_among("pk", recent_posts(user, topic, LOOKED_AT))).order_by()
    rows = posts.values("author").annotate(post_count=Count("pk"), latest_on=Max("shown_on"))
    rows = rows.order_by("-post_count", "-latest_on", "author")
    data = JSONObject(
        id="author", handle="author__handle", name="author__display_name", key="author__display_key",
        picture="author__picture", count=F("post_count"), latest=F("latest_on"),
    )  # fmt: skip
    return rows.annotate(data=data)[:WRITERS]


def _people(user, topic: Topic, keys: set[str]) -> QuerySet:
    """Return who has these folded handles, if they belong to the cohort or wrote what `user` may read there."""
    member = Membership.objects.filter(user=OuterRef("pk"), cohort=topic.cohort_id, state__in=SEEING)
    wrote = Post.objects.visible_to(user).published().filter(author=OuterRef("pk"), cohort=topic.cohort_id)
    people = User.objects.filter(Exists(member) | Exists(wrote), handle_key__in=keys)
    return people.annotate(data=JSONObject(id="pk", handle="handle", name="display_name"))


def _lectures(topic: Topic) -> QuerySet:
    data = JSONObject(id="pk", code="code", code_key="code_key", title="title", study_on="study_on")
    return Lecture.objects.filter(topic=topic).order_by().annotate(data=data)


def _questions(user, topic: Topic) -> QuerySet:
    asked = Question.objects.visible_to(user).filter(cohort=topic.cohort_id, state=Question.State.OPEN)
    asked = asked.filter(post__published_at__isnull=False, post__topic_links__tag=topic)
    data = JSONObject(title="title", post="post_id", post_title="post__title", anchor="anchor", position="position")
    return asked.order_by("-post", "position").annotate(data=data)[:FEW]


def _related(user, topic: Topic) -> QuerySet:
    """Return what else the newest posts are about; the topic itself is among it."""
    posts = Post.objects.visible_to(user).filter(is_among("pk", recent_posts(user, topic, LOOKED_AT))).order_by()
    rows = posts.values("topic_links__tag").annotate(together=Count("pk"))
    name, slug, hue = (f"topic_links__tag__{column}" for column in ("name", "slug", "hue"))
    data = JSONObject(id="topic_links__tag", name=name, slug=slug, hue=hue)
    return rows.order_by("-together", "topic_links__tag__key").annotate(data=data)[: RELATED + 1]
