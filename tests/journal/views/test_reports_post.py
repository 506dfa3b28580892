"""Saying what is wrong with a post: by whoever reads it, once, and not a hundred times."""

import uuid

import pytest
from django.urls import reverse

from journal.actions.reports import MOST_REPORTS
from journal.models.moderation import Report
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, words

pytestmark = pytest.mark.django_db


def path_of(post):
    return reverse("reports.post", args=[post.pk])


def test_reader_reports_a_post_and_the_page_of_the_post_leads_there(cast):
    post, client = cast.posts["cohort"], browser(cast.camper)
    assert path_of(post) in links(client.get(post.get_absolute_url()))
    page = client.post(path_of(post), {"words": "It names people."}, follow=True)
    assert "Thank you. The organisers will look at it." in words(page)
    report = Report.objects.get()
    assert (report.reporter, report.post, report.comment, report.reason) == (
        cast.camper,
        post,
        None,
        "It names people.",
    )


def test_visitor_reports_what_is_public_and_leaves_no_address(cast):
    post, client = cast.posts["public"], browser()
    assert path_of(post) in links(client.get(post.get_absolute_url()))
    client.post(path_of(post), {"words": "It names me."})
    report = Report.objects.get()
    assert report.reporter is None and "127.0.0.1" not in report.source and len(report.source) == 40
    assert asks_to_sign_in(client.get(path_of(cast.posts["cohort"])), path_of(cast.posts["cohort"]))


@pytest.mark.parametrize("role", ["camper", None])
def test_double_press_and_a_second_form_are_one_report(cast, role):
    post, client = cast.posts["public"], browser(role and cast.people[role])
    sent = {"words": "It names people.", "key": uuid.uuid4()}
    answers = [client.post(path_of(post), each) for each in (sent, sent, {"words": "Again."}, {"words": "Again."})]
    assert {answer.status_code for answer in answers} == {302}
    assert Report.objects.count() == 1


@pytest.mark.parametrize("role", ["camper", None])
def test_too_many_within_an_hour_are_refused_in_words_and_the_sentence_stays(cast, role):
    client = browser(role and cast.people[role])
    posts = [make_post(cast.author, cast.cohort, visibility="public") for _ in range(MOST_REPORTS + 1)]
    for post in posts[:-1]:
        client.post(path_of(post), {"words": "Advertising."})
    page = client.post(path_of(posts[-1]), {"words": "More advertising."})
    assert "You reported a lot within an hour." in words(page) and "More advertising." in words(page)
    assert Report.objects.count() == MOST_REPORTS


def test_without_words_it_is_refused_at_the_field(cast):
    page = browser(cast.camper).post(path_of(cast.posts["cohort"]), {"words": "  "})
    assert "Say in a sentence what is wrong with it." in words(page)


@pytest.mark.parametrize("role", ["author", "organiser", "staff"])
def test_its_author_and_who_hides_things_report_nothing(cast, role):
    post, client = cast.posts["cohort"], browser(cast.people[role])
    assert path_of(post) not in links(client.get(post.get_absolute_url()))
    assert client.post(path_of(post), {"words": "Mine."}).status_code == 403
