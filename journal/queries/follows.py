"""What somebody follows, as far as they may see it now, and what is new there."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from journal.models.cohorts import Cohort
from journal.models.curriculum import LectureNote
from journal.models.follows import Follow
from journal.models.people import Membership
from journal.models.posts import HEAVY, Post
from journal.models.prepared import Prepared
from journal.models.readers import ME, SEEING, reader_of
from journal.models.topics import PostTopic
from journal.queries.paging import Slice, newest

NEWS_DAYS = 14  # what is older is no news: it stands on the topic's, the person's and the lecture's page
LATE_DAYS = 45  # a journal written later than that after its day is news of its author's, not of its topics'
NEWS = 5  # on the home page
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def followed_by(user, kind: str) -> Exists:
    """Return the expression "`user` follows it" for a query of topics, of people or of lectures (the `kind`)."""
    return Exists(Follow.objects.filter(follower_id=user.pk, **{kind: OuterRef("pk")}))


def follows_of(user) -> list[Follow]:
    """Return what `user` follows and may still know of; each has its thing, topics and lectures their cohort too."""
    reader, cohorts = reader_of(user), Cohort.objects.visible_to(user)
    seen = Post.objects.visible_to(user).published()
    topics = Q(topic__is_curated=True) | Exists(seen.filter(topic_links__tag=OuterRef("topic")))
    members = Membership.objects.filter(user=OuterRef("person"), cohort__in=reader.cohorts, state__in=SEEING)
    people = Q(person__is_active=True)
    if not reader.is_staff:
        people &= Exists(members) | Exists(seen.filter(author=OuterRef("person")))
    known = Q(topic__cohort__in=cohorts) & topics | people | Q(lecture__cohort__in=cohorts)
    rows = Follow.objects.visible_to(user).filter(known).select_related("topic__cohort", "person")
    rows = rows.select_related("lecture__cohort", "lecture__topic")
    return list(rows.order_by("topic__name", "person__display_key", "lecture__code_key", "pk"))


@dataclass
class Followed:
    """The keys of what somebody follows, the cohorts in which news may come from there, and until when they saw it."""

    topics: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    lectures: list[int] = field(default_factory=list)
    cohorts: set[int] = field(default_factory=set)
    seen_at: datetime | None = None


def followed_of(user) -> Followed:
    """Return what `user` follows, in one query."""
    found = Followed(cohorts=set(reader_of(user).cohorts))
    for row in FOLLOWED.rows(me=user.pk):
        for keys, key in zip((found.topics, found.people, found.lectures), row, strict=False):
            keys += [key] if key else []
        found.cohorts.update(row[3])
        found.seen_at = row[4]
    return found


def newest_news(user) -> Slice:
    """Return the newest five of `news_of`, for the home page; nothing is asked where nothing is followed."""
    followed = followed_of(user)
    if not (followed.topics or followed.people or followed.lectures):
        return Slice([])
    return newest(news_of(user, followed), size=NEWS)


def _followed() -> QuerySet:
    theirs = Membership.objects.filter(user=OuterRef("person")).values("cohort")
    rows = Follow.objects.filter(follower=ME).annotate(their_cohorts=ArraySubquery(theirs))
    return rows.values_list("topic", "person", "lecture", "their_cohorts", "follower__news_mark__seen_at")


FOLLOWED = Prepared(_followed)


def news_of(user, followed: Followed) -> QuerySet[Post]:
    """Return others' posts that `user` may read, in what they follow, published since they last saw it.

    Each has `by_topics` and `by_lectures`: the names for which it is there. The conditions are of keys that are read
    already, and of the cohorts at hand, so that the index of newest posts is read as far as the mark and no further;
    a topic's links older than a study day can be late by (LATE_DAYS) are not looked at.
    """
    if not (followed.topics or followed.people or followed.lectures):
        return Post.objects.visible_to(user).none()
    since = max(followed.seen_at or EPOCH, timezone.now() - timedelta(days=NEWS_DAYS))
    day = (since - timedelta(days=LATE_DAYS)).date()
    links = PostTopic.objects.filter(content_object=OuterRef("pk"), tag__in=followed.topics, shown_on__gte=day)
    notes = LectureNote.objects.filter(post=OuterRef("pk"), lecture__in=followed.lectures)
    about = Q(author__in=followed.people)
    about |= Q(Exists(links)) if followed.topics else Q()
    about |= Q(Exists(notes)) if followed.lectures else Q()
    code_and_title = Concat("lecture__code", Value(" "), "lecture__title")
    posts = Post.objects.visible_to(user).published().exclude(author=user)
    posts = posts.filter(about, cohort__in=followed.cohorts, published_at__gt=since)
    return posts.select_related("author").defer(*HEAVY).annotate(
        by_topics=ArraySubquery(links.order_by("position").values("tag__name")),
        by_lectures=ArraySubquery(notes.order_by("position").values_list(code_and_title)),
    )  # fmt: skip
