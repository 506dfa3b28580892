"""A cohort's days: today, a week, the column of stamps."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db.models import TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse

from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture
from journal.models.events import Event
from journal.models.listed import post_address
from journal.models.posts import Post
from journal.models.prepared import Prepared, number
from journal.models.prepared import day as a_day
from journal.models.readers import rows_for
from journal.models.topics import Topic
from journal.queries.counts import counts_of_days
from journal.queries.paging import PreparedList

DAYS = 15  # stamps on a page
KEPT = 500  # days of a process, of about 20 kB


@dataclass(frozen=True)
class DayStamp:
    """One study day of a cohort as a list shows it: `post_count` is what the reader may see."""

    number: int
    on: date
    post_count: int
    lectures: list[Lecture]
    events: list[Event]
    is_today: bool


class OwnPost(NamedTuple):
    """A post of the reader's own, as far as a link to it says it."""

    pk: int
    title: str
    is_published: bool

    @property
    def address(self) -> str:
        """Where it is read, or a draft written on."""
        return post_address(self.pk, self.title) if self.is_published else reverse("posts.edit", args=[self.pk])


class WeekDay(NamedTuple):
    """One of the small squares of a week; `post` is the person's journal of that day, if any."""

    number: int
    on: date
    post: OwnPost | None
    is_today: bool


class Mine(NamedTuple):
    """What somebody's today begins with: their week in the cohort, three drafts to go on with, and whether they have
    published anything there yet."""

    cohort: str
    on: date
    week: tuple[WeekDay, ...]
    drafts: tuple[OwnPost, ...]
    has_published: bool

    @property
    def my_day(self) -> WeekDay | None:
        """Today, if it is a study day."""
        return next((day for day in self.week if day.is_today), None)


def day_stamps(user, cohort: Cohort, before: int | None = None) -> tuple[list[DayStamp], int | None]:
    """Return a page of a cohort's days, newest first, and the Day number before which the next page starts.

    The first page begins with today, or the last day that has a post already, or the last of an ended cohort.
    """
    calendar = cohort.calendar
    last = min(_last_number(user, cohort), (before or len(calendar.days) + 1) - 1)
    numbers = range(last, max(last - DAYS, 0), -1)
    days = [calendar.date_of(n) for n in numbers]
    counts = counts_of_days(user, cohort, days)
    lectures = _by_day(
        cohort.lectures.filter(study_on__in=days).select_related("topic").order_by("topic__position", "code_key"),
        "study_on",
    )
    events = _by_day(cohort.events.filter(on__in=days), "on")
    today = cohort.today()
    stamps = [
        DayStamp(n, on, counts.get(on, 0), lectures.get(on, []), events.get(on, []), on == today)
        for n, on in zip(numbers, days, strict=True)
    ]
    return stamps, (numbers[-1] if numbers and numbers[-1] > 1 else None)


def mine_of(user, cohort: Cohort, today: date) -> Mine:
    """Return the study days of today's week with the person's own journals of them, and their newest drafts."""
    monday = today - timedelta(days=today.weekday())
    week = [day for day in cohort.calendar.days if monday <= day < monday + timedelta(days=7)]
    rows = rows_for(user, MINE, cohort=cohort.pk, monday=monday, sunday=monday + timedelta(days=6))
    posts, drafts, has_published = {}, [], False
    for of_week, study_on, pk, title, published_at in rows:
        post = OwnPost(pk, title, published_at is not None)
        has_published |= post.is_published
        if of_week:
            posts[study_on] = post
        elif not post.is_published:
            drafts.append(post)
    number_of = cohort.calendar.number_of
    days = tuple(WeekDay(number_of(day), day, posts.get(day), day == today) for day in week)
    return Mine(cohort.slug, today, days, tuple(drafts), has_published)


class DayLecture(NamedTuple):
    """A lecture of a day as a line shows it."""

    topic: str
    topic_address: str
    hue: int
    code: str
    title: str
    address: str


class DayEvent(NamedTuple):
    """An event of a day as a line shows it."""

    name: str
    speaker: str
    address: str


class CuratedTopic(NamedTuple):
    """A topic of the curriculum as a link shows it."""

    name: str
    hue: int
    address: str


@dataclass(frozen=True)
class AboutDay:
    """What a cohort's calendar and curriculum say about a day, and the curriculum's topics.

    Two are equal when they are read out of the same (`known_by`).
    """

    known_by: tuple
    lectures: tuple[DayLecture, ...] = field(compare=False)
    events: tuple[DayEvent, ...] = field(compare=False)
    topics: tuple[CuratedTopic, ...] = field(compare=False)


