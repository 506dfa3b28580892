"""Starting a series."""

import uuid

import pytest
from django.urls import reverse

from journal.models.series import Series
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words

PATH = reverse("series.new")


def test_series_is_started_once_with_the_post_that_was_named(cast):
    client, post = browser(cast.author), cast.posts["cohort"]
    path = f"{PATH}?post={post.pk}"
    assert "It begins with “Minji cohort”." in words(client.get(path))
    data = {"title": " 파이썬 ", "description": "매일", "key": str(uuid.uuid4())}
    answers = {client.post(path, data).url for _ in range(2)}
    series = Series.objects.get(owner=cast.author)
    assert answers == {reverse("series.edit", args=[series.pk])}
    assert (series.title, series.description, series.entries.get().post) == ("파이썬", "매일", post)


@pytest.mark.parametrize("key", ["", "x", "\x00"])
def test_a_form_without_a_good_key_starts_one_too(cast, key):
    client = browser(cast.author)
    assert len({client.post(PATH, {"title": "파이썬", "key": key}).url for _ in range(2)}) == 1
    assert Series.objects.count() == 1


def test_a_title_is_needed_and_may_be_used_once(cast):
    client = browser(cast.author)
    client.post(PATH, {"title": "파이썬"})
    for fields, sentence in (
        ({"title": ""}, "Please give it a title."),
        ({"title": "파이썬", "description": "other"}, "You have a series of this title already."),
        ({"title": "x" * 101}, "This is too long: at most 100 characters fit."),
        ({"title": "T", "description": "x" * 301}, "This is too long: at most 300 characters fit."),
        ({"title": "a\x00"}, "There is an invisible character (NUL)"),
    ):
        answer = client.post(PATH, fields)
        assert answer.status_code == 200
        assert sentence in words(answer)
    assert Series.objects.count() == 1
    assert browser(cast.team_mate).post(PATH, {"title": "파이썬"}).status_code == 302


def test_others_posts_are_refused(cast):
    for role, status in (("team_mate", 403), ("stranger", 404), ("staff", 403)):
        client, path = browser(cast.people[role]), f"{PATH}?post={cast.posts['cohort'].pk}"
        assert {client.get(path).status_code, client.post(path, {"title": "x"}).status_code} == {status}, role
    assert not Series.objects.exists()


def test_visitor_signs_in_and_only_forms_are_answered(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert asks_to_sign_in(browser().post(PATH, {"title": "x"}), PATH)
    assert statuses(browser(cast.author), PATH, "put", "delete", "patch") == {405}
    assert query_count(browser(cast.author), PATH) < 8
