"""Topics of a cohort: names that people type become topics, one for each folded key."""

from collections.abc import Iterable

from django.db import transaction

from journal.actions.acts import note_act
from journal.actions.counts import counts_kept
from journal.actions.search import index_post
from journal.actions.waiting import hold_posts
from journal.models.cohorts import Cohort
from journal.models.moderation import Act
from journal.models.posts import Post
from journal.models.topics import PostTopic, Topic, TopicAlias
from journal.text.topic_names import topic_key, topic_slug

RESERVED = frozenset({"suggest", "matrix", "propose"})  # addresses beside the topics'


@transaction.atomic(savepoint=False)
def find_topics(*, cohort: Cohort, names: Iterable[str]) -> list[Topic]:
    """Return the cohort's topics of these names, in their order and each once, making those it does not have.

    Aliases lead to their topic. Keys are taken in sorted order, so that two transactions never wait for each other.
    """
    wanted: dict[str, str] = {}
    for name in names:
        if key := topic_key(name):
            wanted.setdefault(key, name)
    known = _known(cohort, wanted)
    for key in sorted(set(wanted) - set(known)):
        known[key] = _make(cohort, key, wanted[key])
    return list(dict.fromkeys(known[key] for key in wanted))


@transaction.atomic(savepoint=False)
def set_topics(*, post: Post, names: Iterable[str], is_first: bool = False) -> list[Topic]:
    """Make these the topics of a published post, and return them; `is_first`: it has none yet."""
    topics = find_topics(cohort=post.cohort, names=names)
    if not is_first:
        PostTopic.objects.filter(content_object=post).delete()
    PostTopic.objects.bulk_create(
        PostTopic(content_object=post, tag=topic, position=at, cohort_id=post.cohort_id, shown_on=post.shown_on)
        for at, topic in enumerate(topics)
    )
    return topics


@transaction.atomic
def retag_post(*, post: Post, names: Iterable[str], by) -> Post:
    """Return a published post with these topics and no others, also when its author goes on with it.

    Without names it has its headings' and its author's again. The same topics a second time are no second act.
    """
    hold_posts([post.pk])
    current = Post.objects.select_related("cohort").get(pk=post.pk)
    retagged = ", ".join(names)
    if current.retagged == retagged:
        return current
    with counts_kept(current):
        current.retagged = retagged
        current.save(update_fields=["retagged"])
        topics = set_topics(post=current, names=current.topic_names)
        index_post(post=current, topics=[topic.name for topic in topics])
    words = ", ".join(topic.name for topic in topics)
    Act.objects.create(cohort_id=current.cohort_id, actor=by, verb=Act.Verb.RETAGGED, post=current, words=words)
    return current


@transaction.atomic
def curate_topic(*, cohort: Cohort, name: str, position: int, hue: int = 0, aliases: Iterable[str] = ()) -> Topic:
    """Return the cohort's topic of this name as a curated one, with these other names leading to it."""
    [topic] = find_topics(cohort=cohort, names=[name])
    topic.is_curated, topic.position, topic.hue = True, position, hue
    topic.save(update_fields=["is_curated", "position", "hue"])
    for alias in aliases:
        TopicAlias.objects.get_or_create(cohort=cohort, key=topic_key(alias), defaults={"topic": topic, "name": alias})
    return topic


@transaction.atomic
def shelve_topic(*, topic: Topic, is_curated: bool, hue: int, position: int, actor) -> Topic:
    """Return the topic with its place among the curated ones, or among the free tags. The same twice is one act."""
    topic = Topic.objects.select_for_update(no_key=True).get(pk=topic.pk)
    if (topic.is_curated, topic.hue, topic.position) == (is_curated, hue, position):
        return topic
    topic.is_curated, topic.hue, topic.position = is_curated, hue, position
    topic.save(update_fields=["is_curated", "hue", "position"])
    note_act(cohort_id=topic.cohort_id, by=actor, verb=Act.Verb.SHELVED_TOPIC, words=topic.name)
    return topic


@transaction.atomic
def describe_topic(*, topic: Topic, description: str) -> Topic:
    """Return the topic with the organisers' sentence about it; an empty one takes it away."""
    topic.description = description
    topic.save(update_fields=["description"])
    return topic


def _known(cohort: Cohort, keys: Iterable[str]) -> dict[str, Topic]:
    keys = list(keys)
    found = {
        alias.key: alias.topic
        for alias in TopicAlias.objects.filter(cohort=cohort, key__in=keys).select_related("topic")
    }
    return found | {topic.key: topic for topic in Topic.objects.filter(cohort=cohort, key__in=keys)}


def _make(cohort: Cohort, key: str, name: str) -> Topic:
    """Return a new topic, or the one that another transaction made of this key in the same moment."""
    for slug in free_slugs(cohort=cohort, name=name):
        Topic.objects.bulk_create([Topic(cohort=cohort, key=key, name=name, slug=slug)], ignore_conflicts=True)
        made = Topic.objects.filter(cohort=cohort, key=key).first()
        if made:
            return made
    raise RuntimeError(f"no free address for the topic {name!r}")


def free_slugs(*, cohort: Cohort, name: str) -> list[str]:
    """Return addresses that a topic of this name can have, the best first: none is or was another topic's."""
    slug = topic_slug(name)
    taken = set(RESERVED)
    for named in (Topic, TopicAlias):
        taken.update(named.objects.filter(cohort=cohort, slug__startswith=slug).values_list("slug", flat=True))
    every = (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 20)))
    return [each for each in every if each not in taken]
