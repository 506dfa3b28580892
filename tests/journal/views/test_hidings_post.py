"""Hiding a post: its author reads why, and others do not know that it is there."""

import pytest
from django.urls import reverse

from journal.models.moderation import Hiding
from tests.journal.views.browsing import browser, links, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["organiser", "staff"])
def test_who_runs_the_cohort_hides_a_post_and_its_author_reads_why(cast, role):
    post, client = cast.posts["cohort"], browser(cast.people[role])
    path = reverse("hidings.post", args=[post.pk])
    assert path in links(client.get(post.get_absolute_url()))
    page = client.post(path, {"words": "It names people."}, follow=True)
    assert "It is hidden." in words(page) and "It names people." in words(page) and path not in links(page)
    hiding = Hiding.objects.get()
    page = browser(cast.author).get(post.get_absolute_url())
    assert "It names people." in words(page) and reverse("hidings.answer", args=[hiding.pk]) in links(page)
    assert reverse("posts.edit", args=[post.pk]) in links(page)
    for reader in ("team_mate", "mentor"):
        assert browser(cast.people[reader]).get(post.get_absolute_url()).status_code == 404


def test_a_reason_is_asked_for(cast):
    path = reverse("hidings.post", args=[cast.posts["cohort"].pk])
    page = browser(cast.organiser).post(path, {"words": ""})
    assert "Say why: its author reads the reason." in words(page) and not Hiding.objects.exists()


def test_others_neither_hide_nor_see_a_way_there(cast):
    path = reverse("hidings.post", args=[cast.posts["cohort"].pk])
    for role in ("author", "mentor", "camper"):
        client = browser(cast.people[role])
        assert path not in links(client.get(cast.posts["cohort"].get_absolute_url()))
        assert client.post(path, {"words": "Mine."}).status_code == 403
