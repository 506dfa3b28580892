"""What time does to posts: the trash forgets, a newer renderer prints again, and nothing else changes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from journal.actions import upkeep
from journal.actions.posts import delete_post
from journal.actions.upkeep import empty_trash, rerender_comments, rerender_posts
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.questions import Question
from journal.models.revisions import Revision
from journal.text.markdown import RENDER_VERSION
from tests.factories import make_comment, make_post


@pytest.mark.parametrize(
    ("age", "stays"), [(timedelta(days=29, hours=23), True), (timedelta(days=30, seconds=1), False)]
)
def test_trash_forgets_after_30_days(cast, age, stays):
    post = delete_post(post=cast.posts["cohort"])
    make_comment(cast.mentor, post)
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now() - age)
    assert empty_trash() == (0 if stays else 1)
    assert Post.objects.filter(pk=post.pk).exists() == stays
    assert Comment.objects.exists() == stays == Revision.objects.filter(post=post.pk).exists()


def test_what_is_not_in_the_trash_is_never_forgotten(cast):
    Post.objects.update(published_at=timezone.now() - timedelta(days=400))
    before = Post.objects.count()
    assert empty_trash() == 0
    assert Post.objects.count() == before


def test_page_of_an_older_renderer_is_printed_again_and_nothing_else_changes(cast):
    post = make_post(cast.author, cast.cohort, body="**bold**\n\n## Q&A\n\n- 왜 그런가요?", day=8)
    kept = ("version", "edited_at", "published_at", "like_count", "title", "body", "shown_on")
    before = Post.objects.filter(pk=post.pk).values(*kept).get()
    Post.objects.filter(pk=post.pk).update(html="old", render_version=0)
    assert [each.pk for each in rerender_posts()] == [post.pk]
    post.refresh_from_db()
    assert "<strong>bold</strong>" in post.html
    assert post.render_version == RENDER_VERSION
    assert Post.objects.filter(pk=post.pk).values(*kept).get() == before
    assert Revision.objects.filter(post=post).count() == 1
    assert list(rerender_posts()) == []


def test_printing_again_keeps_what_people_said_of_questions(cast):
    post = make_post(cast.author, cast.cohort, body="> [!QUESTION]\n> 왜 그런가요?\n\n## 질문\n\n- 이건 왜죠?", day=8)
    Question.objects.filter(post=post).update(state="resolved", resolved_by=cast.mentor)
    asked = set(Question.objects.filter(post=post).values_list("pk", "state"))
    assert asked
    list(rerender_posts(every=True))
    assert set(Question.objects.filter(post=post).values_list("pk", "state")) == asked


def test_drafts_have_no_page_to_print(cast):
    Post.objects.update(render_version=0)
    printed = {post.pk for post in rerender_posts()}
    assert cast.posts["draft"].pk not in printed
    assert len(printed) == 4


def test_comment_of_an_older_renderer_is_printed_again_and_a_stub_is_not(cast):
    comment, stub = (
        make_comment(cast.mentor, cast.posts["cohort"], "**b**"),
        make_comment(cast.mentor, cast.posts["cohort"]),
    )
    Comment.objects.update(html="old", render_version=0)
    Comment.objects.filter(pk=stub.pk).update(html="", body="", deleted_at=timezone.now())
    assert [each.pk for each in rerender_comments()] == [comment.pk]
    comment.refresh_from_db()
    assert ("<strong>b</strong>" in comment.html, comment.edited_at) == (True, None)
    stub.refresh_from_db()
    assert stub.html == ""


def test_post_deleted_for_good_while_others_are_printed_is_passed_over(cast):
    printing = rerender_posts(every=True)
    first = next(printing)
    Post.objects.exclude(pk=first.pk).delete()
    assert list(printing) == []


def test_comment_deleted_while_others_are_printed_is_passed_over(cast):
    for _ in range(3):
        make_comment(cast.mentor, cast.posts["cohort"])
    printing = rerender_comments(every=True)
    first = next(printing)
    Comment.objects.exclude(pk=first.pk).delete()
    assert list(printing) == []


def test_trash_is_as_long_as_the_page_says():
    assert upkeep.TRASH_DAYS == 30
