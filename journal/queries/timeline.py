"""A cohort's days: today, a week, the column of stamps."""

from dataclasses import dataclass
from datetime import date, timedelta

from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture
from journal.models.events import Event
from journal.models.posts import Post
from journal.models.prepared import Prepared, number
from journal.models.prepared import day as a_day
from journal.models.readers import rows_for
from journal.models.topics import Topic
from journal.queries.counts import counts_of_days
from journal.queries.paging import PreparedList

DAYS = 15  # stamps on a page


@dataclass(frozen=True)
class DayStamp:
    """One study day of a cohort as a list shows it: `post_count` is what the reader may see."""

    number: int
    on: date
    post_count: int
    lectures: list[Lecture]
    events: list[Event]
    is_today: bool


@dataclass(frozen=True)
class WeekDay:
    """One of the small squares of a week; `post` is the person's journal of that day, if any."""

    number: int
    on: date
    post: Post | None
    is_today: bool


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


def week_of(user, cohort: Cohort, today: date) -> list[WeekDay]:
    """Return the study days of today's week with the person's own journals of them."""
    monday = today - timedelta(days=today.weekday())
    week = [day for day in cohort.calendar.days if monday <= day < monday + timedelta(days=7)]
    mine = rows_for(user, WEEK, cohort=cohort.pk, monday=monday, sunday=monday + timedelta(days=6))
    posts = {post.study_on: post for post in mine}
    return [WeekDay(cohort.calendar.number_of(day), day, posts.get(day), day == today) for day in week]


def lectures_on(cohort: Cohort, day: date) -> list[Lecture]:
    """Return the lectures of one study day in the curriculum's order."""
    lectures = LECTURES.rows(cohort=cohort.pk, on=day)
    for lecture in lectures:
        lecture.cohort = cohort
    return lectures


def events_on(cohort: Cohort, day: date) -> list[Event]:
    """Return the events of one day of a cohort."""
    return EVENTS.rows(cohort=cohort.pk, on=day)


def curated_topics(cohort: Cohort) -> list[Topic]:
    """Return the topics of a cohort's curriculum, in its order."""
    return CURATED.rows(cohort=cohort.pk)


def newest_drafts(user, cohort: Cohort) -> list[Post]:
    """Return three drafts of a person's own, to go on with."""
    return rows_for(user, DRAFTS, cohort=cohort.pk)


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
LIGHT = ("body", "html", "outline", "toc")
WEEK = Prepared(
    lambda reader: (
        Post.objects.visible_to(reader)
        .filter(author=number("me"), study_on__range=(a_day("monday"), a_day("sunday")), **OF_COHORT)
        .defer(*LIGHT)
    )
)
LECTURES = Prepared(
    lambda: (
        Lecture.objects.filter(study_on=a_day("on"), **OF_COHORT)
        .select_related("topic")
        .order_by("topic__position", "code_key")
    )
)
EVENTS = Prepared(lambda: Event.objects.filter(on=a_day("on"), **OF_COHORT))
CURATED = Prepared(lambda: Topic.objects.filter(is_curated=True, **OF_COHORT))
DRAFTS = Prepared(
    lambda reader: (
        Post.objects.visible_to(reader).filter(author=number("me"), published_at=None, **OF_COHORT).defer(*LIGHT)[:3]
    )
)
NEWEST = PreparedList(lambda reader: Post.objects.visible_to(reader).published().filter(**OF_COHORT).for_list())
OF_DAY = PreparedList(
    lambda reader: Post.objects.visible_to(reader).published().filter(study_on=a_day("on"), **OF_COHORT).for_list()
)
