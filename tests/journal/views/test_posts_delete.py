"""Putting a post into the trash."""

import pytest
from django.urls import reverse

from journal.models.posts import Post
from tests.factories import make_comment
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words


@pytest.fixture
def post(cast):
    return cast.posts["cohort"]


@pytest.fixture
def path(post):
    return reverse("posts.delete", args=[post.pk])


def test_page_asks_first_and_says_what_happens(cast, post, path):
    answer = browser(cast.author).get(path)
    assert "Minji cohort" in words(answer)
    assert "You can bring it back for 30 days." in words(answer)
    assert post.get_absolute_url() in links(answer)
    assert Post.objects.filter(pk=post.pk, deleted_at=None).exists()


def test_deleted_post_is_nowhere_but_in_its_authors_trash(cast, post, path):
    make_comment(cast.camper, post)
    client = browser(cast.author)
    answer = client.post(path, follow=True)
    assert answer.redirect_chain == [(reverse("posts.trash"), 302)]
    assert "The post is in the trash for 30 days." in words(answer)
    assert "Minji cohort" in words(answer)
    for role in ("author", "camper", "mentor", "organiser", "staff"):
        reader = browser(cast.people[role])
        assert reader.get(post.get_absolute_url()).status_code == 404
        for page in ("/", "/c/ai-tech/days/4/", "/c/ai-tech/topics/python/", "/@minji/"):
            assert "Minji cohort" not in words(reader.get(page)), (role, page)


def test_double_submission_finds_nothing_the_second_time(cast, path):
    client = browser(cast.author)
    assert [client.post(path).status_code for _ in range(2)] == [302, 404]


def test_ended_cohort_is_read_only(cast, path):
    cast.cohort.state = "archived"
    cast.cohort.save()
    assert statuses(browser(cast.author), path, "get", "post") == {403}


@pytest.mark.parametrize("role", ["team_mate", "mentor", "organiser", "staff"])
def test_reader_who_is_not_the_author_is_refused(cast, post, path, role):
    assert statuses(browser(cast.people[role]), path, "get", "post") == {403}
    assert Post.objects.filter(pk=post.pk, deleted_at=None).exists()


def test_who_may_not_read_it_finds_nothing(cast, path):
    assert statuses(browser(cast.stranger), path, "get", "post") == {404}


def test_visitor_is_asked_to_sign_in_and_comes_back(path):
    assert asks_to_sign_in(browser().get(path), path)


def test_answers_get_and_post_only(cast, path):
    assert statuses(browser(cast.author), path, "put", "delete", "patch") == {405}


def test_page_costs_little(cast, path):
    query_count(browser(cast.author), path)
