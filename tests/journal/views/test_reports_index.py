"""The queue: what was reported, each thing once with its context, and what is hidden with its author's answer."""

import uuid

import pytest
from django.urls import reverse

from journal.actions.hidings import answer_hiding, hide_post
from journal.actions.posts import delete_post
from journal.actions.reports import add_report
from journal.models.posts import StaffReading
from tests.factories import make_comment, make_member, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words

pytestmark = pytest.mark.django_db
PATH = reverse("reports.index", args=["ai-tech"])


def report(post, by, reason="Not right.", comment=None, source=""):
    return add_report(post=post, comment=comment, reporter=by, source=source, reason=reason, key=uuid.uuid4())


def test_each_thing_stands_once_with_all_that_is_said_of_it_and_ways_to_act(cast):
    post = cast.posts["cohort"]
    comment = make_comment(cast.camper, post, "A rude word")
    report(post, cast.camper, "It names people.")
    report(post, cast.mentor, "It names me.")
    report(post, cast.author, "It hurts.", comment)
    page = browser(cast.organiser).get(PATH)
    read = words(page)
    assert "It names people." in read and "It names me." in read and "2 reports" in read and "A rude word" in read
    for name, pk in (("hidings.post", post.pk), ("hidings.comment", comment.pk)):
        assert links(page).count(reverse(name, args=[pk])) == 1


def test_what_is_hidden_stands_with_its_authors_answer(cast):
    hiding = hide_post(post=cast.posts["cohort"], by=cast.organiser, reason="It names people.")
    answer_hiding(hiding=hiding, answer="They agreed.")
    page = browser(cast.staff).get(PATH)
    assert "It names people." in words(page) and "They agreed." in words(page)
    assert reverse("hidings.lift", args=[hiding.pk]) in links(page)


def test_staff_see_where_else_reports_wait_and_leave_a_line_for_what_they_were_shown(cast):
    report(make_post(cast.stranger, cast.other), make_member(cast.other))
    report(cast.posts["team"], cast.team_mate)
    page = browser(cast.staff).get(PATH)
    assert reverse("reports.index", args=["web-dev"]) in links(page)
    assert [reading.post for reading in StaffReading.objects.all()] == [cast.posts["team"]]
    assert reverse("reports.index", args=["web-dev"]) not in links(browser(cast.organiser).get(PATH))
    assert StaffReading.objects.count() == 1


def test_what_its_author_took_away_waits_for_nobody(cast):
    report(cast.posts["cohort"], cast.camper)
    delete_post(post=cast.posts["cohort"])
    assert "Nothing was reported." in words(browser(cast.organiser).get(PATH))


def test_only_who_runs_the_cohort_opens_it(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert [browser(cast.people[role]).get(PATH).status_code for role in ("author", "mentor", "stranger")] == [
        403, 403, 404,
    ]  # fmt: skip
    assert statuses(browser(cast.organiser), PATH, "post", "put", "delete") == {405}


def test_it_costs_the_same_for_one_thing_and_for_thirty(cast):
    client = browser(cast.organiser)
    report(cast.posts["cohort"], cast.camper)
    report(cast.posts["cohort"], cast.camper, comment=make_comment(cast.author, cast.posts["cohort"]))
    hide_post(post=cast.posts["team"], by=cast.organiser, reason="Not for others.")
    few = query_count(client, PATH)
    for _ in range(15):
        post = make_post(cast.author, cast.cohort)
        report(post, None, source=f"from {post.pk}")
        report(post, None, comment=make_comment(cast.author, post), source=f"from {post.pk}")
        hide_post(post=make_post(cast.author, cast.cohort), by=cast.organiser, reason="Not for others.")
    assert query_count(client, PATH) == few <= 14
