"""Splitting a topic: some of its posts become another topic's, and come back when that is undone.

What a post is called by stands in its text, which nobody changes. So a post that writes the other topic's name has
that topic by itself, and one that does not is retagged, as an organiser retags a single post.
"""

from collections.abc import Iterable
from itertools import chain

from django.db import transaction

from journal.actions.acts import note_act
from journal.actions.counts import recount
from journal.actions.search import mark_stale
from journal.actions.topic_names import CannotUndo, LecturesClash, SameTopic, Undone, held
from journal.actions.topics import find_topics, free_slugs
from journal.actions.waiting import hold_posts
from journal.models.curriculum import Lecture
from journal.models.follows import Follow
from journal.models.moderation import Act
from journal.models.posts import Post
from journal.models.topics import PostTopic, Topic, TopicAlias, TopicChange
from journal.text.topic_names import topic_key

SAID = ("pk", "cohort", "shown_on", "outline", "typed_topics", "retagged", "version")


class NothingMoves(Exception):
    """The posts that were chosen have the topic no more."""


@transaction.atomic
def split_topic(*, source: Topic, name: str, posts: Iterable[int], lectures: Iterable[int], actor) -> TopicChange:
    """Let some of a topic's posts (by key), and lectures of it, be another topic's; return what was done.

    The other topic is the one of this name, or is made; another name of the source is taken from it, and with it every
    post that writes that name. Who follows the source follows both. `undo_change` takes it back. Raises SameTopic,
    LecturesClash, NothingMoves and TopicGone.
    """
    chosen = set(posts)
    hold_posts(sorted(chosen))  # before the topics: whoever edits a post comes to them with it in hand
    source = held(source)
    if topic_key(name) == source.key:
        raise SameTopic
    mine = keys_of(source) - {topic_key(name)}
    target, alias, is_new = _topic_called(source, name)
    moving = Lecture.objects.filter(pk__in=list(lectures), topic=source)
    theirs = target.lectures.values_list("code", flat=True)
    if clash := sorted(set(theirs) & set(moving.values_list("code", flat=True))):
        raise LecturesClash(clash)
    before = {"target": target.pk, "made": is_new, "alias": alias, "lectures": [lecture.pk for lecture in moving]}
    moving.update(topic=target)
    before["followers"] = _let_follow(source, target)
    links = PostTopic.objects.filter(tag=source)
    links = dict(
        (links if alias else links.filter(content_object__in=chosen)).values_list("content_object", "position")
    )
    before["posts"] = _give_posts(links, chosen, mine, target)
    if not before["posts"] and not before["lectures"]:
        raise NothingMoves
    touched = _as_named(set(before["posts"]), source, target, places={})
    change = TopicChange.objects.create(
        cohort_id=source.cohort_id, kind=TopicChange.Kind.SPLIT, topic=source, name=source.name, now=target.name,
        before=before, actor=actor,
    )  # fmt: skip
    _settle(source, touched)
    note_act(cohort_id=source.cohort_id, by=actor, verb=Act.Verb.SPLIT_TOPIC, words=str(change))
    return change


def join_again(change: TopicChange) -> Undone:
    """Give a topic back what was split from it, while the topics are held; a topic that was made for it goes away, and
    its names lead to the other. Raises CannotUndo."""
    before, was = change.before, {int(pk): row for pk, row in change.before["posts"].items()}
    source = Topic.objects.filter(pk=change.topic_id).select_related("cohort").first()
    target = Topic.objects.filter(pk=before["target"]).first()
    if source is None or target is None or target.name != change.now:
        raise CannotUndo("gone")
    _give_lectures_back(source, target, before)
    retagged = dict(Post.objects.filter(pk__in=was).values_list("pk", "retagged"))
    for pk, (_place, _version, earlier, since) in was.items():
        if since and retagged.get(pk) == since:
            Post.objects.filter(pk=pk).update(retagged=earlier)
    Follow.objects.filter(topic=target, follower__in=before["followers"]).delete()
    about = set(PostTopic.objects.filter(tag=target).values_list("content_object", flat=True))
    if before["made"]:
        _take_away(source, target, before["alias"])
    versions = dict(Post.objects.filter(pk__in=was).values_list("pk", "version"))
    places = {pk: was[pk][0] for pk, version in versions.items() if version == was[pk][1]}
    touched = _as_named(set(was) | (about if before["made"] else set()), source, target, places)
    _settle(source, touched)
    return Undone(source, len(places), len(versions) - len(places))


def keys_of(topic: Topic) -> set[str]:
    """Return the folded names that lead to a topic."""
    return {topic.key, *topic.aliases.values_list("key", flat=True)}


