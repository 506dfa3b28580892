"""Deleting a series: its posts stay."""

import uuid

from django.urls import reverse

from journal.actions.series import start_series
from journal.models.posts import Post
from journal.models.series import Series
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words


def path_of(cast) -> str:
    series = start_series(owner=cast.author, key=uuid.uuid4(), title="파이썬", post=cast.posts["public"])
    return reverse("series.delete", args=[series.pk])


def test_it_is_asked_first_and_the_posts_stay(cast):
    client, path, posts = browser(cast.author), path_of(cast), Post.objects.count()
    assert "Delete this series? 파이썬 Its posts stay as they are." in words(client.get(path))
    assert client.post(path).url == cast.author.get_absolute_url()
    assert (Series.objects.count(), Post.objects.count()) == (0, posts)
    assert client.post(path).status_code == 404
    assert client.get(cast.posts["public"].get_absolute_url()).status_code == 200


def test_it_is_its_owner_s_alone(cast):
    path = path_of(cast)
    for role in ("team_mate", "organiser", "staff", "stranger"):
        assert browser(cast.people[role]).post(path).status_code == 403
    assert asks_to_sign_in(browser().post(path), path)
    assert statuses(browser(cast.author), path, "put", "patch") == {405}
    assert query_count(browser(cast.author), path) < 8
    assert Series.objects.exists()
