"""Splitting a topic: what was chosen and what writes the other name moves, and undoing gives it back."""

import random
from contextlib import suppress

import pytest

from journal.actions.counts import recount
from journal.actions.follows import follow
from journal.actions.posts import delete_post
from journal.actions.topic_merges import CannotUndo, merge_topics, undo_change
from journal.actions.topic_names import LecturesClash, SameTopic, TopicGone, rename_topic
from journal.actions.topic_splits import NothingMoves, split_topic
from journal.actions.topics import curate_topic, find_topics, retag_post
from journal.models.curriculum import Lecture
from journal.models.follows import Follow
from journal.models.moderation import Act
from journal.models.posts import Post
from journal.models.search import SearchEntry
from journal.models.topics import PostTopic, Topic, TopicAlias
from journal.queries.topics import topic_called
from tests.factories import make_cohort, make_member, make_post
from tests.journal.actions.test_likes import at_once
from tests.journal.actions.test_topic_merges import TRULY, edit, names_of, topics_of
from tests.journal.actions.test_topic_names import where

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return make_cohort("ai-tech")


@pytest.fixture
def organiser(cohort):
    return make_member(cohort, "organiser")


@pytest.fixture
def author(cohort):
    return make_member(cohort)


@pytest.fixture
def math(cohort):
    return curate_topic(cohort=cohort, name="AI Math", position=1, hue=3)


def split(topic, name, posts=(), actor=None, lectures=()):
    return split_topic(source=topic, name=name, posts=[post.pk for post in posts], lectures=lectures, actor=actor)


def as_written(cohort):
    """Fail unless every post has exactly the topics that its names lead to."""
    leads = dict(TopicAlias.objects.filter(cohort=cohort).values_list("key", "topic"))
    leads |= dict(Topic.objects.filter(cohort=cohort).values_list("key", "pk"))
    for post in Post.objects.filter(cohort=cohort):
        named = find_topics(cohort=cohort, names=post.topic_names)
        assert {topic.pk for topic in named} == set(post.topic_links.values_list("tag", flat=True)), post.topic_names


def test_chosen_posts_move_with_what_hangs_on_them_and_stay_when_they_are_edited(cohort, organiser, author, math):
    one, two, both = (
        make_post(author, cohort, topics=names) for names in (["AI Math"], ["AI Math"], ["Git", "AI Math"])
    )
    stays, trashed = (
        make_post(author, cohort, topics=["AI Math"]),
        delete_post(post=make_post(author, cohort, topics=["ai-math"])),
    )
    moved, kept = (Lecture.objects.create(cohort=cohort, topic=math, code=code, title="T") for code in ("1", "2"))
    follow(follower=author, topic=math)
    texts = list(Post.objects.order_by("pk").values_list("body", "version", "edited_at"))
    SearchEntry.objects.update(version=SearchEntry.objects.first().version)
    change = split(math, "Linear Algebra", [one, both, trashed], organiser, [moved.pk])
    assert [names_of(post) for post in (one, two, both, stays, trashed)] == [
        {"Linear Algebra"}, {"AI Math"}, {"Git", "Linear Algebra"}, {"AI Math"}, {"Linear Algebra"},
    ]  # fmt: skip
    made = cohort.topics.get(name="Linear Algebra")
    assert (made.is_curated, made.hue, made.slug) == (True, 3, "linear-algebra")
    assert list(made.lectures.all()) == [moved] and list(math.lectures.all()) == [kept]
    assert set(Follow.objects.values_list("follower", "topic")) == {(author.pk, math.pk), (author.pk, made.pk)}
    assert list(Post.objects.order_by("pk").values_list("body", "version", "edited_at")) == texts
    assert SearchEntry.objects.get(post=one, comment=None).version == 0, "search reads it again"
    assert recount(cohort=cohort) == 0
    edit(one, ["AI Math", "Set"])
    assert names_of(one) == {"Linear Algebra"}, "as after a retag"
    assert Act.objects.get().words == "AI Math → Linear Algebra"
    undo_change(change=change, actor=organiser)
    assert [names_of(post) for post in (one, both, trashed)] == [{"AI Math", "Set"}, {"Git", "AI Math"}, {"AI Math"}]
    moved.refresh_from_db()
    assert moved.topic == math
    assert list(Follow.objects.values_list("follower", "topic")) == [(author.pk, math.pk)]
    assert where(cohort, organiser, "linear-algebra") == "/c/ai-tech/topics/ai-math/"
    assert recount(cohort=cohort) == 0


