"""Merging topics moves everything, and undoing gives everything back."""

import random
import uuid
from contextlib import suppress

import pytest

from journal.actions import counts
from journal.actions.counts import recount
from journal.actions.follows import follow
from journal.actions.posts import PostText, delete_post, save_post, start_post
from journal.actions.topic_merges import CannotUndo, LecturesClash, SameTopic, merge_topics, undo_change
from journal.actions.topic_names import TopicGone, add_alias
from journal.actions.topics import curate_topic, find_topics
from journal.models.curriculum import Lecture
from journal.models.follows import Follow
from journal.models.posts import Post
from journal.models.topics import PostTopic, Topic, TopicAlias
from tests.factories import make_cohort, make_member, make_post
from tests.journal.actions.test_likes import at_once
from tests.journal.actions.test_topic_names import where

pytestmark = pytest.mark.django_db
TRULY = pytest.mark.django_db(transaction=True)  # several connections see each other's commits


@pytest.fixture
def cohort():
    return make_cohort("ai-tech")


@pytest.fixture
def organiser(cohort):
    return make_member(cohort, "organiser")


@pytest.fixture
def author(cohort):
    return make_member(cohort)


def topics_of(cohort):
    """Return which topics each post has, with their places."""
    links = PostTopic.objects.filter(cohort=cohort).values_list("content_object", "tag", "position", "shown_on")
    return sorted(links)


def names_of(post):
    return {link.tag.name for link in post.topic_links.all()}


def edit(post, topics):
    text = PostText(post.title, post.body, post.study_on, post.visibility, topics)
    return save_post(post=post, editor=post.author, text=text, version=post.version, publish=True)


def test_everything_moves_to_the_target(cohort, organiser, author):
    target = curate_topic(cohort=cohort, name="Python", position=1)
    source = curate_topic(cohort=cohort, name="파이썬", position=2, aliases=["py"])
    only, both = (make_post(author, cohort, topics=names) for names in (["파이썬"], ["파이썬", "Python"]))
    trashed = delete_post(post=make_post(author, cohort, topics=["파이썬"]))
    lecture = Lecture.objects.create(cohort=cohort, topic=source, code="1", title="One")
    follow(follower=author, topic=source)
    for topic in (source, target):
        follow(follower=organiser, topic=topic)
    merge_topics(source=source, target=target, actor=organiser)
    assert [names_of(post) for post in (only, both, trashed)] == [{"Python"}] * 3
    lecture.refresh_from_db()
    assert lecture.topic == target
    assert set(Follow.objects.values_list("follower", "topic")) == {(author.pk, target.pk), (organiser.pk, target.pk)}
    assert set(TopicAlias.objects.values_list("name", "topic")) == {("파이썬", target.pk), ("py", target.pk)}
    assert not Topic.objects.filter(pk=source.pk).exists()
    assert recount(cohort=cohort) == 0


def test_names_and_addresses_of_the_source_lead_to_the_target_from_now_on(cohort, organiser, author):
    make_post(author, cohort, topics=["Pyton", "Python", "cpp", "C++"])
    python, pyton, cpp = (cohort.topics.get(name=name) for name in ("Python", "Pyton", "cpp"))
    assert cpp.slug == "cpp-2"  # C++ had that address before
    merge_topics(source=pyton, target=python, actor=organiser)
    merge_topics(source=cpp, target=python, actor=organiser)
    for slug in ("pyton", "Pyton", "cpp-2"):
        assert where(cohort, organiser, slug) == "/c/ai-tech/topics/python/", slug
    assert names_of(make_post(author, cohort, topics=["pyton", "cpp"])) == {"Python"}


def test_undoing_gives_every_post_the_topics_that_it_had(cohort, organiser, author):
    target, source = find_topics(cohort=cohort, names=["Python", "Pyton"])
    add_alias(topic=source, name="pyt")
    for names in (["Pyton"], ["Python"], ["Git", "Pyton", "Python"], ["Python", "Pyton"], ["Git"]):
        make_post(author, cohort, topics=names)
    lecture = Lecture.objects.create(cohort=cohort, topic=source, code="1", title="One")
    people = [make_member(cohort) for _ in range(3)]
    for person, followed in zip(people, ([source], [target], [source, target]), strict=True):
        for topic in followed:
            follow(follower=person, topic=topic)
    follows = set(Follow.objects.values_list("follower", "topic"))
    before, columns = topics_of(cohort), Topic.objects.values().get(pk=source.pk)
    change = merge_topics(source=source, target=target, actor=organiser)
    undone = undo_change(change=change, actor=organiser)
    assert topics_of(cohort) == before
    assert Topic.objects.values().get(pk=source.pk) == columns
    assert (undone.restored, undone.as_written) == (3, 0)
    assert set(Follow.objects.values_list("follower", "topic")) == follows
    assert list(TopicAlias.objects.values_list("name", "topic")) == [("pyt", source.pk)]
    lecture.refresh_from_db()
    assert lecture.topic_id == source.pk
    assert where(cohort, organiser, "pyton") == "/c/ai-tech/topics/pyton/"
    assert recount(cohort=cohort) == 0


