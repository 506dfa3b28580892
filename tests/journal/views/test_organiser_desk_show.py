"""The organisers' overview: today in a sentence, plots, and whom somebody should look at."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from journal.actions.hidings import hide_post
from journal.actions.jobs import note_failure
from journal.actions.people import change_membership
from journal.models.cohorts import Cohort
from journal.models.people import Membership
from journal.queries.overviews import overview_of
from tests.factories import let_be_here_from_the_start, make_cohort, make_comment, make_member, make_post
from tests.guards import query_budget
from tests.journal.views.browsing import browser, links, words
from tests.journal.views.crowd import many_posts

pytestmark = pytest.mark.django_db
PATH = "/c/running/organise/"


@pytest.fixture
def cohort():
    """A cohort in its third week, which studies every day."""
    today = timezone.localdate(timezone=ZoneInfo("Asia/Seoul"))
    weeks = {"first_on": today - timedelta(days=15), "last_on": today + timedelta(weeks=20)}
    return make_cohort("running", study_weekdays=[1, 2, 3, 4, 5, 6, 7], **weeks)


def people_in(cohort, *handles, team="1조"):
    """Return new campers of a team."""
    people = [make_member(cohort, handle=handle, team=cohort.teams.get(name=team)) for handle in handles]
    let_be_here_from_the_start(cohort)
    return people


def test_today_counts_active_campers_and_what_is_hidden_but_no_draft(cohort):
    one, two, three, away, gone = people_in(cohort, "one", "two", "three", "away", "gone")
    organiser = make_member(cohort, "organiser")
    for person in (one, two, away, gone):
        post = make_post(person, cohort, day=16)
    make_post(three, cohort, day=16, publish=False)
    hide_post(post=two.posts.get(), by=organiser, reason="Not for others.")
    for person, state in ((away, "on_leave"), (gone, "withdrawn")):
        membership = Membership.objects.get(user=person)
        membership.state = state
        change_membership(membership=membership)
    page = browser(organiser).get(PATH)
    assert "2 of 3 active campers have posted today." in words(page)
    assert f"/c/running/organise/board/?week={post.study_on}" in links(page)
    assert "/c/running/days/16/" in links(page)
    assert "/c/running/topics/matrix/" in links(page)
    drawn = page.content.decode()
    assert drawn.count('<rect class="year__') == (cohort.last_on - cohort.first_on).days + 1
    assert re.search(r"<title>Day 16, [^<]*: 4</title>", drawn)  # the day's own page has what those wrote who left


def test_the_silent_longest_first_without_those_on_leave(cohort):
    wrote, stopped, never, away, _left = people_in(cohort, "wrote", "stopped", "never", "away", "left_us")
    make_post(wrote, cohort, day=15)
    make_post(stopped, cohort, day=10)
    make_post(away, cohort, day=3)
    for handle, state in (("away", "on_leave"), ("left_us", "withdrawn")):
        membership = Membership.objects.get(user__handle=handle)
        membership.state = state
        change_membership(membership=membership)
    organiser = make_member(cohort, "organiser")
    silent = overview_of(organiser, cohort).silent
    assert [(each.camper.handle, each.days, each.is_new) for each in silent] == [
        ("never", 16, True), ("stopped", 6, False),
    ]  # fmt: skip
    page = browser(organiser).get(PATH)
    assert "Never 1조 No journal yet · 16 study days" in words(page)
    assert "/@stopped/" in links(page)


def test_days_on_leave_are_no_silence(cohort):
    (back,) = people_in(cohort, "back")
    make_post(back, cohort, day=9)
    membership = Membership.objects.get(user=back)
    membership.leaves.create(from_on=cohort.calendar.date_of(10), back_on=cohort.calendar.date_of(15))
    organiser = make_member(cohort, "organiser")
    desk = overview_of(organiser, cohort)
    assert desk.silent == []  # two days since they are back
    assert (desk.rate.written, desk.rate.expected) == (0, 2)


def test_days_before_somebody_joined_are_no_silence_and_not_expected(cohort):
    (_here, newcomer, late, brought) = people_in(cohort, "here", "newcomer", "late", "brought")
    make_post(brought, cohort, day=1)
    joined = {newcomer: 2, late: 3, brought: 2}
    for person, days in joined.items():  # today is the last of these days
        moment = timezone.now() - timedelta(days=days - 1)
        Membership.objects.filter(user=person).update(joined_at=moment)
    desk = overview_of(make_member(cohort, "organiser"), cohort)
    assert [(each.camper.handle, each.days) for each in desk.silent] == [("here", 16), ("late", 3)]
    assert (desk.rate.written, desk.rate.expected) == (0, 5 + 2 + 3 + 2)


def test_who_joins_on_a_day_without_study_is_not_counted_for_the_one_before(cast):
    let_be_here_from_the_start(cast.cohort)
    make_post(cast.camper, cast.cohort, day=101)
    Membership.objects.filter(user=cast.team_mate).update(joined_at=timezone.now())
    desk = overview_of(cast.organiser, cast.cohort)
    assert (desk.posted, desk.here, desk.campers) == (1, 2, 3)
    assert "1 of 2 active campers posted on Day 101" in words(browser(cast.organiser).get("/c/ai-tech/organise/"))


def test_a_team_that_falls_behind_leads_to_its_board(cohort):
    for person in people_in(cohort, "one", "two"):
        for day in range(12, 17):
            make_post(person, cohort, day=day)
    (slow,) = people_in(cohort, "slow", team="2조")
    make_post(slow, cohort, day=11)
    make_post(slow, cohort, day=12)
    organiser = make_member(cohort, "organiser")
    desk = overview_of(organiser, cohort)
    assert [(team.name, team.written, team.expected, team.percent) for team in desk.behind] == [("2조", 1, 5, 20)]
    page = browser(organiser).get(PATH)
    assert f"/c/running/organise/board/?week={desk.on}&team={desk.behind[0].pk}" in links(page)
    assert "73% of its journals (11 of 15)" in words(page)


def test_the_oldest_waiting_item_of_each_mentor_without_a_word_of_it(cohort):
    one, other = people_in(cohort, "one", "other")
    (two,) = people_in(cohort, "two", team="2조")
    make_member(cohort, "mentor", "seoyeon", mentored=[cohort.teams.get(name="1조")])
    organiser = make_member(cohort, "organiser")
    for person in (one, other, two):
        make_comment(person, make_post(person, cohort, day=16), f"Zq of {person.handle}, why?", asks=True)
    waiting = overview_of(organiser, cohort).waiting
    assert [(each.name, each.post) for each in waiting] == [("Seoyeon", one.posts.get().pk), ("", two.posts.get().pk)]
    page = browser(organiser).get(PATH)
    assert f"/posts/{one.posts.get().pk}/" in "".join(links(page))
    assert "Teams without a mentor" in words(page)
    assert "Zq" not in page.content.decode()
    staff = browser(make_member(make_cohort(), "organiser", "boss"))
    assert staff.get(PATH).status_code == 404


def test_jobs_in_trouble_are_named(cohort):
    note_failure(name="empty_trash", error=ValueError("Zqsecret"))
    page = words(browser(make_member(cohort, "organiser")).get(PATH))
    assert "No worker is running." in page
    assert "The last run failed." in page
    assert "Zqsecret" not in page


@pytest.mark.parametrize("role", ["organiser", "staff"])
def test_cohorts_that_are_empty_to_come_or_over_say_so(cast, role):
    client = browser(cast.people[role])
    let_be_here_from_the_start(cast.cohort)
    today = timezone.localdate()
    later = {"first_on": today + timedelta(days=30), "last_on": today + timedelta(days=90)}
    assert "The last day was" in words(client.get("/c/ai-tech/organise/"))
    Cohort.objects.filter(pk=cast.cohort.pk).update(**later)
    assert "It begins on" in words(client.get("/c/ai-tech/organise/"))
    Cohort.objects.filter(pk=cast.cohort.pk).update(state="ended", first_on="2021-08-02", last_on="2021-12-20")
    page = words(client.get("/c/ai-tech/organise/"))
    assert "This cohort is over" in page
    assert "0 of 4 campers posted on Day 101" in page
    Membership.objects.filter(cohort=cast.cohort, role="camper").delete()
    assert "no camper is in it" in words(client.get("/c/ai-tech/organise/"))
    Cohort.objects.filter(pk=cast.cohort.pk).update(state="draft", study_weekdays=[7], last_on="2021-08-03")
    assert "No camper is in this cohort yet." in words(client.get("/c/ai-tech/organise/"))
    assert client.get("/c/ai-tech/organise/board/").status_code == 200


def test_thirty_cost_what_one_costs(cohort):
    client = browser(make_member(cohort, "organiser"))
    counts = []
    for count in (1, 29):
        for post in many_posts(cohort, count, day=4):
            make_comment(post.author, post, "Why?", asks=True)
        client.get(PATH)
        with query_budget(14) as seen:
            client.get(PATH)
        counts.append(len(seen))
    assert counts[0] == counts[1]
