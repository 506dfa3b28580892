"""Who belongs to a cohort."""

import pytest
from django.urls import reverse

from tests.factories import make_member
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_people

PATH = reverse("people.index", args=["ai-tech"])


def test_members_stand_by_team_with_role_and_state(cast):
    answer = browser(cast.camper).get(PATH)
    page = words(answer)
    assert "8 people belong to ai-tech." in page
    for said in ("1조", "2조", "Minji", "Seoyeon", "Mentor", "Organiser", "On leave", "Graduated"):
        assert said in page
    assert {"/@minji/", "/@seoyeon/", "/@haeun/"} <= set(links(answer))


def test_withdrawn_invited_and_other_cohorts_people_are_not_named(cast):
    make_member(cast.cohort, handle="invitee", state="invited")
    page = browser(cast.camper).get(PATH).content.decode()
    for name in ("Wonho", "Invitee", "Jiho"):
        assert name not in page


def test_each_team_is_one_section(cast):
    page = words(browser(cast.camper).get(PATH))
    assert page.count("Mentors and organisers") == 1
    assert page.index("1조") < page.index("2조")


def test_no_mail_address_is_on_the_page(cast):
    assert "@test.example" not in browser(cast.organiser).get(PATH).content.decode()


def test_visitor_is_asked_to_sign_in_and_comes_back(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, role):
    assert browser(cast.people[role]).get(PATH).status_code == 404


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    client = browser(cast.camper)
    one = query_count(client, PATH)
    many_people(cast.cohort, 30)
    for at in range(3):
        make_member(cast.cohort, "mentor", f"mentor{at}", mentored=cast.cohort.teams.all()[:2])
    assert query_count(client, PATH) == one
