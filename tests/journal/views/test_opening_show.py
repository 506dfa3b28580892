"""What a cohort still needs before it opens, and opening it."""

import pytest
from django.urls import reverse

from journal.models.cohorts import Cohort
from journal.models.people import Membership
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words

PATH = reverse("opening.show", args=["ai-tech"])


@pytest.fixture
def draft(cast):
    """The cast's cohort, in preparation."""
    Cohort.objects.filter(pk=cast.cohort.pk).update(state="draft")
    cast.cohort.refresh_from_db()
    return cast.cohort


def test_it_says_what_there_is_and_opens_with_a_press(cast, draft):
    client = browser(cast.organiser)
    page = words(client.get(PATH))
    assert "101 study days" in page and "Campers: 4 · mentors: 2 · organisers: 1" in page and "In preparation" in page
    assert browser(cast.author).get(draft.get_absolute_url()).status_code == 404
    page = words(client.post(PATH, follow=True))
    assert "ai-tech is open." in page and "Open the cohort" not in page
    assert browser(cast.author).get(draft.get_absolute_url()).status_code == 200
    assert client.post(PATH).status_code == 302  # a double press


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (lambda cast: Cohort.objects.filter(pk=cast.cohort.pk).update(study_weekdays=[]), "0 study days"),
        (lambda cast: Membership.objects.filter(cohort=cast.cohort, role="camper").delete(), "Campers: 0"),
        (
            lambda cast: Membership.objects.filter(cohort=cast.cohort, role="organiser").delete(),
            "Nobody runs this cohort",
        ),
    ],
)
def test_it_does_not_open_without_days_campers_and_an_organiser(cast, draft, missing, said):
    missing(cast)
    client = browser(cast.staff)
    page = client.get(PATH)
    assert said in words(page) and "It opens when it has study days, a camper and an organiser." in words(page)
    assert "Something is still missing." in words(client.post(PATH, follow=True))
    assert Cohort.objects.get(pk=draft.pk).state == "draft"


def test_who_is_in_no_team_and_which_team_has_no_mentor(cast, draft):
    Membership.objects.filter(user=cast.author).update(team=None)
    Membership.objects.get(user=cast.mentor).mentored_teams.clear()
    page = words(browser(cast.organiser).get(PATH))
    assert "1 camper is in no team." in page and "1 team has no mentor." in page


@pytest.mark.parametrize("role", ["author", "mentor", "on_leave", "graduated"])
def test_members_are_refused_and_see_no_way_there(cast, role):
    client = browser(cast.people[role])
    assert {client.get(PATH).status_code, client.post(PATH).status_code} == {403}
    assert PATH not in client.get(cast.cohort.get_absolute_url()).content.decode()


def test_organisers_and_staff_find_the_way(cast):
    for person in (cast.organiser, cast.staff):
        client, overview = browser(person), reverse("organiser_desk.show", args=["ai-tech"])
        assert overview in links(client.get(cast.cohort.get_absolute_url())) and PATH in links(client.get(overview))


def test_a_cohort_that_is_over_is_read_and_not_set_up(cast):
    for state in ("ended", "archived"):
        Cohort.objects.filter(pk=cast.cohort.pk).update(state=state)
        client = browser(cast.organiser)
        page = client.get(PATH)
        assert "This cohort is over" in words(page) and client.post(PATH).status_code == 403
        for name in ("basics", "holidays", "curriculum"):
            path = reverse(f"opening.{name}", args=["ai-tech"])
            assert path not in links(page) and client.get(path).status_code == 403
        for name in ("rosters.new", "invitations.index"):
            path = reverse(name, args=["ai-tech"])
            assert path not in links(page) and client.get(path).status_code == 403


def test_visitor_signs_in_and_the_page_costs_the_same_for_many(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    client = browser(cast.organiser)
    assert statuses(client, PATH, "put", "delete", "patch") == {405}
    few = query_count(client, PATH)
    for number in range(30):
        cast.cohort.teams.create(name=f"team {number}")
    assert query_count(client, PATH) == few <= 9
