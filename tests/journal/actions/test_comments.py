"""Comments: one level of replies, stubs while something hangs on them, and counts that hold."""

import uuid

import pytest

from journal.actions.comments import CommentGone, ParentGone, add_comment, delete_comment, edit_comment
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.questions import Question
from tests.factories import make_cohort, make_comment, make_member, make_post
from tests.journal.actions.test_likes import at_once

pytestmark = pytest.mark.django_db
TRULY = pytest.mark.django_db(transaction=True)  # several connections see each other's commits
BODY = "## 학습 내용\n\nWords\n\n## 회고\n\nWords\n"


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def camper(cohort):
    return make_member(cohort, team=cohort.teams.first())


@pytest.fixture
def post(cohort, camper):
    return make_post(camper, cohort, body=BODY, day=4)


def count_of(post):
    return Post.objects.get(pk=post.pk).comment_count


def test_reply_to_a_reply_hangs_on_the_first_and_takes_its_section(camper, post):
    first = make_comment(camper, post, section=post.toc[0]["anchor"])
    reply = make_comment(camper, post, parent=first, section=post.toc[1]["anchor"])
    deeper = make_comment(camper, post, parent=reply)
    assert {reply.parent, deeper.parent} == {first}
    assert {reply.section, deeper.section} == {first.section}


def test_section_is_remembered_as_it_was_called(camper, post):
    comment = make_comment(camper, post, section=post.toc[1]["anchor"])
    assert comment.section_title == "회고"
    assert make_comment(camper, post, section="nowhere").section == ""


def test_comment_without_replies_goes_whole(camper, post):
    assert delete_comment(comment=make_comment(camper, post)) is None
    assert (Comment.objects.count(), count_of(post)) == (0, 0)


def test_stub_stays_while_a_reply_hangs_on_it_and_goes_with_the_last(camper, post):
    first = make_comment(camper, post, "Regretted")
    replies = [make_comment(camper, post, parent=first) for _ in range(2)]
    stub = delete_comment(comment=first)
    assert (stub.body, stub.html, count_of(post)) == ("", "", 2)
    delete_comment(comment=replies[0])
    assert Comment.objects.filter(pk=first.pk).exists()
    delete_comment(comment=replies[1])
    assert (Comment.objects.count(), count_of(post)) == (0, 0)


def test_deleting_twice_counts_once(camper, post):
    first = make_comment(camper, post)
    make_comment(camper, post, parent=first)
    assert delete_comment(comment=first) is not None
    assert delete_comment(comment=first) is None
    assert count_of(post) == 1


@TRULY
def test_comments_and_deletions_at_once_leave_the_right_count(cohort, camper, post):
    people = [make_member(cohort) for _ in range(8)]
    old = [make_comment(person, post) for person in people]
    say = [lambda p=p: make_comment(p, post) for p in people]
    take_back = [lambda c=c: delete_comment(comment=c) for c in old]
    at_once(say + take_back + take_back)
    assert count_of(post) == Comment.objects.filter(post=post, deleted_at=None).count() == 8


@TRULY
def test_last_replies_deleted_at_once_leave_no_stub(camper, post):
    first = make_comment(camper, post)
    replies = [make_comment(camper, post, parent=first) for _ in range(6)]
    delete_comment(comment=first)
    at_once([lambda c=c: delete_comment(comment=c) for c in replies])
    assert (Comment.objects.count(), count_of(post)) == (0, 0)


@TRULY
def test_reply_and_deletion_at_once_keep_the_reply_or_refuse_it(camper, post):
    for _ in range(5):
        first = make_comment(camper, post)

        def reply(parent=first):
            try:
                return make_comment(camper, post, "Reply", parent=parent)
            except ParentGone:
                return None

        made, _stub = at_once([reply, lambda c=first: delete_comment(comment=c)])
        assert Comment.objects.filter(body="Reply").count() == (1 if made else 0)
        assert count_of(post) == Comment.objects.filter(deleted_at=None).count()
        Comment.objects.all().delete()
        Post.objects.update(comment_count=0)


def test_reply_to_what_is_gone_is_refused(camper, post):
    first = make_comment(camper, post)
    delete_comment(comment=Comment.objects.get(pk=first.pk))
    with pytest.raises(ParentGone):
        make_comment(camper, post, parent=first)
    assert count_of(post) == 0


def test_same_form_is_one_comment_and_another_persons_key_is_no_error(cohort, camper, post):
    key, other = uuid.uuid4(), make_member(cohort)
    made = {add_comment(author=camper, post=post, body="Once", key=key).pk for _ in range(3)}
    theirs = {add_comment(author=other, post=post, body="Once", key=key).pk for _ in range(3)}
    assert (len(made), len(theirs), count_of(post)) == (1, 1, 2)


def test_edited_comment_is_rendered_anew(camper, post):
    comment = edit_comment(comment=make_comment(camper, post, "old"), body="**new**")
    assert "<strong>new</strong>" in comment.html
    assert comment.edited_at and comment.edited_at > comment.created_at


@pytest.mark.parametrize(
    ("role", "state", "expected"),
    [
        ("mentor", "active", "answered"),
        ("organiser", "active", "answered"),
        ("camper", "active", "open"),
        ("mentor", "on_leave", "open"),
    ],
)
def test_only_a_staff_answer_at_the_question_ends_its_waiting(cohort, camper, post, role, state, expected):
    anchor = post.toc[1]["anchor"]
    asked = Question.objects.create(post=post, cohort=cohort, key="why", title="Why?", anchor=anchor, state="open")
    writer = make_member(cohort, role, state=state)
    make_comment(writer, post, section=post.toc[0]["anchor"])
    make_comment(writer, post)
    asked.refresh_from_db()
    assert asked.state == "open"
    make_comment(writer, post, section=anchor)
    asked.refresh_from_db()
    assert asked.state == expected


@pytest.mark.parametrize("answered", [True, False])
def test_an_edit_that_crosses_the_deletion_brings_no_text_back(camper, post, answered):
    comment = make_comment(camper, post)
    if answered:
        make_comment(camper, post, parent=comment)
    delete_comment(comment=Comment.objects.get(pk=comment.pk))
    with pytest.raises(CommentGone):
        edit_comment(comment=comment, body="Written back.")
    assert not Comment.objects.filter(body="Written back.").exists()