def about_day(cohort: Cohort, day: date) -> AboutDay:
    """Return what stands beside a day of a cohort that its reader may open."""
    return _about_day(cohort.slug, tuple(ABOUT_DAY.rows(cohort=cohort.pk, on=day)))


@lru_cache(KEPT)
def _about_day(cohort: str, rows: tuple[tuple, ...]) -> AboutDay:
    found: dict[str, list[dict]] = {part: [] for part in ("lecture", "event", "topic")}
    for part, data in rows:
        found[part].append(json.loads(data))
    lectures = sorted(found["lecture"], key=lambda data: (data["position"], data["key"]))
    topics = sorted(found["topic"], key=lambda data: (data["position"], data["key"]))
    return AboutDay(
        known_by=(cohort, rows),
        lectures=tuple(_day_lecture(cohort, data) for data in lectures),
        events=tuple(
            DayEvent(data["name"], data["speaker"], reverse("events.show", args=[cohort, data["id"]]))
            for data in sorted(found["event"], key=lambda data: data["id"])
        ),
        topics=tuple(CuratedTopic(data["name"], data["hue"], _topic_address(cohort, data["slug"])) for data in topics),
    )


def _day_lecture(cohort: str, data: dict) -> DayLecture:
    lecture = Lecture(pk=data["id"], code=data["code"], title=data["title"], cohort=Cohort(slug=cohort))
    topic = (data["topic"], _topic_address(cohort, data["slug"]), data["hue"])
    return DayLecture(*topic, lecture.code, lecture.title, lecture.get_absolute_url())


def _topic_address(cohort: str, slug: str) -> str:
    return reverse("topics.show", args=[cohort, slug])


def lectures_on(cohort: Cohort, day: date) -> list[Lecture]:
    """Return the lectures of one study day in the curriculum's order."""
    lectures = LECTURES.rows(cohort=cohort.pk, on=day)
    for lecture in lectures:
        lecture.cohort = cohort
    return lectures


def _last_number(user, cohort: Cohort) -> int:
    calendar = cohort.calendar
    newest = Post.objects.visible_to(user).published().filter(cohort=cohort, study_on__isnull=False)
    posted = newest.order_by("-study_on").values_list("study_on", flat=True).first()
    latest = max(filter(None, (calendar.latest(cohort.today()), posted)), default=None)
    return (calendar.number_of(latest) or calendar.number_of(calendar.latest(latest)) or 0) if latest else 0


def _by_day(rows, field: str) -> dict[date, list]:
    days: dict[date, list] = {}
    for row in rows:
        days.setdefault(getattr(row, field), []).append(row)
    return days


OF_COHORT = {"cohort": number("cohort")}


def _mine(reader):
    own = Post.objects.visible_to(reader).filter(author=number("me"), **OF_COHORT).order_by()
    of_week = own.filter(study_on__range=(a_day("monday"), a_day("sunday"))).annotate(of_week=Value(True))
    drafts = own.filter(published_at=None).annotate(of_week=Value(False)).order_by("-pk")[:3]
    published = own.published().annotate(of_week=Value(False))[:1]  # any: whether there is one
    columns = ("of_week", "study_on", "pk", "title", "published_at")
    return of_week.values_list(*columns).union(drafts.values_list(*columns), published.values_list(*columns), all=True)


def _about():
    """Return (part, data as JSON's text) of a day's lectures and events and the curriculum's topics."""
    topic = {name: f"topic__{name}" for name in ("slug", "hue", "position")}
    lecture = JSONObject(id="pk", code="code", title="title", key="code_key", topic="topic__name", **topic)
    event = JSONObject(id="pk", name="name", speaker="speaker")
    curated = JSONObject(name="name", slug="slug", hue="hue", position="position", key="key")
    parts = (
        ("lecture", Lecture.objects.filter(study_on=a_day("on"), **OF_COHORT), lecture),
        ("event", Event.objects.filter(on=a_day("on"), **OF_COHORT), event),
        ("topic", Topic.objects.filter(is_curated=True, **OF_COHORT), curated),
    )
    first, *rest = (
        rows.order_by().annotate(part=Value(name), data=Cast(data, TextField())).values_list("part", "data")
        for name, rows, data in parts
    )
    return first.union(*rest, all=True)


MINE, ABOUT_DAY = Prepared(_mine), Prepared(_about)
LECTURES = Prepared(
    lambda: (
        Lecture.objects.filter(study_on=a_day("on"), **OF_COHORT)
        .select_related("topic")
        .order_by("topic__position", "code_key")
    )
)
NEWEST = PreparedList(lambda reader: Post.objects.visible_to(reader).published().filter(**OF_COHORT).for_rows())
OF_DAY = PreparedList(
    lambda reader: Post.objects.visible_to(reader).published().filter(study_on=a_day("on"), **OF_COHORT).for_rows()
)
