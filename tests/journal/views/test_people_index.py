"""Who belongs to a cohort."""

import pytest
from django.urls import reverse

from accounts.models import User
from journal.models.people import Team
from journal.queries.people import TOGETHER
from tests.factories import make_cohort, make_member
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


@pytest.fixture
def hundreds(cast):
    """A cohort of more people than one page shows."""
    return many_people(cast.cohort, TOGETHER)


def test_of_many_people_those_of_the_own_team_and_the_staff_are_shown(cast, hundreds):
    answer = browser(cast.author).get(PATH)
    page, led = words(answer), set(links(answer))
    assert f"{TOGETHER + 8} people belong to ai-tech." in page
    assert {"/@minji/", "/@seoyeon/", "/@haeun/"} <= led
    assert not {person.get_absolute_url() for person in hundreds} & led
    teams = cast.cohort.teams.values_list("pk", flat=True)
    assert {f"?team={pk}" for pk in teams} <= led


def test_of_many_people_each_team_is_a_page(cast, hundreds):
    somebody = hundreds[7]
    team = somebody.memberships.get().team
    answer = browser(cast.camper).get(f"{PATH}?team={team.pk}")
    assert somebody.get_absolute_url() in links(answer)
    assert hundreds[8].get_absolute_url() not in links(answer)


@pytest.mark.parametrize("typed", ["서연", "ㅅㅇ", "seoy", "SEOYEON"])
def test_somebody_is_found_by_name_without_a_script(cast, hundreds, typed):
    User.objects.filter(handle="seoyeon").update(display_name="박서연", display_key="박서연")
    answer = browser(cast.camper).get(PATH, {"q": typed})
    assert "/@seoyeon/" in links(answer)
    assert "/@minji/" not in links(answer)


def test_who_is_called_so_nowhere_is_said(cast, hundreds):
    make_member(cast.cohort, handle="invitee", state="invited")
    for typed in ("nobodyhere", "invitee", "wonho", "jiho", "()", "."):
        answer = browser(cast.camper).get(PATH, {"q": typed})
        assert "Nobody here is called so." in words(answer)


def test_team_of_another_cohort_is_not_there(cast):
    other = make_cohort("elsewhere")
    team = Team.objects.create(cohort=other, name="9조")
    make_member(other, handle="elsewhere", team=team)
    assert browser(cast.camper).get(f"{PATH}?team={team.pk}").status_code == 404


def test_changed_name_is_shown_at_once(cast):
    client = browser(cast.camper)
    assert "Seoyeon" in words(client.get(PATH))
    User.objects.filter(handle="seoyeon").update(display_name="Somebody New")
    assert "Somebody New" in words(client.get(PATH))


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
