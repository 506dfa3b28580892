"""Showing again what was hidden."""

import pytest
from django.urls import reverse

from journal.actions.hidings import hide_comment, hide_post
from tests.factories import make_comment
from tests.journal.views.browsing import browser, words

pytestmark = pytest.mark.django_db


def test_hidden_post_is_shown_again_and_a_second_press_is_no_error(cast):
    hiding = hide_post(post=cast.posts["cohort"], by=cast.organiser, reason="It names people.")
    client, path = browser(cast.staff), reverse("hidings.lift", args=[hiding.pk])
    assert "It names people." in words(client.get(path))
    assert [client.post(path).status_code for _ in range(2)] == [302, 302]
    page = browser(cast.camper).get(cast.posts["cohort"].get_absolute_url())
    assert page.status_code == 200 and "It names people." not in words(page)


def test_hidden_comment_is_shown_again(cast):
    comment = make_comment(cast.camper, cast.posts["cohort"], "A rude word")
    hiding = hide_comment(comment=comment, by=cast.organiser, reason="Be kind.")
    browser(cast.organiser).post(reverse("hidings.lift", args=[hiding.pk]))
    assert "A rude word" in words(browser(cast.author).get(cast.posts["cohort"].get_absolute_url()))


def test_its_author_shows_it_to_nobody(cast):
    hiding = hide_post(post=cast.posts["cohort"], by=cast.organiser, reason="It names people.")
    path = reverse("hidings.lift", args=[hiding.pk])
    assert browser(cast.author).post(path).status_code == 403
    assert browser(cast.camper).post(path).status_code == 404
