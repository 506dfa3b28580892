"""Who left a team still reads what it had shared by then, and nothing since; the new team reads none of it."""

import pytest
from django.test import Client

from journal.actions.counts import recount
from journal.actions.members import change_role, change_state, move_members
from journal.actions.posts import PostText, save_post
from journal.actions.topics import curate_topic
from journal.models.comments import Comment
from journal.models.counts import TopicDayCount
from journal.models.curriculum import Lecture
from journal.models.notifications import Kind
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.readers import readers_in
from journal.queries.counts import counts_by_topic, counts_of_days
from journal.queries.gate import allowed
from journal.queries.lectures import note_counts
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db


def key(cast, role: str) -> int:
    return Membership.objects.get(cohort=cast.cohort, user=cast.people[role]).pk


def move(cast, role: str, team: str) -> None:
    move_members(
        cohort=cast.cohort, members=[key(cast, role)], team=cast.cohort.teams.get(name=team), by=cast.organiser
    )


def shared(cast, by: str, title: str, visibility: str = "team", day: int = 9) -> Post:
    return make_post(cast.fresh(by), cast.cohort, title=title, body="## 학습 내용\n\n### Python\n\n- 4-1 zqteam", day=day, visibility=visibility,
                     topics=["zqtopic"])  # fmt: skip


def publish(post: Post, visibility: str) -> Post:
    post = Post.objects.select_related("cohort", "author").get(pk=post.pk)
    text = PostText(title=post.title, body=post.body, study_on=post.study_on, visibility=visibility, topics=["zqtopic"])
    return save_post(post=post, editor=post.author, text=text, version=post.version, publish=True)


@pytest.fixture
def moved(cast):
    """Bora was in team 1 with Minji, and is in team 2 with Sol now."""
    python = curate_topic(cohort=cast.cohort, name="Python", position=1)
    Lecture.objects.create(cohort=cast.cohort, topic=python, code="4-1", title="zqteam")
    posts = {"then": shared(cast, "author", "Then"), "mentors": shared(cast, "author", "Mentors", "mentors", day=8)}
    posts["widened"] = shared(cast, "author", "Widened", "mentors", day=7)
    posts["own"] = shared(cast, "team_mate", "Own")
    move(cast, "team_mate", "2조")
    posts["since"] = shared(cast, "author", "Since", day=10)
    posts["new own"] = shared(cast, "team_mate", "New own", day=10)
    posts["widened"] = publish(posts["widened"], "team")
    posts["then"] = publish(posts["then"], "team")  # edited since, and shared as before
    return {name: Post.objects.select_related("cohort").get(pk=post.pk) for name, post in posts.items()}


READS = {
    "team_mate": {"then", "own", "new own"},
    "author": {"then", "mentors", "widened", "own", "since"},
    "camper": {"new own"},
    "mentor": {"then", "mentors", "widened", "own", "since"},
    "other_mentor": {"new own"},
    "stranger": set(),
    "withdrawn": set(),
}


@pytest.mark.parametrize("role", READS)
def test_everybody_reads_what_was_shared_with_them_and_every_count_agrees(cast, moved, role):
    person, keys = cast.fresh(role), [post.pk for post in moved.values()]
    seen = Post.objects.visible_to(person).filter(pk__in=keys)
    assert {name for name, post in moved.items() if post in seen} == READS[role]
    client = Client()
    client.force_login(person)
    opened = {name for name, post in moved.items() if client.get(post.get_absolute_url()).status_code == 200}
    assert opened == READS[role]
    reader = readers_in(cast.cohort.pk, [person.pk]).get(person.pk)
    told = {name for name, post in moved.items() if allowed([person.pk], Kind.COMMENT, cohort=cast.cohort, post=post)}
    assert told == READS[role] and (reader is None) == (role in ("stranger", "withdrawn"))
    topic = cast.cohort.topics.get(key="zqtopic").pk
    assert counts_by_topic(person, cast.cohort).get(topic, 0) == len(READS[role])
    day = cast.cohort.calendar.date_of(9)
    mine = Post.objects.visible_to(person).published().filter(cohort=cast.cohort, study_on=day).count()
    assert counts_of_days(person, cast.cohort, [day]).get(day, 0) == mine
    assert sum(note_counts(person, cast.cohort).values()) == len(READS[role])
    found = client.get(f"/c/{cast.cohort.slug}/search/?q=zqteam").content.decode()
    if role not in ("stranger", "withdrawn"):
        assert {name for name, post in moved.items() if f"/posts/{post.pk}/" in found} == READS[role]


def test_moving_forty_leaves_posts_and_counts_where_they_are(cast, moved):
    before = set(TopicDayCount.objects.values_list("topic", "shown_on", "visibility", "team", "posts"))
    keys = [key(cast, role) for role in ("author", "on_leave", "graduated")]
    move_members(cohort=cast.cohort, members=keys, team=None, by=cast.organiser)
    assert set(TopicDayCount.objects.values_list("topic", "shown_on", "visibility", "team", "posts")) == before
    assert recount(cohort=cast.cohort) == 0
    assert moved["then"] in Post.objects.visible_to(cast.fresh("author"))


def test_who_comes_back_and_goes_again_reads_until_the_second_time(cast, moved):
    move(cast, "team_mate", "1조")
    assert moved["since"] in Post.objects.visible_to(cast.fresh("team_mate"))
    move(cast, "team_mate", "2조")
    later = shared(cast, "author", "Later", day=11)
    seen = Post.objects.visible_to(cast.fresh("team_mate"))
    assert moved["since"] in seen and moved["widened"] in seen and later not in seen


def test_who_becomes_a_mentor_still_reads_it_and_who_withdraws_does_not(cast, moved):
    change_role(cohort=cast.cohort, members=[key(cast, "team_mate")], role="mentor", by=cast.organiser)
    seen = Post.objects.visible_to(cast.fresh("team_mate"))
    assert moved["then"] in seen and moved["since"] not in seen
    comment = make_comment(cast.mentor, moved["then"], "zqsaid")
    assert comment in Comment.objects.visible_to(cast.fresh("team_mate"))
    change_state(cohort=cast.cohort, members=[key(cast, "team_mate")], state="withdrawn", by=cast.organiser)
    seen = set(Post.objects.visible_to(cast.fresh("team_mate")))
    assert moved["then"] not in seen and moved["own"] in seen


def test_a_draft_is_of_the_team_in_which_it_is_published(cast):
    draft = make_post(cast.fresh("team_mate"), cast.cohort, title="Draft", day=12, visibility="team", publish=False)
    move(cast, "team_mate", "2조")
    post = publish(draft, "team")
    assert post.team.name == "2조"
    assert post in Post.objects.visible_to(cast.fresh("camper"))
    assert post not in Post.objects.visible_to(cast.fresh("author"))
    move(cast, "team_mate", "1조")
    assert publish(post, "team").team.name == "2조"
