"""Merging two topics into one, and taking it back: who had which topic is written down before anything moves."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from journal.actions.acts import note_act
from journal.actions.counts import hold_topics, recount
from journal.actions.search import mark_stale
from journal.actions.topic_names import (
    CannotUndo,
    LecturesClash,
    NameTaken,
    SameTopic,
    Undone,
    give_name,
    held,
)
from journal.actions.topic_splits import join_again
from journal.actions.waiting import hold_posts
from journal.models.curriculum import Lecture
from journal.models.follows import Follow
from journal.models.moderation import Act
from journal.models.posts import Post
from journal.models.topics import PostTopic, Topic, TopicAlias, TopicChange
from journal.text.topic_names import topic_key

OWN = ("name", "key", "slug", "is_curated", "hue", "position", "description")
SHELF = ("is_curated", "hue", "position", "description")


@transaction.atomic
def merge_topics(*, source: Topic, target: Topic, actor) -> TopicChange:
    """Let a topic become part of another one; return what was done, which `undo_change` takes back.

    Posts, lectures, other names and followers move; names and addresses of the source lead to the target. Done twice,
    or crosswise by two people, the second finds it gone: raises TopicGone; SameTopic and LecturesClash otherwise.
    """
    if source.pk == target.pk:
        raise SameTopic
    source, target = held(source), held(target)
    theirs = set(source.lectures.values_list("code", flat=True))
    if clash := sorted(theirs & set(target.lectures.values_list("code", flat=True))):
        raise LecturesClash(clash)
    change = TopicChange.objects.create(
        cohort_id=source.cohort_id, kind=TopicChange.Kind.MERGED, topic=source, name=source.name, now=target.name,
        before=_before(source, target), actor=actor,
    )  # fmt: skip
    links, there = PostTopic.objects.filter(tag=source), PostTopic.objects.filter(tag=target)
    links.filter(content_object__in=there.values("content_object")).delete()
    links.update(tag=target)
    Lecture.objects.filter(topic=source).update(topic=target)
    Follow.objects.filter(topic=source).exclude(follower__in=_followers(target)).update(topic=target)
    source.aliases.update(topic=target)
    if source.is_curated and not target.is_curated:
        _put(target, {name: getattr(source, name) for name in SHELF})
    Topic.objects.filter(pk=source.pk).delete()
    TopicAlias.objects.create(
        cohort_id=target.cohort_id, topic=target, name=source.name, key=source.key, slug=source.slug
    )
    recount(cohort=target.cohort, topics=[source.pk, target.pk])
    _mark_stale([target])
    note_act(cohort_id=source.cohort_id, by=actor, verb=Act.Verb.MERGED_TOPIC, words=str(change))
    return change


@transaction.atomic
def undo_change(*, change: TopicChange, actor) -> Undone:
    """Take back a merge, a split or a rename; return what that did. Raises CannotUndo.

    A post that was neither written nor edited since has exactly the topics that it had; another one has what its text
    says. Of a rename the newer name stays as another name, because it was given out.
    """
    if change.kind == TopicChange.Kind.SPLIT:
        hold_posts(sorted(map(int, change.before["posts"])))  # before the topics, as in a split
    hold_topics(change.cohort_id)
    change = TopicChange.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=change.pk)
    if change.undone_at:
        raise CannotUndo("undone")
    _refuse_under_others(change)
    undone = TAKE_BACK[change.kind](change)
    change.undone_at, change.undone_by = timezone.now(), actor
    change.save(update_fields=["undone_at", "undone_by"])
    note_act(cohort_id=change.cohort_id, by=actor, verb=Act.Verb.UNDID_TOPIC, words=str(change))
    return undone


def _refuse_under_others(change: TopicChange) -> None:
    """Raise CannotUndo where a later change that stands was made of what this one left.

    Merges come apart in any order, but for two topics that were called the same one after the other.
    """
    if change.kind == TopicChange.Kind.RENAMED:
        return
    mine, posts = _topics_in(change), set(change.before["posts"])
    later = TopicChange.objects.filter(cohort=change.cohort_id, undone_at=None, pk__gt=change.pk)
    for other in later.exclude(kind=TopicChange.Kind.RENAMED):
        if change.kind == other.kind == TopicChange.Kind.MERGED:
            stands_on = change.before["source"]["key"] == other.before["source"]["key"]
        else:
            both = {change.topic_id} if (change.kind, change.topic_id) == (other.kind, other.topic_id) else set()
            stands_on = bool(mine & _topics_in(other) - both or posts & set(other.before["posts"]))
        if stands_on:
            raise CannotUndo("gone")


def _topics_in(change: TopicChange) -> set[int]:
    target = change.before["target"]
    return {change.topic_id, target["pk"] if change.kind == TopicChange.Kind.MERGED else target}


def _before(source: Topic, target: Topic) -> dict:
    """Return all that a merge moves, by keys."""
    links = PostTopic.objects.filter(tag=source).values_list("content_object", "position", "content_object__version")
    there = set(PostTopic.objects.filter(tag=target).values_list("content_object", flat=True))
    return {
        "source": {name: getattr(source, name) for name in OWN},
        "target": {"pk": target.pk, **{name: getattr(target, name) for name in SHELF}},
        # Of each post: where the topic stood in it, at which version of its text, and whether it had the other too.
        "posts": {post: [position, version, post in there] for post, position, version in links},
        "lectures": list(source.lectures.values_list("pk", flat=True)),
        "aliases": list(source.aliases.values_list("pk", flat=True)),
        "followers": list(_followers(source)),
        "both": list(_followers(source).filter(follower__in=_followers(target))),
    }


def _unmerge(change: TopicChange) -> Undone:
    before = change.before
    target = Topic.objects.filter(pk=before["target"]["pk"]).first()
    if target is None:
        raise CannotUndo("gone")
    said = before["source"]
    names = TopicAlias.objects.filter(cohort=change.cohort_id).filter(Q(key=said["key"]) | Q(slug=said["slug"]))
    if names.exclude(topic=target).exists() or Topic.objects.filter(cohort=change.cohort_id, key=said["key"]).exists():
        raise CannotUndo("taken")
    names.delete()
    source = Topic.objects.create(pk=change.topic_id, cohort_id=change.cohort_id, **said)
    TopicAlias.objects.filter(pk__in=before["aliases"], topic=target).update(topic=source)
    Lecture.objects.filter(pk__in=before["lectures"], topic=target).update(topic=source)
    _part_followers(source, target, before)
    if {name: getattr(target, name) for name in SHELF} == {name: said[name] for name in SHELF}:
        _put(target, {name: before["target"][name] for name in SHELF})
    restored = _part_posts(change, source, target)
    as_written = _read_again(change, source, target)
    recount(cohort=change.cohort, topics=[source.pk, target.pk])
    _mark_stale([source, target])
    return Undone(source, restored, as_written)


def _part_posts(change: TopicChange, source: Topic, target: Topic) -> int:
    """Give the source back to the posts that had it and say the same as then; return how many."""
    before = {int(pk): row for pk, row in change.before["posts"].items()}
    # One that was given other topics since, alone or with others, has what it was given.
    posts = Post.objects.filter(pk__in=before, retagged="", topic_links__tag=target)
    versions = dict(posts.values_list("pk", "version"))
    same = {pk for pk, (_position, version, _both) in before.items() if versions.get(pk) == version}
    kept = _had_since(change, target, same)
    alone = {pk for pk in same if not before[pk][2] and pk not in kept}
    PostTopic.objects.filter(tag=target, content_object__in=alone).delete()
    rows = Post.objects.filter(pk__in=same).values_list("pk", "cohort_id", "shown_on")
    PostTopic.objects.bulk_create(
        PostTopic(content_object_id=pk, tag=source, position=before[pk][0], cohort_id=cohort, shown_on=shown_on)
        for pk, cohort, shown_on in rows
    )
    return len(same)


def _had_since(change: TopicChange, target: Topic, posts: set[int]) -> set[int]:
    """Return which of the posts have the target also by another merge that stands, and tell that merge so.

    What it found there came from here: when it is undone in its turn, the target goes with it.
    """
    others = TopicChange.objects.filter(cohort=change.cohort_id, kind=TopicChange.Kind.MERGED, undone_at=None)
    kept = set()
    for other in others.filter(before__target__pk=target.pk).exclude(pk=change.pk).order_by("pk"):
        had = other.before["posts"]
        shared = {pk for pk in posts if str(pk) in had and not change.before["posts"][str(pk)][2]} - kept
        for pk in shared:
            had[str(pk)][2] = False
        kept |= shared
        if shared:
            other.save(update_fields=["before"])
    return kept


def _read_again(change: TopicChange, source: Topic, target: Topic) -> int:
    """Let posts that were written or edited since have of the two topics what they name; return how many."""
    since = Q(published_at__gt=change.changed_at) | Q(edited_at__gt=change.changed_at)
    since |= Q(imported_at__gt=change.changed_at) | Q(pk__in=change.before["posts"])
    posts = Post.objects.filter(since, topic_links__tag=target)
    mine, theirs = _keys(source), _keys(target)
    count = 0
    columns = ("pk", "cohort", "shown_on", "outline", "typed_topics", "retagged")
    for post in posts.exclude(topic_links__tag=source).only(*columns):
        places = {topic_key(name): place for place, name in reversed(list(enumerate(post.topic_names)))}
        if not (named := mine & set(places)):
            continue
        if not theirs & set(places):
            PostTopic.objects.filter(tag=target, content_object=post).delete()
        PostTopic.objects.create(
            content_object=post, tag=source, position=min(places[key] for key in named), cohort_id=post.cohort_id,
            shown_on=post.shown_on,
        )  # fmt: skip
        count += 1
    return count


def _part_followers(source: Topic, target: Topic, before: dict) -> None:
    """Let who followed the source follow it again, and the target only who did so as well, if they still do."""
    still = Follow.objects.filter(topic=target, follower__in=before["followers"])
    still.exclude(follower__in=before["both"]).update(topic=source)
    again = still.filter(follower__in=before["both"]).values_list("follower", "followed_at")
    Follow.objects.bulk_create(Follow(follower_id=pk, topic=source, followed_at=moment) for pk, moment in again)


def _rename_back(change: TopicChange) -> Undone:
    topic = Topic.objects.filter(pk=change.topic_id).select_related("cohort").first()
    if topic is None or topic.name != change.now:
        raise CannotUndo("gone")
    try:
        return Undone(give_name(topic=topic, name=change.before["name"]))
    except NameTaken:
        raise CannotUndo("taken") from None


TAKE_BACK = {
    TopicChange.Kind.MERGED: _unmerge,
    TopicChange.Kind.SPLIT: join_again,
    TopicChange.Kind.RENAMED: _rename_back,
}


def _keys(topic: Topic) -> set[str]:
    return {topic.key, *topic.aliases.values_list("key", flat=True)}


def _followers(topic: Topic):
    return Follow.objects.filter(topic=topic).values_list("follower", flat=True)


def _put(topic: Topic, columns: dict) -> None:
    Topic.objects.filter(pk=topic.pk).update(**columns)


def _mark_stale(topics: Iterable[Topic]) -> None:
    mark_stale(posts=PostTopic.objects.filter(tag__in=topics).values("content_object"))
