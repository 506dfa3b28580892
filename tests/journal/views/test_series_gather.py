"""A post of one's own goes into a series, or out of it; on its page its readers see where it stands."""

import uuid

import pytest
from django.urls import reverse

from journal.actions.series import gather_post, start_series
from journal.models.series import SeriesEntry
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_posts


@pytest.fixture
def series(cast):
    return start_series(owner=cast.author, key=uuid.uuid4(), title="파이썬")


def path_of(post) -> str:
    return reverse("series.gather", args=[post.pk])


def test_author_puts_a_post_in_and_takes_it_out(cast, series):
    client, post = browser(cast.author), cast.posts["cohort"]
    assert path_of(post) in links(client.get(post.get_absolute_url()))
    assert "No series 파이썬" in words(client.get(path_of(post)))
    for _ in range(2):
        assert client.post(path_of(post), {"series": series.pk}).url == f"{post.get_absolute_url()}#series"
    assert SeriesEntry.objects.get().post == post
    assert "Series 파이썬 1 of 1" in words(client.get(post.get_absolute_url()))
    for _ in range(2):
        assert client.post(path_of(post), {"series": ""}).status_code == 302
    assert not SeriesEntry.objects.exists()


def test_page_says_where_the_post_stands_for_its_reader(cast, series):
    for post in cast.posts.values():
        gather_post(series=series, post=post)
    cohort, public = cast.posts["cohort"], cast.posts["public"]
    answer = browser(cast.camper).get(cohort.get_absolute_url())
    assert "Series 파이썬 1 of 2 Next in the series Minji public" in words(answer)
    assert "Minji team" not in answer.content.decode()
    assert "Series 파이썬 3 of 4" in words(browser(cast.mentor).get(cohort.get_absolute_url()))
    alone = browser().get(public.get_absolute_url())
    assert "Series 파이썬 1 of 1" in words(alone) and series.get_absolute_url() in links(alone)
    assert "Minji cohort" not in alone.content.decode()
    draft = words(browser(cast.author).get(cast.posts["draft"].get_absolute_url()))
    assert "Series 파이썬" in draft and " of " not in draft.split("Series 파이썬")[1][:12]


def test_profile_lists_the_series_that_its_reader_may_see(cast, series):
    path = cast.author.get_absolute_url()
    assert "파이썬" in words(browser(cast.author).get(path))
    assert "파이썬" not in words(browser(cast.camper).get(path))
    gather_post(series=series, post=cast.posts["mentors"])
    assert "파이썬" not in words(browser(cast.camper).get(path))
    assert "파이썬 1 post" in words(browser(cast.mentor).get(path))


def test_a_series_of_others_and_a_post_of_others_are_refused(cast, series):
    theirs = start_series(owner=cast.team_mate, key=uuid.uuid4(), title="Theirs")
    client, post = browser(cast.author), cast.posts["cohort"]
    assert client.post(path_of(post), {"series": theirs.pk}).status_code == 404  # empty: only its owner knows of it
    for role, status in (("team_mate", 403), ("organiser", 403), ("staff", 403), ("stranger", 404)):
        answer = browser(cast.people[role]).post(path_of(post), {"series": theirs.pk})
        assert answer.status_code == status, role
        page = browser(cast.people[role]).get(post.get_absolute_url())
        assert path_of(post) not in page.content.decode()
    assert not SeriesEntry.objects.exists()


@pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "\x00"])
def test_a_choice_that_no_page_has_is_no_500(cast, value):
    assert browser(cast.author).post(path_of(cast.posts["cohort"]), {"series": value}).status_code == 302


def test_visitor_signs_in_and_only_forms_are_answered(cast):
    path = path_of(cast.posts["cohort"])
    assert asks_to_sign_in(browser().post(path, {"series": 1}), path)
    assert asks_to_sign_in(browser().get(path), path)
    assert statuses(browser(cast.author), path, "put", "delete", "patch") == {405}


def test_the_page_of_a_post_costs_the_same_in_a_series_of_thirty(cast, series):
    post = cast.posts["cohort"]
    gather_post(series=series, post=post)
    gather_post(series=series, post=cast.posts["public"])
    client, path = browser(cast.author), post.get_absolute_url()
    one = query_count(client, path)
    for each in many_posts(cast.cohort, 30, author=cast.team_mate):
        gather_post(series=series, post=each)
    for number in range(30):
        start_series(owner=cast.author, key=uuid.uuid4(), title=str(number))
    assert query_count(client, path) == one
    assert query_count(client, path_of(post)) < 10
