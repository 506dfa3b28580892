"""An organiser cares for a running cohort in a browser: people, teams, topics, the calendar."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from journal.actions.topics import curate_topic
from journal.models.people import Membership
from tests.factories import make_cohort, make_member, make_post

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cohort():
    return make_cohort("ai-tech")


def team_of(handle: str) -> str:
    return Membership.objects.values_list("team__name", flat=True).get(user__handle=handle)


def choose(page: Page, people: list[str], act: str) -> None:
    """Tick people on the list of all, choose what happens, and confirm it on the page that asks."""
    for person in people:
        page.get_by_label(person, exact=True).check()
    page.locator("select[name=act]").select_option(act)
    page.locator(".memberacts button").click()
    expect(page.locator(".membernames li")).to_have_count(len(people))
    page.locator("form:has(input[name=sure]) button").click()
    expect(page.locator(".memberlist")).to_be_visible()


def test_a_camper_on_leave_writes_no_more_from_the_next_request_of_the_open_session(cohort, sign_in):
    minji, organiser = make_member(cohort, handle="minji"), make_member(cohort, "organiser", "haeun")
    post = make_post(minji, cohort, title="오늘", day=1)
    camper = sign_in(minji, reverse("posts.edit", args=[post.pk]))
    expect(camper.locator("textarea[name=body]")).to_be_visible()
    choose(sign_in(organiser, "/c/ai-tech/organise/people/"), ["Minji"], "on_leave")
    assert camper.goto(reverse("posts.edit", args=[post.pk])).status == 403
    assert camper.goto(reverse("posts.new") + "?cohort=ai-tech").status == 403
    assert camper.goto(post.get_absolute_url()).status == 200  # reading goes on


def test_several_people_move_to_another_team_at_once(cohort, sign_in):
    one, two = cohort.teams.get(name="1조"), cohort.teams.get(name="2조")
    for handle in ("minji", "bora", "sol"):
        make_member(cohort, handle=handle, team=one)
    page = sign_in(make_member(cohort, "organiser", "haeun"), "/c/ai-tech/organise/people/", width=390)
    choose(page, ["Minji", "Bora"], f"team-{two.pk}")
    assert [team_of(handle) for handle in ("minji", "bora", "sol")] == ["2조", "2조", "1조"]
    row = page.locator(".memberlist tr", has_text="Bora")
    expect(row).to_contain_text("2조")


def test_a_topic_is_merged_after_a_look_and_taken_back(cohort, sign_in):
    minji, organiser = make_member(cohort, handle="minji"), make_member(cohort, "organiser", "haeun")
    curate_topic(cohort=cohort, name="Python", position=1)
    old = curate_topic(cohort=cohort, name="파이썬", position=2)
    post = make_post(minji, cohort, title="오늘", day=1, topics=["파이썬"])
    topics = lambda: sorted(link.tag.name for link in post.topic_links.select_related("tag"))  # noqa: E731
    page = sign_in(organiser, reverse("topic_care.merge", args=["ai-tech", old.pk]))
    page.locator("main input[name=name]").fill("Python")
    page.locator("main form[method=get] button[type=submit]").click()
    effect = page.locator("section[aria-labelledby=effect]")
    expect(effect).to_be_visible()
    assert topics() == ["파이썬"]  # only looked at
    effect.locator("button[type=submit]").click()
    page.wait_for_url(re.compile(r"/organise/topics/\d+/$"))
    assert topics() == ["Python"]
    assert page.goto("/c/ai-tech/topics/파이썬/").url.endswith("/topics/python/")
    page.goto(reverse("topic_changes.index", args=["ai-tech"]))
    page.locator(".log form button").first.click()
    expect(page.locator(".log form")).to_have_count(0)
    assert topics() == ["파이썬"]


def test_a_holiday_that_comes_later_moves_day_n_after_a_look(cohort, sign_in):
    minji, organiser = make_member(cohort, handle="minji"), make_member(cohort, "organiser", "haeun")
    post = make_post(minji, cohort, title="오늘", day=4)
    page = sign_in(organiser, reverse("opening.holidays", args=["ai-tech"]))
    page.locator("textarea[name=others]").fill("2021-08-03 여름 방학")
    page.locator("main form button[type=submit]").last.click()
    apply = page.locator("button[name=seen]")
    expect(apply).to_be_visible()
    assert not cohort.holidays.exists()  # only looked at
    apply.click()
    expect(page.locator("button[name=seen]")).to_have_count(0)
    assert str(cohort.holidays.get().on) == "2021-08-03"
    page.goto(post.get_absolute_url())
    expect(page.locator("main")).to_contain_text("Day 3")
    expect(page.locator("main")).not_to_contain_text("Day 4")
    post.refresh_from_db()
    assert str(post.study_on) == "2021-08-05"  # its date stays
