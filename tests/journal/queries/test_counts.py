"""Kept counts equal what reading through `visible_to` would count, for everybody, whatever happens to posts."""

import random
import uuid
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from journal.actions.counts import recount
from journal.actions.hidings import hide_post, lift_hiding
from journal.actions.posts import DayTaken, PostText, delete_post, purge_post, restore_post, save_post, start_post
from journal.actions.topic_merges import CannotUndo, merge_topics, undo_change
from journal.actions.transfers import Arrival, import_post
from journal.actions.upkeep import rerender_posts
from journal.models.counts import TopicDayCount
from journal.models.moderation import Hiding
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.topics import TopicChange
from journal.queries.counts import (
    counts_by_day,
    counts_by_topic,
    counts_by_topic_and_day,
    counts_of_days,
    latest_by_topic,
    topics_with_posts,
)
from journal.queries.topics import topic_rows
from tests.cast import ROLES
from tests.factories import make_post
from tests.guards import query_budget

TOPICS = ("Python", "AI Math", "회고", "c++", "git")
WRITERS = ("author", "team_mate", "camper", "on_leave")


def slow_truth(user, cohort):
    """Return a reader's counts by topic, by topic and day, and by day, and each topic's latest day, post by post."""
    by_topic, by_both, by_day, latest = Counter(), Counter(), Counter(), {}
    seen = Post.objects.visible_to(user).published().filter(cohort=cohort).prefetch_related("topic_links")
    for post in seen:
        by_day[post.study_on] += 1
        for link in post.topic_links.all():
            by_topic[link.tag_id] += 1
            by_both[link.tag_id, post.study_on] += 1
            latest[link.tag_id] = max(post.shown_on, latest.get(link.tag_id, post.shown_on))
    del by_day[None]
    return by_topic, Counter({key: n for key, n in by_both.items() if key[1]}), by_day, latest


def check(cast, cohort, turn=0):
    """Compare every reader's counts with the slow truth; a topic's page is read for one topic a turn."""
    topics = list(cohort.topics.all())
    keys = [topic.pk for topic in topics]
    for role in ROLES:
        user = cast.fresh(role)
        by_topic, by_both, by_day, latest = slow_truth(user, cohort)
        assert counts_by_topic(user, cohort) == by_topic, role
        assert counts_by_topic_and_day(user, cohort, keys) == by_both, role
        assert counts_of_days(user, cohort, cohort.calendar.days) == by_day, role
        assert latest_by_topic(user, cohort, keys) == latest, role
        assert {key for keys in topics_with_posts(user, cohort) for key in keys} == set(by_topic), role
        topic = topics[turn % len(topics)]
        expected = {day: n for (key, day), n in by_both.items() if key == topic.pk}
        assert counts_by_day(user, topic) == expected, (role, topic)
    assert not TopicDayCount.objects.filter(posts__lt=0).exists()


class Deeds:
    """What people may do to posts, at random."""

    def __init__(self, cast, cohort, seed):
        self.cast, self.cohort, self.random = cast, cohort, random.Random(seed)

    def text(self):
        chance = self.random.random
        day = self.cohort.calendar.date_of(self.random.randint(1, 9)) if chance() < 0.8 else None
        topics = self.random.sample(TOPICS, self.random.randint(0, 3))
        visibility = self.random.choice(["mentors", "team", "cohort", "cohort", "public"])
        return PostText("Title", "Words\n" * self.random.randint(1, 3), day, visibility, topics)

    def any_post(self, **columns):
        posts = list(Post.objects.filter(cohort=self.cohort, **columns).order_by("pk"))
        return self.random.choice(posts) if posts else None

    def write(self):
        author = self.cast.people[self.random.choice(WRITERS)]
        publish = self.random.random() < 0.8
        start_post(author=author, cohort=self.cohort, key=uuid.uuid4(), text=self.text(), publish=publish)

    def edit(self):
        if post := self.any_post(deleted_at=None):
            text = replace(self.text(), visibility=self.random.choice(["mentors", "team", "cohort", "public"]))
            publish = self.random.random() < 0.8
            save_post(post=post, editor=post.author, text=text, version=post.working_copy.version, publish=publish)

    def bring_in(self):
        moment = datetime(2021, 8, self.random.randint(2, 30), 12, tzinfo=UTC)
        arrival = Arrival("a.md", "d", uuid.uuid4(), self.text(), publish=True, published_at=moment)
        import_post(author=self.cast.camper, cohort=self.cohort, arrival=arrival)

    def delete(self):
        if post := self.any_post(deleted_at=None):
            delete_post(post=post)

    def hide(self):
        if post := self.any_post(published_at__isnull=False, deleted_at=None):
            hide_post(post=post, by=self.cast.organiser, reason="Not for others.")

    def lift(self):
        if hidings := list(Hiding.objects.standing().filter(cohort=self.cohort).order_by("pk")):
            lift_hiding(hiding=self.random.choice(hidings), by=self.cast.staff)

    def restore(self):
        if post := self.any_post(deleted_at__isnull=False):
            restore_post(post=post)

    def purge(self):
        if post := self.any_post(deleted_at__isnull=False):
            purge_post(post=post)

    def purge_what_stands(self):
        if post := self.any_post(deleted_at=None):
            purge_post(post=post)

    def change_team(self):
        member = Membership.objects.get(cohort=self.cohort, user=self.cast.people[self.random.choice(WRITERS)])
        member.team = self.random.choice([None, *self.cohort.teams.all()])
        member.save()

    def merge(self):
        topics = list(self.cohort.topics.order_by("pk"))
        if len(topics) > 2:
            source, target = self.random.sample(topics, 2)
            merge_topics(source=source, target=target, actor=self.cast.organiser)

    def undo(self):
        if changes := list(TopicChange.objects.filter(cohort=self.cohort, undone_at=None).order_by("pk")):
            undo_change(change=self.random.choice(changes), actor=self.cast.organiser)

    def rerender(self):
        list(rerender_posts(every=True))

    def one(self):
        common, rare = (self.write, self.edit, self.delete, self.restore), (
            self.purge, self.purge_what_stands, self.bring_in, self.change_team, self.rerender, self.merge, self.undo,
            self.hide, self.hide, self.lift,
        )  # fmt: skip
        deed = self.random.choice(common if self.random.random() < 0.75 else rare)
        with suppress(DayTaken, CannotUndo):
            deed()
        return deed.__name__