def _topic_called(source: Topic, name: str) -> tuple[Topic, dict | None, bool]:
    """Return the topic of a name; the source's other name that it was, if it was one; and whether it is new."""
    same = {"cohort": source.cohort_id, "key": topic_key(name)}
    if known := Topic.objects.filter(**same).first():
        return known, None, False
    alias = TopicAlias.objects.filter(**same).select_related("topic").first()
    if alias and alias.topic_id != source.pk:
        return alias.topic, None, False
    kept = {column: getattr(alias, column) for column in ("pk", "name", "slug")} if alias else None
    if alias:
        alias.delete()
    shelf = {column: getattr(source, column) for column in ("is_curated", "hue", "position")}
    slug = (kept and kept["slug"]) or free_slugs(cohort=source.cohort, name=name)[0]
    return Topic.objects.create(cohort=source.cohort, key=same["key"], name=name, slug=slug, **shelf), kept, True


def _give_posts(links: dict[int, int], chosen: set[int], mine: set[str], target: Topic) -> dict[int, list]:
    """Retag the chosen posts that do not write the target's name anyhow; return of each post that it gets the place
    that the source had in it, its version, and what it was retagged to before and since ("": it was not)."""
    theirs, given = keys_of(target), {}
    for post in Post.objects.filter(pk__in=links).only(*SAID).iterator(500):
        names = {topic_key(name): name for name in reversed(post.topic_names)}
        row = [links[post.pk], post.version, post.retagged, ""]
        if post.pk in chosen and (mine & set(names) or not theirs & set(names)):
            ordered = [target.name if topic_key(name) in mine else name for name in post.topic_names] or [target.name]
            row[-1] = ", ".join(dict(zip(map(topic_key, ordered), ordered, strict=True)).values())
            Post.objects.filter(pk=post.pk).update(retagged=row[-1])
        elif not theirs & set(names):
            continue
        given[post.pk] = row
    return given


def _as_named(posts: set[int], source: Topic, target: Topic, places: dict[int, int]) -> set[int]:
    """Let published posts have the two topics if they name them, and others that they name and lack, also such as
    nobody has yet; `places` are those that the source had in them. Return which topics (by key) that concerns."""
    posts = Post.objects.filter(pk__in=posts, published_at__isnull=False)
    PostTopic.objects.filter(content_object__in=posts.values("pk"), tag__in=[source, target]).delete()
    has = set(PostTopic.objects.filter(content_object__in=posts.values("pk")).values_list("content_object", "tag"))
    said = posts.only(*SAID)
    find_topics(cohort=source.cohort, names=chain.from_iterable(post.topic_names for post in said.iterator(500)))
    leads = dict(TopicAlias.objects.filter(cohort=source.cohort_id).values_list("key", "topic"))
    leads |= dict(Topic.objects.filter(cohort=source.cohort_id).values_list("key", "pk"))
    links = []
    for post in said.iterator(500):
        for place, name in enumerate(post.topic_names):
            topic = leads.get(topic_key(name))
            if topic and (post.pk, topic) not in has:
                has.add((post.pk, topic))
                place = places.get(post.pk, place) if topic == source.pk else place
                links.append(
                    PostTopic(
                        content_object_id=post.pk, tag_id=topic, position=place, cohort_id=post.cohort_id,
                        shown_on=post.shown_on,
                    )
                )  # fmt: skip
    PostTopic.objects.bulk_create(links, batch_size=1_000)
    return {source.pk, target.pk, *(link.tag_id for link in links)}


def _let_follow(source: Topic, target: Topic) -> list[int]:
    """Let who follows the source follow the target too; return who did not before."""
    there = Follow.objects.filter(topic=target).values("follower")
    new = list(Follow.objects.filter(topic=source).exclude(follower__in=there).values_list("follower", "followed_at"))
    Follow.objects.bulk_create(Follow(follower_id=pk, topic=target, followed_at=moment) for pk, moment in new)
    return [pk for pk, _moment in new]


def _give_lectures_back(source: Topic, target: Topic, before: dict) -> None:
    """Give back the lectures that went along, or all of a topic that goes away."""
    lectures = Lecture.objects.filter(topic=target)
    lectures = lectures if before["made"] else lectures.filter(pk__in=before["lectures"])
    codes = set(source.lectures.values_list("code", flat=True))
    if codes & set(lectures.values_list("code", flat=True)):
        raise CannotUndo("lectures")
    lectures.update(topic=source)


def _take_away(source: Topic, target: Topic, alias: dict | None) -> None:
    """Let the names and followers of a topic lead to the source, and take it away; the other name of the source that
    it was comes back as itself, because what was done before knows it by its key."""
    followers = Follow.objects.filter(topic=source).values("follower")
    Follow.objects.filter(topic=target).exclude(follower__in=followers).update(topic=source)
    target.aliases.update(topic=source)
    kept = {"pk": alias["pk"]} if alias else {}
    TopicAlias.objects.create(
        cohort_id=source.cohort_id, topic=source, name=target.name, key=target.key, slug=target.slug, **kept
    )
    Topic.objects.filter(pk=target.pk).delete()


def _settle(source: Topic, topics: set[int]) -> None:
    """Count anew, and let search read again what has these topics."""
    recount(cohort=source.cohort, topics=sorted(topics))
    mark_stale(posts=PostTopic.objects.filter(tag__in=topics).values("content_object"))
