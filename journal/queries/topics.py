"""Topic pages: which topics a reader may know of, and what was written about one, by day, lecture and person."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from accounts.models import User
from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture
from journal.models.follows import Follow
from journal.models.posts import Post
from journal.models.prepared import Prepared, number, word
from journal.models.topics import AnyTopic, PostTopic, Topic
from journal.queries.counts import counts_by_topic, latest_by_topic, topics_with_posts
from journal.queries.lectures import note_counts
from journal.queries.paging import PreparedList, is_among
from journal.text.chosung import BEGINS, best_match
from journal.text.topic_names import topic_key

SUGGESTIONS = 8
TAGS = 100  # on the index, until all are asked for
RECENT, WRITERS = 1_000, 100  # posts of a topic that are looked through for who writes, and people shown
ABOUT = ("about_on", "about_pk")  # columns of `posts_about`: the post's day and key as the topic's link has them


@dataclass(frozen=True)
class TopicRow:
    """A topic in the index: counts are of what the reader may see; `latest_on` is the newest post's day."""

    topic: Topic
    post_count: int
    lecture_count: int
    latest_on: date | None


@dataclass(frozen=True)
class Writer:
    """A person who writes about a topic, and in how many posts that the reader may see."""

    person: User
    post_count: int
    latest_on: date


def topic_rows(user, cohort: Cohort, *, every_tag: bool = False) -> list[TopicRow]:
    """Return the cohort's curated topics in their order, then the free tags of posts that `user` may read.

    Of tags the most used come first, and equals by name; no more than TAGS, unless `every_tag`. Only curated topics
    say when they were last written about.
    """
    counts = counts_by_topic(user, cohort)
    curated = list(cohort.topics.filter(is_curated=True).annotate(lecture_count=Count("lectures")))
    latest = latest_by_topic(user, cohort, [topic.pk for topic in curated])
    used = sorted(set(counts) - {topic.pk for topic in curated}, key=lambda key: (-counts[key], key))
    tags = cohort.topics.in_bulk(used if every_tag else used[:TAGS]).values()
    for topic in (*curated, *tags):
        topic.cohort = cohort
    rows = [TopicRow(topic, counts.get(topic.pk, 0), topic.lecture_count, latest.get(topic.pk)) for topic in curated]
    rows.sort(key=lambda row: (row.topic.position, row.topic.key))
    tagged = [TopicRow(topic, counts[topic.pk], 0, None) for topic in tags]
    return rows + sorted(tagged, key=lambda row: (-row.post_count, row.topic.key))


def topic_called(cohort: Cohort, word: str) -> int | None:
    """Return the key of the topic that had this address before, or whose name or other name it spells, or None.

    Whoever shows the topic asks first whether its reader may know of it (journal/views/access.py).
    """
    key = topic_key(word)
    aliases = cohort.topic_aliases.filter(Q(slug=word) | Q(key=key))
    found = {alias.slug == word: alias.topic_id for alias in aliases}
    own = cohort.topics.filter(key=key).values_list("pk", flat=True).first()
    return found.get(True) or own or found.get(False)


def topic_at(user, cohort: Cohort, slug: str) -> Topic | None:
    """Return the topic of a cohort that is at an address now, or None; `is_followed` says whether `user` follows it.

    Whoever shows it asks first whether its reader may know of it (journal/views/access.py).
    """
    found = AT.rows(slug=slug, cohort=cohort.pk, me=user.pk)
    for topic in found:
        topic.cohort = cohort
    return found[0] if found else None


def known_topic(user, cohort: Cohort, name: str) -> Topic | None:
    """Return the topic that a name or other name of it means, as far as `user` may know of it, or None."""
    topic = cohort.topics.filter(pk=topic_called(cohort, name)).first()
    if topic is None or topic.is_curated:
        return topic
    return (
        topic
        if any(
            keys.filter(**{column: topic.pk}).exists()
            for column, keys in zip(("topic", "topic_links__tag"), topics_with_posts(user, cohort), strict=True)
        )
        else None
    )


def _at():
    follows = Follow.objects.filter(follower=number("me"), topic=OuterRef("pk"))
    return Topic.objects.filter(slug=word("slug"), cohort=number("cohort")).annotate(is_followed=Exists(follows))


AT = Prepared(_at)


def posts_about(user, topic: Topic):
    """Return the published posts on a topic that `user` may read, shaped for a list.

    Pages of it are `newest(posts, before, by="shown_on", along=ABOUT)`: the topic's links stand in that order.
    """
    posts = Post.objects.visible_to(user).published().filter(cohort=topic.cohort_id, topic_links__tag=topic)
    link = {"about_on": F("topic_links__shown_on"), "about_pk": F("topic_links__content_object")}
    return posts.annotate(**link).for_rows()


POSTS_ABOUT = PreparedList(lambda reader: posts_about(reader, AnyTopic()), by="shown_on", along=ABOUT)


def lectures_of(user, topic: Topic) -> list[Lecture]:
    """Return the topic's lectures in natural order, each with `noted`: how many notes of it `user` may read."""
    counts = note_counts(user, topic.cohort)
    lectures = list(topic.lectures.order_by("code_key", "pk"))
    for lecture in lectures:
        lecture.cohort, lecture.noted = topic.cohort, counts.get(lecture.pk, 0)
    return lectures


def recent_posts(user, topic: Topic, most: int) -> QuerySet:
    """Return the keys of a topic's newest posts that `user` may read, out of the index on its links."""
    links = PostTopic.objects.filter(content_object__in=Post.objects.visible_to(user).published(), tag=topic)
    return links.order_by("-shown_on", "-content_object").values("content_object")[:most]


def writers_about(user, topic: Topic) -> list[Writer]:
    """Return who wrote most of a topic's newest thousand posts, the most first: at most a hundred people."""
    recent = is_among("pk", recent_posts(user, topic, RECENT))
    seen = Post.objects.visible_to(user).filter(recent).order_by().values("author")
    counted = seen.annotate(posts=Count("pk"), latest=Max("shown_on")).order_by("-posts", "-latest", "author")
    rows = {row["author"]: row for row in counted[:WRITERS]}
    people = User.objects.in_bulk(rows)
    writers = [Writer(people[pk], row["posts"], row["latest"]) for pk, row in rows.items()]
    return sorted(writers, key=lambda writer: (-writer.post_count, writer.person.display_key, writer.person.pk))


def suggest_topics(user, cohort: Cohort, query: str) -> list[Topic]:
    """Return at most eight topics whose name or other name begins with, else holds, what was typed; chosung find too.

    A curated topic may be known to every member, another through a post that `user` may read.
    """
    if not topic_key(query):
        return []
    kept, own = topics_with_posts(user, cohort)
    topics = cohort.topics.filter(Q(is_curated=True) | Q(pk__in=kept) | Q(pk__in=own))
    ranked = []
    for topic in topics.prefetch_related("aliases"):
        topic.cohort = cohort
        names = [topic.name, *(alias.name for alias in topic.aliases.all())]
        if (rank := best_match(names, query)) is not None:
            ranked.append((rank > BEGINS, not topic.is_curated, rank, len(topic.name), topic.pk, topic))
    return [row[-1] for row in sorted(ranked)[:SUGGESTIONS]]
