"""How many posts a reader may see, by topic and by day, out of counts that are kept (journal/models/counts.py)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Max, QuerySet, Sum

from journal.models.cohorts import Cohort
from journal.models.counts import TopicDayCount
from journal.models.posts import Post
from journal.models.prepared import Prepared
from journal.models.readers import rows_for
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
