"""A series with its posts that the reader may read."""

import uuid

import pytest
from django.urls import reverse

from journal.actions.series import gather_post, start_series
from tests.journal.views.browsing import browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_posts


@pytest.fixture
def series(cast):
    series = start_series(owner=cast.author, key=uuid.uuid4(), title="파이썬 여행", description="From zero")
    for post in cast.posts.values():
        gather_post(series=series, post=post)
    return series


def test_reader_sees_their_posts_in_order_and_no_trace_of_the_others(cast, series):
    answer = browser(cast.camper).get(series.get_absolute_url())
    page = words(answer)
    assert "파이썬 여행" in page and "From zero" in page and "2 posts" in page
    assert page.index("Minji cohort") < page.index("Minji public")
    assert not [v for v in ("draft", "mentors", "team") if f"Minji {v}" in answer.content.decode()]
    assert reverse("series.edit", args=[series.pk]) not in links(answer)
    assert reverse("series.edit", args=[series.pk]) in links(browser(cast.author).get(series.get_absolute_url()))


def test_a_series_of_which_one_may_read_nothing_is_not_there(cast):
    hidden = start_series(owner=cast.author, key=uuid.uuid4(), title="Hidden", post=cast.posts["mentors"])
    path = hidden.get_absolute_url()
    for role in ("camper", "team_mate", "stranger", "withdrawn"):
        assert browser(cast.people[role]).get(path).status_code == 404, role
    assert browser().get(path).url.startswith(reverse("account_login"))
    assert browser(cast.mentor).get(path).status_code == 200


def test_visitor_reads_what_is_public(cast, series):
    page = words(browser().get(series.get_absolute_url()))
    assert "Minji public" in page and "1 post" in page


@pytest.mark.parametrize("title", ["!!!", "edit", "delete", "🐣", "a/b"])
def test_whatever_it_is_called_it_has_one_address(cast, title):
    series = start_series(owner=cast.author, key=uuid.uuid4(), title=title, post=cast.posts["public"])
    client, here = browser(cast.camper), series.get_absolute_url()
    assert client.get(here).status_code == 200
    for other in (f"/series/{series.pk}/", f"/series/{series.pk}/wrong/"):
        answer = client.get(other)
        assert (answer.status_code, getattr(answer, "url", other)) == ((200, other) if other == here else (302, here))


def test_only_reading_is_answered_and_thirty_cost_what_one_does(cast, series):
    client, path = browser(cast.camper), series.get_absolute_url()
    assert statuses(client, path, "post", "put", "delete") == {405}
    one = query_count(client, path)
    for post in many_posts(cast.cohort, 30, author=cast.team_mate):
        gather_post(series=series, post=post)
    assert query_count(client, path) == one
