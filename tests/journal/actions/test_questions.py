"""Who hears of questions: mentors of what is asked, who asks of what became of it, and nobody else."""

import pytest

from journal.actions.questions import ask_at_heading, ask_for_feedback, join_question, reopen_question, resolve_question
from journal.actions.telling import tell_of_comment
from journal.models.notifications import Notification
from journal.models.posts import Post
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db
BODY = "## 학습\n\n> [!QUESTION]\n> 왜 느린가요?\n"


@pytest.fixture
def first(cast):
    return make_post(cast.author, cast.cohort, title="First", body=BODY, day=10).questions.get()


@pytest.fixture
def second(cast):
    return make_post(cast.camper, cast.cohort, title="Second", body=BODY, day=10).questions.get()


def told():
    """Who was told what since the last time."""
    rows = sorted(Notification.objects.values_list("recipient__handle", "kind"))
    Notification.objects.all().delete()
    return rows


def test_resolving_tells_who_asked_and_moves_nothing(cast, first):
    make_comment(cast.team_mate, first.post, "Me too.", section=first.anchor)
    before = Post.objects.values().get(pk=first.post_id)
    resolve_question(question=first, by=cast.mentor)
    assert told() == [("minji", "resolved")]
    assert Post.objects.values().get(pk=first.post_id) == before
    resolve_question(question=first, by=cast.organiser)  # a second time
    reopen_question(question=first, by=cast.mentor)
    assert told() == []


def test_who_resolves_their_own_hears_nothing(cast, first):
    resolve_question(question=first, by=cast.author)
    assert told() == []


def test_who_asked_the_same_hears_of_the_answer_and_of_its_end(cast, first, second):
    join_question(question=second, into=first, by=cast.mentor)
    answer = make_comment(cast.mentor, first.post, "Because.", section=first.anchor)
    tell_of_comment(comment=answer.pk)
    assert told() == [("minji", "answer"), ("sol", "answer")]
    first.refresh_from_db()
    resolve_question(question=first, by=cast.mentor)
    assert told() == [("minji", "resolved"), ("sol", "resolved")]


def test_mentors_of_the_team_hear_of_a_marked_heading_and_of_a_request_once(cast):
    post = make_post(cast.author, cast.cohort, body="## 왜 느린가\n\nText.\n", day=11)
    for _time in range(2):
        ask_at_heading(post=post, anchor=post.toc[0]["anchor"])
    assert told() == [("seoyeon", "asked")]
    for _time in range(2):
        ask_for_feedback(post=post)
    assert told() == [("seoyeon", "asked")]