def test_posts_written_or_edited_since_have_what_their_text_says(cohort, organiser, author):
    source_only, edited, dropped, untouched = (make_post(author, cohort, topics=["Pyton"]) for _ in range(4))
    make_post(author, cohort, topics=["Python"])
    source, target = (cohort.topics.get(name=name) for name in ("Pyton", "Python"))
    change = merge_topics(source=source, target=target, actor=organiser)
    edit(edited, ["pyton", "Git"])
    edit(dropped, ["Git"])
    edit(source_only, ["Python"])
    later, both = (make_post(author, cohort, topics=names) for names in (["Pyton"], ["Python", "Pyton"]))
    undone = undo_change(change=change, actor=organiser)
    found = {post.pk: names_of(post) for post in Post.objects.all()}
    assert found[untouched.pk] == {"Pyton"}
    assert found[edited.pk] == {"Pyton", "Git"}
    assert found[dropped.pk] == {"Git"}
    assert found[source_only.pk] == {"Python"}
    assert found[later.pk] == {"Pyton"}
    assert found[both.pk] == {"Python", "Pyton"}
    assert (undone.restored, undone.as_written) == (1, 3)
    assert recount(cohort=cohort) == 0


@pytest.mark.parametrize("seed", range(6))
def test_merges_undone_in_any_order_leave_everything_as_it_was(cohort, organiser, author, seed):
    chance = random.Random(seed)
    names = ["a", "b", "c", "d", "e"]
    for _ in range(12):
        make_post(author, cohort, topics=chance.sample(names, chance.randint(1, 4)))
    before, kept = topics_of(cohort), sorted(Topic.objects.values_list())
    changes = []
    for _ in range(3):
        source, target = chance.sample(list(cohort.topics.all()), 2)
        changes.append(merge_topics(source=source, target=target, actor=organiser))
        assert recount(cohort=cohort) == 0
    while changes:
        change = chance.choice(changes)
        with suppress(CannotUndo):  # what was merged on is undone after that
            undo_change(change=change, actor=organiser)
            changes.remove(change)
            assert recount(cohort=cohort) == 0
    assert topics_of(cohort) == before
    assert sorted(Topic.objects.values_list()) == kept
    assert not TopicAlias.objects.exists()


def test_two_merges_into_one_undone_in_their_order_give_both_back(cohort, organiser, author):
    post = make_post(author, cohort, topics=["A", "C"])
    make_post(author, cohort, topics=["B"])
    a, b, c = (cohort.topics.get(name=name) for name in "ABC")
    first = merge_topics(source=a, target=b, actor=organiser)
    second = merge_topics(source=c, target=b, actor=organiser)
    undo_change(change=first, actor=organiser)
    undo_change(change=second, actor=organiser)
    assert names_of(post) == {"A", "C"}
    assert recount(cohort=cohort) == 0


def test_target_that_was_merged_on_is_given_back_first(cohort, organiser, author):
    make_post(author, cohort, topics=["a", "b", "c"])
    a, b, c = cohort.topics.order_by("name")
    first = merge_topics(source=a, target=b, actor=organiser)
    second = merge_topics(source=b, target=c, actor=organiser)
    with pytest.raises(CannotUndo, match="gone"):
        undo_change(change=first, actor=organiser)
    undo_change(change=second, actor=organiser)
    undo_change(change=first, actor=organiser)
    assert {topic.name for topic in cohort.topics.all()} == {"a", "b", "c"}


def test_name_that_another_topic_has_by_now_is_not_taken_from_it(cohort, organiser, author):
    make_post(author, cohort, topics=["a", "b"])
    a, b = cohort.topics.order_by("name")
    change = merge_topics(source=a, target=b, actor=organiser)
    TopicAlias.objects.get(name="a").delete()
    find_topics(cohort=cohort, names=["a"])
    with pytest.raises(CannotUndo, match="taken"):
        undo_change(change=change, actor=organiser)


