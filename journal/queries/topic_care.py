"""The organisers' pages about topics: all there are, what a change of one would touch, and what was changed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s

from django.db.models import Count, Q, prefetch_related_objects

from accounts.models import User
from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture
from journal.models.follows import Follow
from journal.models.posts import Post
from journal.models.topics import PostTopic, Topic, TopicAlias, TopicChange
from journal.queries.counts import counts_by_topic
from journal.queries.paging import is_among
from journal.queries.topics import known_topic, writers_about
from journal.text.topic_names import topic_key

PAGE = 100  # topics
CHANGES = 100
SAYS = ("pk", "outline", "typed_topics", "retagged")


@dataclass(frozen=True)
class Effect:
    """What a change of a topic would touch. `days` and `people` are (day or person, posts), `names` and `addresses`
    those that would lead elsewhere; `seal` is another one where something else would happen."""

    posts: int
    days: list[tuple[date, int]]
    people: list[tuple[User, int]]
    lectures: list[Lecture]
    followers: int
    names: list[str]
    addresses: list[str]
    seal: str


@dataclass(frozen=True)
class Finder:
    """What the forms of a topic's changes look for, as far as `user` may know of it."""

    user: User
    topic: Topic

    def named(self, name: str) -> Topic | None:
        """Return the cohort's topic that is called so, or has it as another name."""
        return topic_of_name(self.topic.cohort, name)

    def known(self, name: str) -> Topic | None:
        """The same, where the user may know of it."""
        return known_topic(self.user, self.topic.cohort, name)

    def writers(self) -> list[User]:
        """Return who writes about the topic."""
        return [writer.person for writer in writers_about(self.user, self.topic)]

    def chosen(self, asks: dict) -> list[int]:
        """Return the keys of the posts that fit what is asked."""
        return posts_to_split(self.user, self.topic, asks)

    def writing(self, name: str) -> list[int]:
        """Return the keys of the posts that write this other name of the topic."""
        return posts_that_write(self.user, self.topic, name)


