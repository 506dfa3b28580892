"""Changing a series: its words, its posts, their order. Without a script, by buttons."""

import uuid

import pytest
from django.urls import reverse

from journal.actions.series import gather_post, start_series
from journal.models.series import SeriesEntry
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words
from tests.journal.views.crowd import many_posts


@pytest.fixture
def series(cast):
    series = start_series(owner=cast.author, key=uuid.uuid4(), title="파이썬")
    for visibility in ("draft", "team", "public"):
        gather_post(series=series, post=cast.posts[visibility])
    return series


@pytest.fixture
def path(series):
    return reverse("series.edit", args=[series.pk])


def press(client, path, **button):
    return client.post(path, {"title": "파이썬", **button})


def titles(series) -> list[str]:
    return [entry.post.title.split()[-1] for entry in SeriesEntry.objects.filter(series=series)]


def test_words_are_changed_and_refused_in_words(cast, series, path):
    client = browser(cast.author)
    answer = client.post(path, {"title": "Python", "description": "매일"})
    series.refresh_from_db()
    assert (answer.url, series.title, series.description) == (series.get_absolute_url(), "Python", "매일")
    start_series(owner=cast.author, key=uuid.uuid4(), title="Taken")
    for title, sentence in (("", "Please give it a title."), ("Taken", "You have a series of this title already.")):
        assert sentence in words(client.post(path, {"title": title}))


def test_buttons_move_posts_and_twice_is_once_and_the_words_are_kept(cast, series, path):
    client, post = browser(cast.author), cast.posts["public"]
    page = client.get(path).content.decode()
    assert f'name="move" value="{post.pk}-1"' in page  # up from the third place
    for _ in range(2):
        answer = client.post(path, {"title": "New", "move": f"{post.pk}-1"})
        assert answer.url == f"{path}#post-{post.pk}"
        assert titles(series) == ["draft", "public", "team"]
    series.refresh_from_db()
    assert series.title == "New"
    press(client, path, move=f"{cast.posts['draft'].pk}-1")
    assert titles(series) == ["public", "draft", "team"]


def test_posts_are_added_and_taken_out(cast, series, path):
    client, post = browser(cast.author), cast.posts["cohort"]
    assert f'value="{post.pk}">Day 4 · Minji cohort' in client.get(path).content.decode()
    for _ in range(2):
        assert press(client, path, add="1", post=post.pk).url == f"{path}#posts"
    assert titles(series) == ["draft", "team", "public", "cohort"]
    for _ in range(2):
        press(client, path, remove=cast.posts["team"].pk)
    assert titles(series) == ["draft", "public", "cohort"]
    assert press(client, path, add="1", post="").url == f"{path}#posts"


def test_others_posts_are_neither_added_nor_moved_nor_shown(cast, series, path):
    client = browser(cast.author)
    theirs = make_post(cast.team_mate, cast.cohort, title="Theirs", day=9)
    hidden = make_post(cast.camper, cast.cohort, title="Hidden", visibility="mentors", day=9)
    assert press(client, path, add="1", post=theirs.pk).status_code == 403
    assert press(client, path, add="1", post=hidden.pk).status_code == 404
    assert press(client, path, move=f"{theirs.pk}-0").status_code == 403
    assert press(client, path, remove=theirs.pk).status_code == 403
    assert titles(series) == ["draft", "team", "public"]
    assert "Theirs" not in client.get(path).content.decode()


@pytest.mark.parametrize("button", [{"move": "x"}, {"move": "1-99999"}, {"remove": "-1"}, {"add": "1", "post": "가"}])
def test_a_button_that_no_page_has_changes_nothing(cast, series, path, button):
    assert press(browser(cast.author), path, **button).status_code == 302
    assert titles(series) == ["draft", "team", "public"]


def test_it_is_its_owner_s_alone(cast, path):
    for role, status in (("team_mate", 403), ("organiser", 403), ("staff", 403), ("stranger", 403)):
        client = browser(cast.people[role])  # there is a public post in it
        assert {client.get(path).status_code, press(client, path).status_code} == {status}, role
    assert asks_to_sign_in(browser().get(path), path)
    assert statuses(browser(cast.author), path, "put", "delete", "patch") == {405}


def test_thirty_posts_cost_what_one_does(cast, series, path):
    client = browser(cast.author)
    one = query_count(client, path)
    cast.cohort.posts.filter(author=cast.author).exclude(series_entry__series=series).delete()
    posts = many_posts(cast.cohort, 60, author=cast.camper)
    type(posts[0]).objects.filter(pk__in=[post.pk for post in posts]).update(author=cast.author, study_on=None)
    for post in posts[:30]:
        gather_post(series=series, post=post)
    assert query_count(client, path) == one
