"""Forgetting a post of the trash for good, after asking."""

import pytest
from django.urls import reverse

from journal.actions.posts import delete_post
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.revisions import Revision
from tests.factories import make_comment, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, statuses, words


@pytest.fixture
def post(cast):
    make_comment(cast.camper, cast.posts["cohort"])
    return delete_post(post=cast.posts["cohort"])


@pytest.fixture
def path(post):
    return reverse("posts.purge", args=[post.pk])


def test_it_is_asked_first(cast, post, path):
    page = words(browser(cast.author).get(path))
    assert "Minji cohort" in page and "nobody can bring them back" in page
    assert Post.objects.filter(pk=post.pk).exists()


def test_it_goes_with_all_that_hangs_on_it(cast, post, path):
    answer = browser(cast.author).post(path, follow=True)
    assert answer.redirect_chain == [(reverse("posts.trash"), 302)]
    assert "It is gone for good." in answer.content.decode()
    for table in (
        Post.objects.filter(pk=post.pk),
        Revision.objects.filter(post=post),
        Comment.objects.filter(post=post),
    ):
        assert not table.exists()


def test_a_draft_too(cast):
    draft = delete_post(post=make_post(cast.author, cast.cohort, title="", body="글", publish=False))
    browser(cast.author).post(reverse("posts.purge", args=[draft.pk]))
    assert not Post.objects.filter(pk=draft.pk).exists()


def test_what_is_not_in_the_trash_is_never_forgotten(cast):
    post = cast.posts["public"]
    assert browser(cast.author).post(reverse("posts.purge", args=[post.pk])).status_code == 404
    assert Post.objects.filter(pk=post.pk).exists()


def test_the_trash_leads_here(cast, path):
    assert path in links(browser(cast.author).get(reverse("posts.trash")))


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
    assert asks_to_sign_in(browser().get(path), path)


def test_answers_no_other_method(cast, path):
    assert statuses(browser(cast.author), path, "put", "delete") == {405}
