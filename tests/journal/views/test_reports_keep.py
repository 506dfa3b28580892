"""Leaving what was reported as it is."""

import uuid

import pytest
from django.urls import reverse

from journal.actions.hidings import hide_post
from journal.actions.reports import add_report
from journal.models.moderation import Act, Report
from tests.journal.views.browsing import browser, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast):
    post = cast.posts["cohort"]
    for reporter in (cast.mentor, cast.camper):
        made = add_report(post=post, comment=None, reporter=reporter, source="", reason="Rude.", key=uuid.uuid4())
    return made


def test_all_reports_of_it_are_settled_once_and_the_log_says_so(cast, report):
    client, path = browser(cast.organiser), reverse("reports.keep", args=[report.pk])
    assert "It stays as it is." in words(client.post(path, follow=True))
    client.post(path)  # a double press
    assert {each.outcome for each in Report.objects.all()} == {"kept"}
    assert [(act.actor, act.verb) for act in Act.objects.all()] == [(cast.organiser, "kept")]


def test_hiding_it_settles_the_reports_too(cast, report):
    hide_post(post=report.post, by=cast.staff, reason="Rude.")
    assert {(each.outcome, each.settled_by) for each in Report.objects.all()} == {("hidden", cast.staff)}


def test_it_may_be_reported_again(cast, report):
    browser(cast.organiser).post(reverse("reports.keep", args=[report.pk]))
    add_report(post=report.post, comment=None, reporter=cast.camper, source="", reason="Still.", key=uuid.uuid4())
    assert Report.objects.filter(settled_at=None).count() == 1