def test_another_name_that_becomes_a_topic_takes_its_posts_and_its_address(cohort, organiser, author, math):
    wrote, mixed, other = (
        make_post(author, cohort, topics=names) for names in (["선형대수"], ["선형 대수", "AI Math"], ["AI Math"])
    )
    before = topics_of(cohort)
    merge = merge_topics(source=cohort.topics.get(name="선형대수"), target=math, actor=organiser)
    merged = topics_of(cohort)
    change = split(math, "선형대수", [], organiser)
    assert [names_of(post) for post in (wrote, mixed, other)] == [{"선형대수"}, {"선형대수", "AI Math"}, {"AI Math"}]
    assert not Post.objects.exclude(retagged="").exists(), "their text says so itself"
    assert topic_called(cohort, "선형대수") == cohort.topics.get(slug="선형대수").pk != math.pk
    assert names_of(make_post(author, cohort, topics=["선형-대수"])) == {"선형대수"}
    with pytest.raises(CannotUndo, match="gone"):
        undo_change(change=merge, actor=organiser)
    assert recount(cohort=cohort) == 0
    undo_change(change=change, actor=organiser)
    assert topics_of(cohort)[: len(merged)] == merged
    assert where(cohort, organiser, "선형대수") == "/c/ai-tech/topics/ai-math/"
    undo_change(change=merge, actor=organiser)
    assert {row for row in topics_of(cohort) if row[0] != Post.objects.latest("pk").pk} == set(before)
    assert recount(cohort=cohort) == 0


def test_names_that_differ_in_signs_only_stay_apart(cohort, organiser, author):
    post = make_post(author, cohort, topics=["C"])
    [c] = find_topics(cohort=cohort, names=["C"])
    changes = []
    for name, slug in (("C++", "cpp"), ("C#", "csharp")):
        changes.append(split(c, name, [make_post(author, cohort, topics=["C"])], organiser))
        assert where(cohort, organiser, slug) == f"/c/ai-tech/topics/{slug}/"
    assert names_of(post) == {"C"}
    for change in changes:
        undo_change(change=change, actor=organiser)
    for slug in ("c", "cpp", "csharp", "c++"):
        assert where(cohort, organiser, slug) == "/c/ai-tech/topics/c/", slug
    assert cohort.topics.count() == 1


def test_posts_may_join_a_topic_that_is_there_and_come_back(cohort, organiser, author, math):
    algebra = curate_topic(cohort=cohort, name="Algebra", position=2, aliases=["대수"])
    theirs, moves, both = (
        make_post(author, cohort, topics=names) for names in (["Algebra"], ["AI Math"], ["AI Math", "대수"])
    )
    before = topics_of(cohort)
    change = split(math, "대수", [moves, both], organiser)
    assert [names_of(post) for post in (theirs, moves, both)] == [{"Algebra"}] * 3
    undo_change(change=change, actor=organiser)
    assert topics_of(cohort) == before
    assert Topic.objects.filter(pk=algebra.pk).exists()
    with pytest.raises(CannotUndo, match="undone"):
        undo_change(change=change, actor=organiser)


