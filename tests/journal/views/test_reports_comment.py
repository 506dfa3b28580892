"""Saying what is wrong with a comment."""

import pytest
from django.urls import reverse

from journal.actions.hidings import hide_comment
from journal.models.moderation import Report
from tests.factories import make_comment
from tests.journal.views.browsing import browser, links, words

pytestmark = pytest.mark.django_db


def test_readers_of_a_post_report_a_comment_on_it_in_its_place(cast):
    comment = make_comment(cast.camper, cast.posts["public"], "Rude")
    path = reverse("reports.comment", args=[comment.pk])
    for user in (cast.author, None):
        client = browser(user)
        assert path in links(client.get(cast.posts["public"].get_absolute_url()))
        assert "Rude" in words(client.get(path))
        assert client.post(path, {"words": "It hurts."}).url.endswith(f"#comment-{comment.pk}")
    assert [report.comment for report in Report.objects.all()] == [comment, comment]


def test_hidden_comment_is_not_there_to_be_reported(cast):
    comment = make_comment(cast.camper, cast.posts["cohort"], "Rude")
    path = reverse("reports.comment", args=[comment.pk])
    hide_comment(comment=comment, by=cast.organiser, reason="Rude.")
    assert browser(cast.author).get(path).status_code == 404
    assert browser(cast.camper).get(path).status_code == 403
