"""What is hidden: out of everybody's sight but the author's, the organisers' and the staff's, and back where it was."""

import pytest

from journal.actions.comments import CommentGone, delete_comment, edit_comment
from journal.actions.hidings import answer_hiding, hide_comment, hide_post, lift_hiding
from journal.actions.posts import PostText, delete_post, restore_post, save_post
from journal.actions.search import reindex_comments
from journal.actions.waiting import what_waits
from journal.models.comments import Comment
from journal.models.curriculum import LectureCount
from journal.models.moderation import Act, Hiding
from journal.models.notifications import Notification
from journal.models.posts import Post
from journal.models.questions import Question
from journal.models.resources import Resource
from journal.models.search import SearchEntry
from journal.models.waiting import Waiting
from journal.queries.posts import threads_of
from tests.cast import ROLES, VISIBILITIES
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db
ASKS = "## 학습 내용\n\n### Python\n\n- 4-1 Functions\n\n> [!QUESTION]\n> 왜 그런가요?\n"


def hide(cast, post):
    return hide_post(post=post, by=cast.organiser, reason="Names of other people stand in it.")


def readers(cast, post):
    return {role for role in ROLES if Post.objects.visible_to(cast.fresh(role)).filter(pk=post.pk).exists()}


def comment_readers(cast, comment):
    return {role for role in ROLES if Comment.objects.visible_to(cast.fresh(role)).filter(pk=comment.pk).exists()}


@pytest.mark.parametrize("visibility", [each for each in VISIBILITIES if each != "draft"])
def test_hidden_post_is_its_authors_and_the_organisers_until_it_comes_back_where_it_was(cast, visibility):
    post, before = cast.posts[visibility], readers(cast, cast.posts[visibility])
    hiding = hide(cast, post)
    assert readers(cast, post) == {"author", "organiser", "staff"}
    assert not Post.objects.visible_as_member(cast.fresh("staff")).filter(pk=post.pk).exists()
    lift_hiding(hiding=hiding, by=cast.staff)
    assert readers(cast, post) == before
    post.refresh_from_db()
    assert (post.visibility, post.hidden_at, post.meant_for) == (visibility, None, "")


def test_hidden_twice_keeps_the_first_reason_and_lifted_twice_is_lifted_once(cast):
    hiding = hide(cast, cast.posts["cohort"])
    assert hide_post(post=cast.posts["cohort"], by=cast.staff, reason="Another.") == hiding
    assert Hiding.objects.get().reason.startswith("Names")
    first = lift_hiding(hiding=hiding, by=cast.organiser)
    assert lift_hiding(hiding=hiding, by=cast.staff).lifted_by == first.lifted_by == cast.organiser
    assert [act.verb for act in Act.objects.order_by("pk")] == ["hid", "lifted"]
    assert hide(cast, cast.posts["cohort"]) != hiding


def test_author_writes_on_in_a_hidden_post_and_opens_it_to_nobody(cast):
    post = cast.posts["cohort"]
    hiding = hide(cast, post)
    post = Post.objects.get(pk=post.pk)
    text = PostText("Better", "Without names.", post.study_on, "public")
    post = save_post(post=post, editor=cast.author, text=text, version=post.version, publish=True)
    assert readers(cast, post) == {"author", "organiser", "staff"}
    assert (post.chosen_visibility, post.revisions.first().visibility) == ("public", "public")
    again = save_post(post=post, editor=cast.author, text=text, version=post.version, publish=True)
    assert again.chosen_visibility == "public"
    lift_hiding(hiding=hiding, by=cast.organiser)
    assert readers(cast, post) == set(ROLES)


def test_hidden_post_stays_hidden_through_the_trash(cast):
    post = cast.posts["public"]
    hide(cast, post)
    post = Post.objects.get(pk=post.pk)
    restore_post(post=delete_post(post=post))
    assert readers(cast, post) == {"author", "organiser", "staff"}


def test_what_waits_on_a_hidden_post_waits_again_when_it_is_back(cast):
    post = make_post(cast.author, cast.cohort, body=ASKS, day=10)
    before = list(Waiting.objects.filter(post=post).values_list("kind", "visibility", "words"))
    hiding = hide(cast, post)
    assert (len(before), Waiting.objects.filter(post=post).count(), what_waits(posts=[post.pk])) == (1, 0, [])
    lift_hiding(hiding=hiding, by=cast.organiser)
    assert list(Waiting.objects.filter(post=post).values_list("kind", "visibility", "words")) == before


def test_lectures_count_a_hidden_post_for_who_may_read_it(cast):
    topic = cast.cohort.topics.get(name="Python")
    lecture = cast.cohort.lectures.create(topic=topic, code="4-1", title="Functions")
    post = make_post(cast.author, cast.cohort, body=ASKS, day=10)

    def counted(role):
        counts = LectureCount.objects.visible_to(cast.fresh(role)).filter(lecture=lecture)
        return sum(counts.values_list("notes", flat=True))

    assert counted("camper") == 1
    hiding = hide(cast, post)
    assert [counted(role) for role in ("camper", "mentor", "organiser", "staff")] == [0, 0, 1, 1]
    lift_hiding(hiding=hiding, by=cast.organiser)
    assert counted("camper") == 1


