"""The log: what was done with the staff's rights, and which posts the staff read, for the organisers."""

import pytest
from django.urls import reverse

from journal.actions.hidings import hide_post, lift_hiding
from journal.actions.posts import delete_post, note_staff_reading
from journal.actions.topics import retag_post
from journal.models.moderation import Act
from journal.models.posts import StaffReading
from journal.queries.acts import LINES
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words

pytestmark = pytest.mark.django_db
PATH = reverse("acts.index", args=["ai-tech"])


def test_every_act_and_every_reading_stands_in_it_the_newest_first(cast):
    hiding = hide_post(post=cast.posts["cohort"], by=cast.organiser, reason="It names people.")
    lift_hiding(hiding=hiding, by=cast.staff)
    retag_post(post=cast.posts["cohort"], names=["Git"], by=cast.organiser)
    note_staff_reading(user=cast.staff, post=cast.posts["team"])
    read = words(browser(cast.organiser).get(PATH))
    said = [
        "read as the site's staff · Minji team",
        "changed the topics · Minji cohort",
        "showed again",
        "It names people.",
    ]
    assert [word in read for word in said] == [True] * 4
    assert sorted(said, key=read.index) == said


def test_opening_a_private_post_as_staff_leaves_a_line(cast):
    browser(cast.staff).get(cast.posts["mentors"].get_absolute_url())
    page = browser(cast.organiser).get(PATH)
    assert "read as the site's staff" in words(page) and cast.posts["mentors"].get_absolute_url() in links(page)


def test_a_post_in_the_trash_is_not_named(cast):
    note_staff_reading(user=cast.staff, post=cast.posts["team"])
    delete_post(post=cast.posts["team"])
    read = words(browser(cast.organiser).get(PATH))
    assert "a post that is gone" in read and "Minji team" not in read


def test_pages_bring_each_line_once_also_of_one_moment(cast):
    hide_post(post=cast.posts["cohort"], by=cast.organiser, reason="x")
    moment = Act.objects.get().done_at
    for number in range(LINES):
        Act.objects.create(
            cohort=cast.cohort, actor=cast.organiser, verb="kept", words=f"act-{number}.", done_at=moment
        )
        StaffReading.objects.create(post=cast.posts["team"], reader=cast.staff, read_at=moment)
    client, path, seen, pages = browser(cast.organiser), PATH, "", 0
    while path:
        page = client.get(path)
        seen, pages = seen + words(page), pages + 1
        older = [link for link in links(page) if link.startswith("?before=")]
        path = PATH + older[0] if older else ""
    assert pages == 3
    assert [seen.count(f"act-{number}.") for number in range(LINES)] == [1] * LINES
    assert seen.count("read as the site's staff ·") == LINES


def test_only_who_runs_the_cohort_opens_it_and_it_costs_the_same_for_many_lines(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert [browser(cast.people[role]).get(PATH).status_code for role in ("author", "mentor", "stranger")] == [
        403, 403, 404,
    ]  # fmt: skip
    client = browser(cast.organiser)
    assert statuses(client, PATH, "post", "put", "delete") == {405}
    assert client.get(f"{PATH}?before=x").status_code in (200, 404)
    hide_post(post=cast.posts["cohort"], by=cast.organiser, reason="x")
    note_staff_reading(user=cast.staff, post=cast.posts["team"])
    few = query_count(client, PATH)
    for _ in range(30):
        Act.objects.create(cohort=cast.cohort, actor=cast.staff, verb="kept", post=cast.posts["mentors"])
        StaffReading.objects.create(post=cast.posts["cohort"], reader=cast.staff)
    assert query_count(client, PATH) == few <= 9
