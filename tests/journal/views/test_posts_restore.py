"""Bringing a post back from the trash."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from journal.actions.likes import like_post
from journal.actions.posts import PostText, save_post
from journal.models.comments import Comment
from journal.models.posts import Like, Post
from journal.models.revisions import PendingEdit, Revision
from journal.models.topics import PostTopic
from tests.factories import make_comment, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words


@pytest.fixture
def post(cast):
    post = cast.posts["cohort"]
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now() - timedelta(days=29))
    return post


@pytest.fixture
def path(post):
    return reverse("posts.restore", args=[post.pk])


def test_post_is_back_as_it_was(cast, post, path):
    answer = browser(cast.author).post(path, follow=True)
    assert answer.redirect_chain == [(post.get_absolute_url(), 302)]
    assert "The post is back." in words(answer)
    assert "Text cohort." in words(browser(cast.camper).get(post.get_absolute_url()))


def test_everything_comes_back_with_it(cast):
    post = make_post(cast.author, cast.cohort, title="Whole", day=11, topics=["Python"])
    comment = make_comment(cast.camper, post, "Well said")
    like_post(user=cast.mentor, post=post)
    text = PostText("Whole", "Written on.", post.study_on, post.visibility, [])
    save_post(post=post, editor=cast.author, text=text, version=1, publish=False)
    client, tables = browser(cast.author), (Comment, Like, PendingEdit, Revision, PostTopic)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    row = Post.objects.filter(pk=post.pk).values().get()
    client.post(reverse("posts.delete", args=[post.pk]))
    assert browser(cast.camper).get(post.get_absolute_url()).status_code == 404
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now() - timedelta(days=29, hours=23))
    client.post(reverse("posts.restore", args=[post.pk]))
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before
    assert Post.objects.filter(pk=post.pk).values().get() == row
    page = words(browser(cast.camper).get(post.get_absolute_url()))
    assert "Well said" in page and comment.post_id == post.pk
    editor = client.get(reverse("posts.edit", args=[post.pk]))
    assert editor.context["form"]["body"].value() == "Written on."


def test_day_that_was_written_again_keeps_the_new_journal(cast, path):
    again = make_post(cast.author, cast.cohort, title="Again", day=4)
    answer = browser(cast.author).post(path, follow=True)
    assert answer.redirect_chain == [(again.get_absolute_url(), 302)]
    assert "Since then you have written another journal for this day. Delete that one first." in words(answer)


def test_after_30_days_it_is_gone(cast, post, path):
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now() - timedelta(days=30, seconds=1))
    assert browser(cast.author).post(path).status_code == 404


def test_double_submission_finds_nothing_the_second_time(cast, path):
    client = browser(cast.author)
    assert [client.post(path).status_code for _ in range(2)] == [302, 404]


@pytest.mark.parametrize("role", ["team_mate", "mentor", "organiser", "staff", "stranger"])
def test_nobody_else_finds_it(cast, path, role):
    assert browser(cast.people[role]).post(path).status_code == 404


def test_ended_cohort_is_read_only(cast, path):
    cast.cohort.state = "ended"
    cast.cohort.save()
    assert browser(cast.author).post(path).status_code == 403


def test_visitor_is_asked_to_sign_in(path):
    assert asks_to_sign_in(browser().post(path), path)


def test_answers_posting_only(cast, path):
    assert statuses(browser(cast.author), path, "get", "put", "delete") == {405}