def topics_to_care_for(user, cohort: Cohort, word: str, page: int) -> tuple[list[Topic], int, int]:
    """Return a page of a cohort's topics, the curated first and then the most used tags, with `post_count` and
    `lecture_count`; the number of the page that it is, and of pages. `word` stands in a name or other name of each.

    Tags that stand only in posts which `user` may not read are left out.
    """
    counts = counts_by_topic(user, cohort)
    topics = cohort.topics.filter(Q(is_curated=True) | Q(pk__in=list(counts)))
    if key := topic_key(word):
        named = TopicAlias.objects.filter(cohort=cohort, key__contains=key).values("topic")
        topics = topics.filter(Q(key__contains=key) | Q(pk__in=named))
    rows = list(topics.annotate(lecture_count=Count("lectures")))
    for topic in rows:
        topic.cohort, topic.post_count = cohort, counts.get(topic.pk, 0)
    rows.sort(
        key=lambda topic: (not topic.is_curated, topic.is_curated and topic.position, -topic.post_count, topic.key)
    )
    pages = -(-len(rows) // PAGE) or 1
    page = min(max(page, 1), pages)
    rows = rows[(page - 1) * PAGE : page * PAGE]
    prefetch_related_objects(rows, "aliases")
    return rows, page, pages


def topic_of_name(cohort: Cohort, name: str) -> Topic | None:
    """Return the cohort's topic that is called so, or has it as another name."""
    same = {"cohort": cohort, "key": topic_key(name)}
    topic = Topic.objects.filter(**same).first()
    alias = None if topic else TopicAlias.objects.filter(**same).select_related("topic").first()
    return topic or (alias and alias.topic)


def merged_into(cohort: Cohort, pk: int) -> Topic | None:
    """Return the topic that one became part of, by the key that it had."""
    for _step in range(20):  # it may have been merged on
        change = cohort.topic_changes.filter(topic=pk, kind=TopicChange.Kind.MERGED, undone_at=None).first()
        if change is None:
            return None
        pk = change.before["target"]["pk"]
        if topic := cohort.topics.filter(pk=pk).first():
            return topic
    return None


def effect_on(user, topic: Topic, other: str = "", *, posts: Iterable[int] | None = None, lectures=None) -> Effect:
    """Return what it touches to let a topic, or some `posts` and `lectures` of it, be called `other`."""
    about = PostTopic.objects.filter(content_object__in=Post.objects.visible_to(user).published(), tag=topic)
    seen = Post.objects.visible_to(user).published().filter(is_among("pk", about.values("content_object_id")))
    if posts is not None:
        seen = seen.filter(pk__in=list(posts))
    counted = seen.order_by().values_list("shown_on", "author").annotate(number=Count("pk"))
    days, people = Counter(), Counter()
    for day, author, number in counted:
        days[day] += number
        people[author] += number
    writers = User.objects.in_bulk(list(people))
    lectures = list(topic.lectures.order_by("code_key", "pk")) if lectures is None else list(lectures)
    aliases = list(topic.aliases.order_by("name"))
    if posts is not None:
        aliases = [alias for alias in aliases if alias.key == topic_key(other)]
    names = [alias.name for alias in aliases] if posts is not None else [topic.name, *(alias.name for alias in aliases)]
    addresses = [alias.slug for alias in aliases if alias.slug]
    addresses += [topic.slug] if posts is None else []
    addresses = [f"/c/{topic.cohort.slug}/topics/{slug}/" for slug in addresses]
    said = [topic.name, other, sorted(days.items()), sorted(people.items()), names]
    said.append([lecture.pk for lecture in lectures])
    return Effect(
        posts=sum(days.values()),
        days=sorted(days.items()),
        people=[(writers[pk], number) for pk, number in people.most_common() if pk in writers],
        lectures=lectures,
        followers=Follow.objects.filter(topic=topic).count(),
        names=names,
        addresses=addresses,
        seal=blake2s(repr(said).encode(), digest_size=12).hexdigest(),
    )


def posts_to_split(user, topic: Topic, asks: dict) -> list[int]:
    """Return the keys of a topic's posts that fit all that is asked: `first_on`, `last_on`, `team`, `person`, `words`;
    none where nothing is asked.

    Words fit where a heading has them: one that gave the topic, of a lecture under it, or of a part of the post.
    """
    asked = {name: asks.get(name) for name in ("first_on", "last_on", "team", "person", "words")}
    if not any(asked.values()):
        return []
    posts = Post.objects.visible_to(user).published().filter(topic_links__tag=topic)
    fits = {"shown_on__gte": asked["first_on"], "shown_on__lte": asked["last_on"], "team": asked["team"]}
    fits |= {"author": asked["person"]}
    posts = posts.filter(**{column: value for column, value in fits.items() if value})
    if not (key := topic_key(asked["words"] or "")):
        return list(posts.values_list("pk", flat=True))
    return [post.pk for post in posts.only(*SAYS).iterator(500) if any(key in said for said in _headings(post))]


def posts_that_write(user, topic: Topic, name: str) -> list[int]:
    """Return the keys of a topic's posts that write this other name of it."""
    key = topic_key(name)
    if not topic.aliases.filter(key=key).exists():
        return []
    posts = Post.objects.visible_to(user).published().filter(topic_links__tag=topic).only(*SAYS)
    return [post.pk for post in posts.iterator(500) if key in map(topic_key, post.topic_names)]


def changes_of(cohort: Cohort) -> list[TopicChange]:
    """Return what was done to a cohort's topics, the newest first."""
    return list(cohort.topic_changes.select_related("actor", "undone_by")[:CHANGES])


def _headings(post: Post) -> Iterable[str]:
    outline = post.outline
    yield from map(topic_key, post.topic_names)
    for part in ("lectures", "sections"):
        yield from (topic_key(f"{each.get('code', '')} {each['title']}") for each in outline.get(part, []))
