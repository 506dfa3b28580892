"""The log: what was done with the staff's rights, and which posts the staff read, for the organisers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from journal.actions.hidings import hide_post, lift_hiding
from journal.actions.invitations import end_link, leave_invitations, make_link
from journal.actions.members import change_state
from journal.actions.opening import start_cohort
from journal.actions.posts import delete_post, note_staff_reading
from journal.actions.rosters import ask_for_roster, keep_roster
from journal.actions.topic_merges import merge_topics, undo_change
from journal.actions.topic_names import rename_topic
from journal.actions.topics import find_topics, retag_post
from journal.models.moderation import Act
from journal.models.people import Membership
from journal.models.posts import StaffReading
from journal.queries.acts import LINES
from journal.text.rosters import Entry
from tests.factories import make_member
from tests.jobs import run_jobs
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


def test_what_is_done_to_topics_people_and_the_cohort_stands_in_it(cast):
    boss, soon = cast.organiser, timezone.now() + timedelta(days=1)
    topics = [find_topics(cohort=cast.cohort, names=[name])[0] for name in ("zqone", "zqtwo")]
    rename_topic(topic=topics[0], name="zqnew", actor=boss)
    undo_change(change=merge_topics(source=topics[0], target=topics[1], actor=boss), actor=boss)
    link = make_link(cohort=cast.cohort, role="camper", team=None, places=25, expires_at=soon, by=boss)
    end_link(invitation=end_link(invitation=link, by=boss), by=boss)
    make_member(cast.cohort, state="invited")
    leave_invitations(cohort=cast.cohort, by=boss)
    entries = [Entry(1, "New", "new@test.example", ("1조",), "camper")]
    ask_for_roster(roster=keep_roster(cohort=cast.cohort, owner=boss, name="zqroster.csv", entries=entries), to_do=1)
    run_jobs("apply_roster")
    keys = Membership.objects.filter(cohort=cast.cohort, role="camper").values_list("pk", flat=True)
    change_state(cohort=cast.cohort, members=list(keys), state="graduated", by=boss)
    begun = start_cohort(starter=cast.staff, organisers=[boss.email], name="New", slug="zqnew", first_on=cast.cohort.first_on,
                         last_on=cast.cohort.last_on)  # fmt: skip
    read = words(browser(boss).get(PATH))
    for said in (
        "renamed a topic · zqone → zqnew", "merged topics · zqnew → zqtwo", "took back a change of topics · zqnew → zqtwo",
        "made an invitation link · 25", "ended an invitation link · 0 / 25", "sent invitations · 1",
        "applied a roster · zqroster.csv (1)", "graduated · Minji, Bora",
    ):  # fmt: skip
        assert read.count(said) == 1, said
    assert "began the cohort" in words(browser(boss).get(PATH.replace("ai-tech", begun.slug)))
    assert "a post that is gone" not in read


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
