"""Keeping TopicDayCount equal to the posts: whatever changes what is counted does so inside `counts_kept`."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection, transaction

from journal.models.cohorts import Cohort
from journal.models.counts import TopicDayCount
from journal.models.posts import Post, PostQuerySet
from journal.models.topics import PostTopic

LOCK = 0x4A01  # the first half of the advisory locks on a cohort's topics
COLUMNS = ("cohort_id", "topic_id", "shown_on", "study_on", "visibility", "team_id")
# One statement takes its rows in one order for everybody, so that two transactions never wait for each other.
ADD = """
INSERT INTO journal_topicdaycount (cohort_id, topic_id, shown_on, study_on, visibility, team_id, posts)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::date[], %s::varchar[], %s::bigint[], %s::int[])
ON CONFLICT (cohort_id, topic_id, shown_on, study_on, visibility, team_id)
DO UPDATE SET posts = journal_topicdaycount.posts + EXCLUDED.posts
"""


def share_topics(cohort_id: int) -> None:
    """Let no topic of a cohort be merged, renamed or taken away until this transaction ends; many may share this."""
    _lock("SELECT pg_advisory_xact_lock_shared(%s, %s)", cohort_id)


def hold_topics(cohort_id: int) -> None:
    """Let nobody else change which topics a cohort or its posts have until this transaction ends."""
    _lock("SELECT pg_advisory_xact_lock(%s, %s)", cohort_id)


@contextmanager
def counts_kept(posts: Post | PostQuerySet, *, was_counted: bool = True) -> Iterator[None]:
    """Change, inside a transaction, what is counted of a post, or of the posts of one query that stays true of them.

    The rows must be new or locked by the caller; a transaction comes here once, at its end. The counts are changed
    last, because others wait for them. `was_counted` is False for a post that was never published.
    """
    if isinstance(posts, Post):
        share_topics(posts.cohort_id)
        posts = Post.objects.filter(pk=posts.pk)
    before = _counted(posts) if was_counted else Counter()
    yield
    after = _counted(posts)
    change = {key: after[key] - before[key] for key in before | after if after[key] != before[key]}
    _add(change)


@transaction.atomic
def recount(*, cohort: Cohort, topics: list[int] | None = None) -> int:
    """Count a cohort's posts anew, or those of some topics (by key); return how many counts were wrong."""
    hold_topics(cohort.pk)
    kept = TopicDayCount.objects.filter(cohort=cohort)
    posts = Post.objects.filter(cohort=cohort)
    if topics is not None:
        kept = kept.filter(topic__in=topics)
        posts = posts.filter(pk__in=PostTopic.objects.filter(tag__in=topics).values("content_object"))
    found = _counted(posts)
    if topics is not None:
        found = Counter({key: number for key, number in found.items() if key[1] in topics})
    stood = Counter({tuple(row): number for *row, number in kept.values_list(*COLUMNS, "posts") if number})
    wrong = sum(found[key] != stood[key] for key in found | stood)
    kept.delete()
    _add(found)
    return wrong


def _counted(posts: PostQuerySet) -> Counter:
    """Return the posts' counts by (cohort, topic, two days, visibility, team), with a topic's whole life."""
    found = Counter()
    for *row, number in posts.counted():
        cohort, topic, _shown_on, _study_on, visibility, team = row
        found[tuple(row)] += number
        if topic is not None:
            found[cohort, topic, None, None, visibility, team] += number
    return found


def _add(change: dict[tuple, int]) -> None:
    keys = sorted(change, key=_order)
    if keys:
        columns = [list(column) for column in zip(*keys, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(ADD, [*columns, [change[key] for key in keys]])


def _order(key: tuple) -> tuple:
    cohort, topic, shown_on, study_on, visibility, team = key
    return cohort, topic or 0, shown_on or date.min, study_on or date.min, visibility, team or 0


def _lock(sql: str, cohort_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [LOCK, cohort_id])