def test_curated_topic_stays_curated_whatever_it_is_merged_into(cohort, organiser):
    source = curate_topic(cohort=cohort, name="Python", position=3, hue=2)
    [target] = find_topics(cohort=cohort, names=["py"])
    change = merge_topics(source=source, target=target, actor=organiser)
    target.refresh_from_db()
    assert (target.is_curated, target.position, target.hue) == (True, 3, 2)
    undo_change(change=change, actor=organiser)
    target.refresh_from_db()
    assert (target.is_curated, target.position, target.hue) == (False, 0, 0)


def test_topic_is_not_merged_with_itself_nor_over_a_lecture_s_code(cohort, organiser):
    one, two = (curate_topic(cohort=cohort, name=name, position=1) for name in ("a", "b"))
    with pytest.raises(SameTopic):
        merge_topics(source=one, target=one, actor=organiser)
    for topic in (one, two):
        Lecture.objects.create(cohort=cohort, topic=topic, code="4-1", title="One")
    with pytest.raises(LecturesClash, match="4-1"):
        merge_topics(source=one, target=two, actor=organiser)


def test_every_table_that_names_a_topic_moves_with_it():
    """A new table with a topic has to be thought of in a merge."""
    fields = Topic._meta.get_fields(include_hidden=True)
    related = {
        f"{each.related_model.__name__}.{each.field.name}" for each in fields if each.auto_created and each.is_relation
    }
    assert related - {"Post.topics"} == {
        "PostTopic.tag", "TopicAlias.topic", "Lecture.topic", "Follow.topic", "TopicDayCount.topic",
        "TopicProposal.topic", "TopicChange.topic",
    }  # fmt: skip


@TRULY
def test_two_organisers_who_merge_crosswise_leave_one_topic(cohort, organiser, author):
    make_post(author, cohort, topics=["a", "b"])
    a, b = cohort.topics.order_by("name")

    def merge(source, target):
        with suppress(TopicGone):
            return merge_topics(source=source, target=target, actor=organiser)

    for _turn in range(3):
        changes = [change for change in at_once([lambda: merge(a, b), lambda: merge(b, a)] * 2) if change]
        assert len(changes) == 1
        assert cohort.topics.count() == 1
        assert recount(cohort=cohort) == 0
        undo_change(change=changes[0], actor=organiser)


@TRULY
def test_what_waited_for_a_merge_was_written_after_it(cohort, organiser, author, monkeypatch):
    make_post(author, cohort, topics=["a", "b"])
    a, b = cohort.topics.order_by("name")
    share, merged = counts.share_topics, []

    def wait_for_a_merge(cohort_id):
        if not merged:
            at_once([lambda: merged.append(merge_topics(source=a, target=b, actor=organiser))])
        share(cohort_id)

    writer = make_member(cohort)
    monkeypatch.setattr(counts, "share_topics", wait_for_a_merge)
    text = PostText("T", "B", cohort.calendar.date_of(2), "cohort", ["a"])
    post = start_post(author=writer, cohort=cohort, key=uuid.uuid4(), text=text, publish=True)
    assert names_of(post) == {"b"}
    undo_change(change=merged.pop(), actor=organiser)
    assert names_of(post) == {"a"}


@TRULY
def test_posts_published_while_topics_are_merged_and_parted_lose_nothing(cohort, organiser):
    people = [make_member(cohort) for _ in range(6)]
    make_post(people[0], cohort, topics=["a", "b", "c"])
    a, b, _c = cohort.topics.order_by("name")

    def write(person, day):
        text = PostText("T", "B", cohort.calendar.date_of(day), "cohort", ["c", "a", "b"][: 1 + day % 3])
        post = start_post(author=person, cohort=cohort, key=uuid.uuid4(), text=text, publish=True)
        edit(post, ["a", "b"])

    def care():
        for _ in range(3):
            undo_change(change=merge_topics(source=a, target=b, actor=organiser), actor=organiser)

    at_once([care, *(lambda p=p, d=d: write(p, d) for d, p in enumerate(people, start=2))])
    assert recount(cohort=cohort) == 0
    assert Post.objects.count() == 7
    for post in Post.objects.exclude(author=people[0]):
        assert names_of(post) == {"a", "b"}
