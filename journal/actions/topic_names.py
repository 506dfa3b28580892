"""What a topic is called: renaming, and other names that lead to it. No old name or address is ever lost."""

from dataclasses import dataclass

from django.db import transaction

from journal.actions.acts import note_act
from journal.actions.counts import hold_topics
from journal.actions.search import mark_stale
from journal.actions.topics import free_slugs
from journal.models.moderation import Act
from journal.models.topics import PostTopic, Topic, TopicAlias, TopicChange
from journal.text.topic_names import topic_key


class TopicGone(Exception):
    """A topic was merged into another one, or taken away, a moment ago."""


class NameTaken(Exception):
    """Another topic of the cohort, `topic`, is called so; the two may be merged."""

    def __init__(self, topic: Topic):
        super().__init__(topic.name)
        self.topic = topic


class SameTopic(Exception):
    """A topic cannot become part of itself."""


class LecturesClash(Exception):
    """Both topics have lectures of the same `codes`: two of one code cannot stand under one topic."""

    def __init__(self, codes: list[str]):
        super().__init__(", ".join(codes))
        self.codes = codes


class CannotUndo(Exception):
    """What was changed since stands in the way: `reason` is "undone", "gone" (a later change has to be undone
    first), "taken" (another topic is called so by now) or "lectures" (of one code in both topics)."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Undone:
    """What undoing did: `restored` posts have the topics that they had, `as_written` those that their text says now,
    because they were written or edited since."""

    topic: Topic
    restored: int = 0
    as_written: int = 0


class AddressGivenOut(Exception):
    """A name was the topic's own once: its address stands in other people's links."""


@transaction.atomic
def rename_topic(*, topic: Topic, name: str, actor) -> Topic:
    """Return the topic under another name; the name and address that it had lead to it from now on.

    Sent twice it is renamed once. Raises NameTaken and TopicGone.
    """
    topic = held(topic)
    if topic.name == name:
        return topic
    TopicChange.objects.create(
        cohort_id=topic.cohort_id, kind=TopicChange.Kind.RENAMED, topic=topic, name=topic.name, now=name,
        before={"name": topic.name}, actor=actor,
    )  # fmt: skip
    note_act(cohort_id=topic.cohort_id, by=actor, verb=Act.Verb.RENAMED_TOPIC, words=f"{topic.name} → {name}")
    return give_name(topic=topic, name=name)


def give_name(*, topic: Topic, name: str) -> Topic:
    """Give a topic that is `held` another name, without writing that down."""
    key = topic_key(name)
    if key != topic.key:
        _move_names(topic, key, name)
    topic.name, topic.key = name, key
    topic.save(update_fields=["name", "key", "slug"])
    mark_stale(posts=PostTopic.objects.filter(tag=topic).values("content_object"))
    return topic


@transaction.atomic
def add_alias(*, topic: Topic, name: str, actor=None) -> TopicAlias:
    """Return another name that leads to the topic from now on. Raises NameTaken and TopicGone."""
    topic = held(topic)
    refuse_taken(topic, topic_key(name), whose=topic)
    alias, is_new = TopicAlias.objects.get_or_create(
        cohort_id=topic.cohort_id, key=topic_key(name), defaults={"topic": topic, "name": name}
    )
    if is_new:
        note_act(cohort_id=topic.cohort_id, by=actor, verb=Act.Verb.NAMED_TOPIC, words=f"{name} → {topic.name}")
    return alias


@transaction.atomic
def remove_alias(*, alias: TopicAlias, actor=None) -> None:
    """Let a name lead to the topic no more, so that another may be called so. Raises AddressGivenOut."""
    hold_topics(alias.cohort_id)
    gone, _tables = TopicAlias.objects.filter(pk=alias.pk, slug="").delete()
    if gone:
        note_act(
            cohort_id=alias.cohort_id, by=actor, verb=Act.Verb.UNNAMED_TOPIC, words=f"{alias.name} → {alias.topic.name}"
        )
    elif TopicAlias.objects.filter(pk=alias.pk).exists():
        raise AddressGivenOut


@transaction.atomic
def delete_topic(*, topic: Topic) -> None:
    """Take a topic away; its posts stay, and are not found by its name once they are read again. Raises TopicGone."""
    topic = held(topic)
    mark_stale(posts=PostTopic.objects.filter(tag=topic).values("content_object"))
    topic.delete()


def held(topic: Topic) -> Topic:
    """Return the topic as it is now, and keep it so until the transaction ends. Raises TopicGone."""
    hold_topics(topic.cohort_id)
    current = Topic.objects.filter(pk=topic.pk).select_related("cohort").first()
    if current is None:
        raise TopicGone
    return current


def refuse_taken(topic: Topic, key: str, whose: Topic) -> None:
    """Raise NameTaken where a topic of the cohort other than `whose` is called by this key, or has it as other name."""
    same = Topic.objects.filter(cohort_id=topic.cohort_id, key=key).exclude(pk=whose.pk).first()
    alias = TopicAlias.objects.filter(cohort_id=topic.cohort_id, key=key).exclude(topic=whose).first()
    if same or alias:
        raise NameTaken(same or alias.topic)


def _move_names(topic: Topic, key: str, name: str) -> None:
    """Give the topic the address of its new name, and its old ones to a TopicAlias; take back one that it had."""
    refuse_taken(topic, key, whose=topic)
    back = TopicAlias.objects.filter(cohort_id=topic.cohort_id, key=key).first()
    slug = back.slug if back else ""
    if back:
        back.delete()
    TopicAlias.objects.create(cohort_id=topic.cohort_id, topic=topic, name=topic.name, key=topic.key, slug=topic.slug)
    topic.slug = slug or free_slugs(cohort=topic.cohort, name=name)[0]
