"""How many posts a reader may see, by topic and by day, out of counts that are kept (journal/models/counts.py)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import BigIntegerField, Count, Max, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast

from journal.models.cohorts import Cohort
from journal.models.counts import TopicDayCount
from journal.models.posts import Post
from journal.models.prepared import Prepared, is_one_of, number
from journal.models.readers import reader_of, rows_for
from journal.models.topics import AnyTopic, Topic


def counts_by_day(user, topic: Topic) -> dict[date, int]:
    """Return how many journals about a topic `user` may read, by study day; free notes have none."""
    return _added(rows_for(user, BY_DAY, topic=topic.pk, cohort=topic.cohort_id))


def counts_by_topic(user, cohort: Cohort) -> dict[int, int]:
    """Return how many posts `user` may read about each topic of a cohort, by the topic's key; none is left out."""
    kept = _kept(user, cohort.pk).of_all_days()
    own = _own(user, cohort.pk).filter(topic_links__isnull=False)
    return _summed(kept, own, ("topic",), ("topic_links__tag",))


def counts_of_days(user, cohort: Cohort, days: Iterable[date]) -> dict[date, int]:
    """Return how many journals of each of these study days `user` may read, each once whatever its topics."""
    kept = _kept(user, cohort.pk).of_days().filter(topic=None, shown_on__in=days, study_on__isnull=False)
    return _summed(kept, _own(user, cohort.pk).filter(study_on__in=days), ("study_on",), ("study_on",))


def counts_by_topic_and_day(user, cohort: Cohort, topics: Iterable[int]) -> dict[tuple[int, date], int]:
    """Return how many journals `user` may read about each of some topics (by key) on each study day."""
    kept = _kept(user, cohort.pk).of_days().filter(topic__in=topics, study_on__isnull=False)
    own = _own(user, cohort.pk).filter(topic_links__tag__in=topics, study_on__isnull=False)
    return _summed(kept, own, ("topic", "study_on"), ("topic_links__tag", "study_on"))


def matrix_counts(user, cohort: Cohort, topics: Iterable[int]) -> tuple[tuple[int | None, str], ...]:
    """Return the same for each of some topics as one text, "2021-08-05 12,2021-08-06 9", by the topic's key.

    Under None are the days' own counts, each journal once whatever its topics. Days without a journal are left out.
    """
    reader = reader_of(user)
    slots = {"me": reader.user_id, "cohort": cohort.pk, "topics": list(topics)}
    return tuple(MATRIX.tuples(reader.kind, **slots))


def latest_by_topic(user, cohort: Cohort, topics: Iterable[int]) -> dict[int, date]:
    """Return the day of the newest post about each of some topics (by key) that `user` may read."""
    kept = _kept(user, cohort.pk).of_days().filter(topic__in=topics, posts__gt=0)
    own = _own(user, cohort.pk).filter(topic_links__tag__in=topics)
    kept = kept.order_by().values_list("topic").annotate(latest=Max("shown_on"))
    own = own.order_by().values_list("topic_links__tag").annotate(latest=Max("shown_on"))
    found: dict[int, date] = {}
    for topic, latest in kept.union(own, all=True):
        found[topic] = max(latest, found.get(topic, latest))
    return found


def topics_with_posts(user, cohort: Cohort) -> tuple[QuerySet, QuerySet]:
    """Return two queries of topics' keys, which together are those of posts that `user` may read."""
    kept = _kept(user, cohort.pk).of_all_days().filter(posts__gt=0).values_list("topic", flat=True)
    return kept, _own(user, cohort.pk).filter(topic_links__isnull=False).values_list("topic_links__tag", flat=True)


def _kept(user, cohort: int) -> QuerySet:
    return TopicDayCount.objects.visible_to(user).filter(cohort=cohort)


def _own(user, cohort: int) -> QuerySet:
    return Post.objects.visible_to(user).by_right_of(user).filter(cohort=cohort)


def _summed(kept: QuerySet, own: QuerySet, kept_by: tuple, own_by: tuple) -> dict:
    """Return the posts of both queries added up by these columns of each; what there is none of is left out."""
    return _added(_both(kept, own, kept_by, own_by))


def _both(kept: QuerySet, own: QuerySet, kept_by: tuple, own_by: tuple) -> QuerySet:
    kept = kept.order_by().values_list(*kept_by).annotate(number=Sum("posts"))
    own = own.order_by().values_list(*own_by).annotate(number=Count("pk"))
    return kept.union(own, all=True)


def _added(rows) -> dict:
    found = Counter()
    for *key, posts in rows:
        found[key[0] if len(key) == 1 else tuple(key)] += posts
    return {key: posts for key, posts in found.items() if posts}


def _by_day(reader) -> QuerySet:
    topic = AnyTopic()
    kept = _kept(reader, topic.cohort_id).of_days().filter(topic=topic, study_on__isnull=False)
    own = _own(reader, topic.cohort_id).filter(topic_links__tag=topic, study_on__isnull=False)
    return _both(kept, own, ("study_on",), ("study_on",))


BY_DAY = Prepared(_by_day)


def _by_topic_and_day(reader) -> QuerySet:
    cohort, shown = number("cohort"), is_one_of("topic", "topics")
    kept = _kept(reader, cohort).of_days().filter(Q(topic=None) | Q(shown), study_on__isnull=False)
    own = _own(reader, cohort).filter(study_on__isnull=False)
    of_topics = own.filter(is_one_of("topic_links__tag", "topics"))
    of_days = own.annotate(no_topic=Cast(Value(None), BigIntegerField())).order_by()
    both = _both(kept, of_topics, ("topic", "study_on"), ("topic_links__tag", "study_on"))
    return both.union(of_days.values_list("no_topic", "study_on").annotate(number=Count("pk")), all=True)


MATRIX = Prepared(
    _by_topic_and_day,
    around="""SELECT topic, string_agg(study_on || ' ' || posts, ',' ORDER BY study_on) FROM (
    SELECT topic, study_on, sum(number)::bigint AS posts FROM ({}) AS counted (topic, study_on, number)
    GROUP BY topic, study_on HAVING sum(number) > 0) AS added GROUP BY topic ORDER BY topic""",
)