@pytest.mark.parametrize("seed", range(4))
def test_counts_equal_the_slow_truth_for_every_role_whatever_happens(cast, seed):
    deeds = Deeds(cast, cast.cohort, seed)
    done = []
    for turn in range(12):
        done += [deeds.one() for _ in range(8)]
        check(cast, cast.cohort, turn)
    assert recount(cohort=cast.cohort) == 0, done


@pytest.mark.parametrize("state", ["draft", "ended", "archived"])
def test_counts_follow_the_state_of_the_cohort(cast, state):
    deeds = Deeds(cast, cast.cohort, 7)
    for _ in range(30):
        deeds.one()
    cast.cohort.state = state
    cast.cohort.save()
    check(cast, cast.cohort)


def test_counts_follow_who_reads(cast):
    """Other teams, roles and states of the readers change no count, but which of them are added up."""
    for role in WRITERS:
        for day, visibility in enumerate(("mentors", "team", "cohort"), start=11):
            make_post(cast.people[role], cast.cohort, day=day, visibility=visibility, topics=["Python"])
    teams = list(cast.cohort.teams.all())
    for turn, role in enumerate(("author", "team_mate", "mentor", "organiser")):
        membership = Membership.objects.get(cohort=cast.cohort, user=cast.people[role])
        for state in ("on_leave", "withdrawn", "active"):
            membership.state, membership.team = state, teams[1]
            membership.save()
            membership.mentored_teams.set(teams[1:])
            check(cast, cast.cohort, turn)


def test_recount_mends_what_is_wrong_and_says_how_much(cast):
    other = make_post(cast.stranger, cast.other, topics=["x"], day=1)
    TopicDayCount.objects.filter(cohort=cast.cohort, topic=None).update(posts=7)
    days = TopicDayCount.objects.filter(cohort=cast.cohort, topic=None).count()
    assert recount(cohort=cast.cohort) == days
    assert recount(cohort=cast.cohort) == 0
    check(cast, cast.cohort)
    assert counts_by_topic(cast.stranger, cast.other) == {other.topics.get().pk: 1}


def test_topics_counted_anew_leave_the_others_alone(cast):
    make_post(cast.author, cast.cohort, day=9, topics=["Python", "git"])
    python, git = cast.cohort.topics.get(name="Python"), cast.cohort.topics.get(name="git")
    TopicDayCount.objects.filter(topic=git).update(posts=5)
    assert recount(cohort=cast.cohort, topics=[python.pk]) == 0
    assert recount(cohort=cast.cohort, topics=[git.pk]) == 2
    check(cast, cast.cohort)


def test_counting_costs_the_same_for_one_post_and_for_thirty(cast):
    def cost():
        user = cast.fresh("organiser")
        with query_budget(6) as seen:
            topic_rows(user, cast.cohort)
        return len(seen)

    one = cost()
    for day in range(1, 31):
        make_post(cast.camper, cast.cohort, day=day, topics=[f"t{day}", "Python"])
    assert cost() == one