def test_what_was_changed_since_is_respected(cohort, organiser, author, math):
    moved, given = (make_post(author, cohort, topics=["AI Math"]) for _ in range(2))
    change = split(math, "Algebra", [moved, given], organiser)
    retag_post(post=given, names=["Git"], by=organiser)
    later = make_post(author, cohort, topics=["algebra"])
    made = cohort.topics.get(name="Algebra")
    rename = rename_topic(topic=made, name="Linear Algebra", actor=organiser)
    with pytest.raises(CannotUndo, match="gone"):
        undo_change(change=change, actor=organiser)
    undo_change(change=cohort.topic_changes.get(kind="renamed"), actor=organiser)
    undo_change(change=change, actor=organiser)
    assert [names_of(post) for post in (moved, given, later)] == [{"AI Math"}, {"Git"}, {"AI Math"}]
    assert not Topic.objects.filter(pk=rename.pk).exists()
    assert recount(cohort=cohort) == 0


def test_refused_splits_change_nothing(cohort, organiser, author, math):
    post = make_post(author, cohort, topics=["AI Math"])
    other = curate_topic(cohort=cohort, name="Algebra", position=2)
    lecture = Lecture.objects.create(cohort=cohort, topic=math, code="4-1", title="One")
    Lecture.objects.create(cohort=cohort, topic=other, code="4-1", title="Other")
    with pytest.raises(SameTopic):
        split(math, "ai-math", [post], organiser)
    with pytest.raises(LecturesClash, match="4-1"):
        split(math, "Algebra", [post], organiser, [lecture.pk])
    assert names_of(post) == {"AI Math"} and not TopicAlias.objects.exists()
    merge_topics(source=Topic.objects.create(cohort=cohort, name="x", key="x", slug="x"), target=other, actor=organiser)
    with pytest.raises(TopicGone):
        split(Topic(pk=10**9, cohort=cohort, name="x", key="x"), "y", [post], organiser)


@pytest.mark.parametrize("seed", range(8))
def test_any_changes_undone_in_any_order_leave_everything_as_it_was(cohort, organiser, author, seed):
    chance = random.Random(seed)
    names = ["a", "b", "c", "d"]
    for _ in range(10):
        make_post(author, cohort, topics=chance.sample(names, chance.randint(1, 3)))
    before = {post.pk: names_of(post) for post in Post.objects.all()}
    for number in range(5):
        source, target = chance.sample(list(cohort.topics.all()), 2)
        if number % 2:
            merge_topics(source=source, target=target, actor=organiser)
        else:
            posts = [link.content_object for link in source.links.all() if chance.random() < 0.5]
            alias = source.aliases.first()
            with suppress(NothingMoves, SameTopic):
                split(
                    source,
                    chance.choice([f"new {number}", target.name, alias.name if alias else "new"]),
                    posts,
                    organiser,
                )
        assert recount(cohort=cohort) == 0
        as_written(cohort)
    changes = list(cohort.topic_changes.all())
    for _ in range(200):
        if changes:
            change = chance.choice(changes)
            with suppress(CannotUndo):  # what was done on top of it is undone first
                undo_change(change=change, actor=organiser)
                changes.remove(change)
                assert recount(cohort=cohort) == 0
                as_written(cohort)
    assert changes == []
    assert {post.pk: names_of(post) for post in Post.objects.all()} == before
    assert {topic.name for topic in cohort.topics.all()} == set(names)


@TRULY
def test_two_splits_and_posts_that_are_edited_meanwhile_lose_nothing(cohort, organiser):
    people = [make_member(cohort) for _ in range(4)]
    posts = [make_post(person, cohort, topics=["a", "b"]) for person in people]
    [a] = find_topics(cohort=cohort, names=["a"])

    def care():
        for _ in range(2):
            with suppress(CannotUndo, NothingMoves):  # the other organiser's stands on it
                undo_change(change=split(a, "c", posts, organiser), actor=organiser)

    at_once([care, care, *(lambda post=post: edit(post, ["a", "b", "d"]) for post in posts)])
    for change in cohort.topic_changes.filter(undone_at=None):
        undo_change(change=change, actor=organiser)
    assert recount(cohort=cohort) == 0
    as_written(cohort)
    assert PostTopic.objects.count() == 12
