"""Hiding a comment: its writer reads why, others read that something was hidden where a reply hangs on it."""

import pytest
from django.urls import reverse

from tests.factories import make_comment
from tests.journal.views.browsing import browser, links, words

pytestmark = pytest.mark.django_db


def test_organiser_hides_a_comment_its_writer_reads_why_and_others_read_nothing(cast):
    post = cast.posts["cohort"]
    comment = make_comment(cast.camper, post, "A rude word")
    path, client = reverse("hidings.comment", args=[comment.pk]), browser(cast.organiser)
    assert path in links(client.get(post.get_absolute_url()))
    page = client.post(path, {"words": "Be kind."}, follow=True)
    assert "A rude word" in words(page) and "Be kind." in words(page)
    page = words(browser(cast.camper).get(post.get_absolute_url()))
    assert "A rude word" in page and "Be kind." in page and "Answer the organisers" in page
    page = words(browser(cast.author).get(post.get_absolute_url()))
    assert "A rude word" not in page and "Be kind." not in page and "Hidden comment" not in page
    make_comment(cast.author, post, "An answer to it", parent=comment)
    page = words(browser(cast.mentor).get(post.get_absolute_url()))
    assert "Hidden comment" in page and "An answer to it" in page and "A rude word" not in page


def test_others_neither_hide_nor_see_a_way_there(cast):
    comment = make_comment(cast.camper, cast.posts["cohort"], "Rude")
    path = reverse("hidings.comment", args=[comment.pk])
    for role in ("author", "mentor", "camper"):
        client = browser(cast.people[role])
        assert path not in links(client.get(cast.posts["cohort"].get_absolute_url()))
        assert client.post(path, {"words": "No."}).status_code == 403
