"""Taking one's own comment back."""

import pytest
from django.urls import reverse

from journal.models.comments import Comment
from journal.models.posts import Post
from tests.factories import make_comment
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words


@pytest.fixture
def comment(cast):
    return make_comment(cast.camper, cast.posts["cohort"], "Regretted words")


@pytest.fixture
def path(comment):
    return reverse("comments.delete", args=[comment.pk])


def test_page_asks_first_and_shows_what_goes(cast, path):
    page = words(browser(cast.camper).get(path))
    assert "Regretted words" in page and "It cannot be brought back." in page
    assert Comment.objects.exists()


def test_deleted_comment_is_gone_from_the_page_and_the_count(cast, path):
    answer = browser(cast.camper).post(path, follow=True)
    assert "The comment is deleted." in words(answer)
    assert "Regretted words" not in words(answer)
    assert not Comment.objects.exists()
    assert Post.objects.get(pk=cast.posts["cohort"].pk).comment_count == 0


def test_replies_stay_under_a_stub(cast, comment, path):
    make_comment(cast.mentor, cast.posts["cohort"], "An answer", parent=comment)
    answer = browser(cast.camper).post(path, follow=True)
    page = words(answer)
    assert "Deleted comment" in page and "An answer" in page
    assert "Regretted" not in answer.content.decode()


def test_double_submission_finds_nothing_the_second_time(cast, path):
    client = browser(cast.camper)
    assert [client.post(path).status_code for _ in range(2)] == [302, 404]
    assert Post.objects.get(pk=cast.posts["cohort"].pk).comment_count == 0


@pytest.mark.parametrize("role", ["author", "mentor", "organiser", "staff"])
def test_reader_who_did_not_say_it_is_refused(cast, path, role):
    assert statuses(browser(cast.people[role]), path, "get", "post") == {403}
    assert Comment.objects.exists()


def test_stranger_finds_nothing(cast, path):
    assert statuses(browser(cast.stranger), path, "get", "post") == {404}


def test_ended_cohort_is_read_only(cast, path):
    cast.cohort.state = "archived"
    cast.cohort.save()
    assert statuses(browser(cast.camper), path, "get", "post") == {403}


def test_visitor_is_asked_to_sign_in_and_comes_back(path):
    assert asks_to_sign_in(browser().get(path), path)


def test_answers_get_and_post_only(cast, path):
    assert statuses(browser(cast.camper), path, "put", "delete", "patch") == {405}


def test_page_costs_little(cast, path):
    query_count(browser(cast.camper), path)