def test_hidden_comment_is_its_writers_and_the_organisers(cast):
    post = cast.posts["cohort"]
    comment = make_comment(cast.camper, post, "Rude https://rude.example/")
    hiding = hide_comment(comment=comment, by=cast.organiser, reason="Rude.")
    assert comment_readers(cast, comment) == {"camper", "organiser", "staff"}
    lift_hiding(hiding=hiding, by=cast.organiser)
    assert comment_readers(cast, comment) == comment_readers(cast, make_comment(cast.mentor, post))


def test_hidden_comment_is_not_found_counted_told_or_linked_and_comes_back(cast):
    post = cast.posts["cohort"]
    comment = make_comment(cast.camper, post, "[Rude](https://rude.example/) why?", asks=True)
    told = Notification.objects.create(
        recipient=cast.author, kind="comment", cohort=cast.cohort, post=post, actor=cast.camper, comment=comment,
        actors=[cast.camper.pk], comments=[comment.pk],
    )  # fmt: skip

    def traces():
        return (
            Post.objects.get(pk=post.pk).comment_count,
            SearchEntry.objects.filter(comment=comment).count(),
            Resource.objects.filter(comment=comment).count(),
            Waiting.objects.filter(post=post).count(),
            Question.objects.visible_to(cast.fresh("author")).filter(comment=comment).count(),
        )

    assert traces() == (1, 1, 1, 1, 1)
    hiding = hide_comment(comment=comment, by=cast.organiser, reason="Rude.")
    list(reindex_comments(every=True))
    edit_comment(comment=Comment.objects.get(pk=comment.pk), body="[Ruder](https://ruder.example/) why?")
    assert traces() == (0, 0, 0, 0, 0)
    assert not Notification.objects.filter(pk=told.pk).exists()
    lift_hiding(hiding=hiding, by=cast.organiser)
    assert traces() == (1, 1, 1, 1, 1)


def test_reply_to_a_hidden_comment_stays_in_its_place(cast):
    post = cast.posts["cohort"]
    first = make_comment(cast.camper, post, "Rude")
    reply = make_comment(cast.mentor, post, "Please be kind.", parent=first)
    hide_comment(comment=first, by=cast.organiser, reason="Rude.")
    [thread] = threads_of(cast.fresh("author"), post)
    assert (thread.comment.pk, thread.comment.body, thread.replies) == (first.pk, "", [reply])
    [thread] = threads_of(cast.fresh("organiser"), post)
    assert (thread.comment, thread.comment.body) == (first, "Rude")


def test_hidden_comment_that_is_taken_back_is_counted_out_once(cast):
    post = cast.posts["cohort"]
    first = make_comment(cast.camper, post, "Rude")
    make_comment(cast.mentor, post, "Please be kind.", parent=first)
    hiding = hide_comment(comment=first, by=cast.organiser, reason="Rude.")
    stub = delete_comment(comment=Comment.objects.get(pk=first.pk))
    assert (stub.hidden_at, Post.objects.get(pk=post.pk).comment_count) == (None, 1)
    lift_hiding(hiding=hiding, by=cast.organiser)
    assert Post.objects.get(pk=post.pk).comment_count == 1
    with pytest.raises(CommentGone):
        hide_comment(comment=first, by=cast.organiser, reason="Rude.")


def test_answer_is_what_the_author_said_last_while_it_is_hidden(cast):
    hiding = hide(cast, cast.posts["cohort"])
    answer_hiding(hiding=hiding, answer="They agreed.")
    assert answer_hiding(hiding=hiding, answer="They agreed in writing.").answer == "They agreed in writing."
    lift_hiding(hiding=hiding, by=cast.organiser)
    assert answer_hiding(hiding=hiding, answer="Too late.").answer == "They agreed in writing."


def test_only_organisers_of_the_cohort_staff_and_the_author_know_of_a_hiding(cast):
    hide(cast, cast.posts["public"])
    knows = {role for role in ROLES if Hiding.objects.visible_to(cast.fresh(role) or None).exists()}
    assert knows == {"author", "organiser", "staff"}


def test_who_wrote_it_is_told_why_and_nobody_else(cast):
    hide(cast, cast.posts["cohort"])
    comment = make_comment(cast.camper, cast.posts["public"], "Rude")
    Notification.objects.exclude(kind="nudge").delete()
    hide_comment(comment=comment, by=cast.staff, reason="Rude.")
    told = [(each.recipient, each.actor, each.words) for each in Notification.objects.order_by("pk")]
    assert told == [
        (cast.author, cast.organiser, "Names of other people stand in it."), (cast.camper, cast.staff, "Rude."),
    ]  # fmt: skip
    assert Notification.objects.visible_to(cast.fresh("camper")).get().get_absolute_url().endswith(f"-{comment.pk}")
