"""Who is told of what happens: each person once, as what is nearest to them, and only those who may read it."""

import uuid
from datetime import UTC, datetime

import pytest

from journal.actions.comments import edit_comment
from journal.actions.follows import follow
from journal.actions.posts import PostText, delete_post, restore_post, save_post, start_post
from journal.actions.questions import ask_for_feedback, resolve_question
from journal.actions.subscriptions import change_subscription
from journal.actions.telling import tell_of_post
from journal.models.notifications import Notification, NotificationPreference
from journal.models.posts import Post
from journal.models.questions import Question
from tests.factories import make_comment, make_post
from tests.guards import query_budget
from tests.jobs import run_jobs, waiting_jobs

pytestmark = pytest.mark.django_db
ASKS = "## 학습 내용\n\n> [!QUESTION]\n> 왜 0으로 나눌까요?\n"


@pytest.fixture(autouse=True)
def nothing_told(cast):
    """Whatever making the cast told was read long ago."""
    run_jobs()
    Notification.objects.all().delete()


def heard(cast) -> set[tuple[str, str]]:
    """Run what was left, and return who was told since (their role) as what kind."""
    run_jobs()
    roles = {user.pk: role for role, user in cast.people.items() if user}
    told = {(roles[each.recipient_id], each.kind) for each in Notification.objects.all()}
    Notification.objects.all().delete()
    return told


def save(post, editor=None, publish=True, **changes):
    post = Post.objects.get(pk=post.pk)
    text = {"title": post.title, "body": post.body, "study_on": post.study_on, "visibility": post.visibility, **changes}
    version = post.working_copy.version
    return save_post(post=post, editor=editor or post.author, text=PostText(**text), version=version, publish=publish)


def test_author_and_subscribers_hear_of_a_comment_and_its_author_does_not(cast):
    post = cast.posts["cohort"]
    make_comment(cast.team_mate, post)
    assert heard(cast) == {("author", "comment")}
    make_comment(cast.mentor, post)
    assert heard(cast) == {("author", "comment"), ("team_mate", "comment")}
    make_comment(cast.author, post)
    assert heard(cast) == {("team_mate", "comment"), ("mentor", "comment")}


def test_whoever_wants_to_hear_no_more_of_a_post_does_not(cast):
    post = cast.posts["cohort"]
    make_comment(cast.team_mate, post)
    for user in (cast.team_mate, cast.author):
        change_subscription(user=user, post=post, is_wanted=False)
    heard(cast)
    make_comment(cast.mentor, post)
    assert heard(cast) == set()


def test_each_hears_once_as_what_is_nearest(cast):
    post = cast.posts["cohort"]
    first = make_comment(cast.team_mate, post)
    heard(cast)
    make_comment(cast.mentor, post, "@bora 님, @minji 님", parent=first)
    assert heard(cast) == {("team_mate", "mention"), ("author", "mention")}
    make_comment(cast.mentor, post, "Yes.", parent=first)
    assert heard(cast) == {("team_mate", "reply"), ("author", "comment")}


@pytest.mark.parametrize(("visibility", "hears"), [
    ("mentors", set()), ("team", {"team_mate"}), ("cohort", {"team_mate", "camper"}), ("public", {"team_mate", "camper"}),
])  # fmt: skip
def test_only_who_may_read_a_post_is_told_of_being_mentioned(cast, visibility, hears):
    make_comment(cast.mentor, cast.posts[visibility], "@bora @sol @jiho @wonho @nobody")
    assert {role for role, kind in heard(cast) if kind == "mention"} == hears


def test_an_edit_tells_only_whom_it_mentions_anew(cast):
    comment = make_comment(cast.mentor, cast.posts["cohort"], "@bora")
    heard_first = heard_without_forgetting(cast)
    assert ("team_mate", "mention") in heard_first
    Notification.objects.update(read_at=datetime.now(UTC))
    edit_comment(comment=comment, body="@bora and @sol")
    run_jobs()
    assert [(told.recipient, told.kind) for told in Notification.objects.unread()] == [(cast.camper, "mention")]


def heard_without_forgetting(cast) -> set[tuple[str, str]]:
    run_jobs()
    roles = {user.pk: role for role, user in cast.people.items() if user}
    return {(roles[each.recipient_id], each.kind) for each in Notification.objects.all()}


def test_a_post_tells_whom_it_mentions_once(cast):
    post = make_post(cast.author, cast.cohort, body="@bora 님과 함께")
    assert ("team_mate", "mention") in heard_without_forgetting(cast)
    Notification.objects.update(read_at=datetime.now(UTC))
    save(post, body="@bora 님, @sol 님과 함께")
    run_jobs()
    assert [told.recipient for told in Notification.objects.unread()] == [cast.camper]


def test_publishing_from_a_draft_tells_followers_once(cast):
    follow(follower=cast.camper, person=cast.author)
    post = make_post(cast.author, cast.cohort, publish=False)
    save(post, publish=False, body="More.")
    assert heard_without_forgetting(cast) == set()
    save(post)
    assert heard_without_forgetting(cast) == {("camper", "followed")}
    Notification.objects.update(read_at=datetime.now(UTC))
    save(post, body="Changed.")
    delete_post(post=Post.objects.get(pk=post.pk))
    restore_post(post=Post.objects.get(pk=post.pk))
    save(post, publish=False, body="A draft of it.")
    save(post, body="Published again.")
    assert heard_without_forgetting(cast) == {("camper", "followed")}
    assert not Notification.objects.unread().exists()


def test_followers_of_a_topic_and_a_person_hear_once_and_only_of_what_they_may_read(cast):
    topic = cast.cohort.topics.get(slug="python")
    for user in (cast.camper, cast.team_mate, cast.stranger, cast.withdrawn):
        follow(follower=user, person=cast.author)
        follow(follower=user, topic=topic)
    make_post(cast.author, cast.cohort, topics=["Python"], visibility="team")
    assert heard(cast) == {("team_mate", "followed")}
    make_post(cast.author, cast.cohort, topics=["Python"], visibility="mentors")
    assert heard(cast) == set()


def test_what_was_published_elsewhere_before_is_no_news(cast):
    follow(follower=cast.camper, person=cast.author)
    text = PostText(title="Old", body="@sol", study_on=None, visibility="cohort")
    moment = datetime(2021, 8, 3, tzinfo=UTC)
    start_post(author=cast.author, cohort=cast.cohort, key=uuid.uuid4(), text=text, publish=True, published_at=moment)
    post = make_post(cast.author, cast.cohort, body="@sol")
    Post.objects.filter(pk=post.pk).update(imported_at=datetime.now(UTC))
    assert heard(cast) == set()


def test_mentors_of_the_team_hear_of_questions_and_of_those_once(cast):
    post = make_post(cast.author, cast.cohort, body=ASKS, topics=["Python"])
    follow(follower=cast.mentor, person=cast.author)
    assert heard_without_forgetting(cast) == {("mentor", "asked")}
    Notification.objects.update(read_at=datetime.now(UTC))
    save(post, body=ASKS + "\n더 쓴 글\n")
    run_jobs()
    assert not Notification.objects.unread().exists()
    save(post, body=ASKS + "\n> [!QUESTION]\n> 그럼 1로는요?\n")
    run_jobs()
    assert [(told.recipient, told.kind) for told in Notification.objects.unread()] == [(cast.mentor, "asked")]


def test_mentors_hear_of_a_request_for_feedback_and_of_a_comment_that_asks(cast):
    ask_for_feedback(post=cast.posts["team"])
    assert heard(cast) == {("mentor", "asked")}
    make_comment(cast.camper, cast.posts["cohort"], "왜 그런가요?", asks=True)
    assert heard(cast) == {("mentor", "asked"), ("author", "comment")}


def test_who_asked_hears_of_the_answer_and_of_its_being_resolved(cast):
    post = make_post(cast.author, cast.cohort, body=ASKS)
    question = Question.objects.get(post=post)
    heard(cast)
    make_comment(cast.camper, post, "I do not know either.", section=question.anchor)
    assert heard(cast) == {("author", "comment")}
    make_comment(cast.mentor, post, "Because.", section=question.anchor)
    assert ("author", "answer") in heard(cast)
    for by in (cast.mentor, cast.organiser):
        resolve_question(question=Question.objects.select_related("post__cohort").get(pk=question.pk), by=by)
    assert heard(cast) == {("author", "resolved")}


def test_whoever_resolves_their_own_question_is_told_nothing(cast):
    post = make_post(cast.author, cast.cohort, body=ASKS)
    heard(cast)
    resolve_question(question=Question.objects.select_related("post__cohort").get(post=post), by=cast.author)
    assert heard(cast) == set()


def test_a_job_that_runs_twice_tells_once(cast):
    follow(follower=cast.camper, person=cast.author)
    post = make_post(cast.author, cast.cohort, body=f"@bora\n\n{ASKS}")
    run_jobs()
    before = list(Notification.objects.values_list("pk", "actors", "comments"))
    assert len(before) == 3
    Notification.objects.update(read_at=datetime.now(UTC))
    tell_of_post(post=post.pk, is_first=True)
    assert list(Notification.objects.values_list("pk", "actors", "comments")) == before


def test_telling_is_left_to_one_job_that_costs_the_same_for_any_number(cast):
    for user in (cast.camper, cast.team_mate, cast.mentor, cast.organiser):
        follow(follower=user, person=cast.author)
    post = make_post(cast.author, cast.cohort)
    assert waiting_jobs("tell_of_post") == [{"post": post.pk, "is_first": True}]
    with query_budget(6):
        tell_of_post(post=post.pk, is_first=True)
    assert Notification.objects.count() == 4


def test_who_wants_no_mentions_still_hears_of_comments_on_their_posts(cast):
    for kind in ("mention", "reply"):
        NotificationPreference.objects.create(user=cast.author, kind=kind, channel="none")
    make_comment(cast.camper, cast.posts["cohort"], "@minji, 이 줄이 궁금해요.")
    assert ("author", "comment") in heard(cast)
    post = make_post(cast.author, cast.cohort, title="Calls", body="@sol 고마워요.", day=11)
    follow(follower=cast.camper, person=cast.author)
    NotificationPreference.objects.create(user=cast.camper, kind="mention", channel="none")
    run_jobs()
    Notification.objects.all().delete()
    tell_of_post(post=post.pk, is_first=True)
    assert ("camper", "followed") in heard(cast)
