"""People suggested behind an @."""

import unicodedata

import pytest
from django.urls import reverse

from accounts.models import User
from tests.factories import make_member
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses
from tests.journal.views.crowd import many_people

PATH = reverse("people.suggest", args=["ai-tech"])


def suggested(client, typed):
    answer = client.get(PATH, {"q": typed})
    assert answer.status_code == 200
    return [member.user.handle for member in answer.context["members"]]


@pytest.fixture
def named(cast):
    User.objects.filter(handle="minji").update(display_name="민지")
    User.objects.filter(handle="bora").update(display_name="보라")
    return cast


@pytest.mark.parametrize(
    "typed", ["ㅁㅈ", "민", "민ㅈ", "MIN", "minji", "ｍｉｎ", unicodedata.normalize("NFD", "민지")]
)
def test_name_handle_and_chosung_find_a_person(named, typed):
    assert suggested(browser(named.camper), typed) == ["minji"]


def test_an_option_holds_what_is_typed_for_it(named):
    User.objects.filter(handle="minji").update(handle="MinJi")
    page = browser(named.camper).get(PATH, {"q": "ㅁㅈ"}).content.decode()
    assert 'data-value="minji"' in page  # mentions are lower case
    assert "민지" in page
    assert "1조" in page


def test_nothing_typed_shows_the_own_team_and_its_mentors(cast):
    assert suggested(browser(cast.author), "") == ["bora", "gahee", "seoyeon", "yuna"]
    assert suggested(browser(cast.camper), "") == ["daeun"]
    assert suggested(browser(cast.organiser), "") == []


def test_the_own_team_comes_first(cast):
    make_member(cast.cohort, handle="aba", team=cast.cohort.teams.get(name="2조"))
    make_member(cast.cohort, handle="abb", team=cast.cohort.teams.get(name="1조"))
    assert suggested(browser(cast.author), "ab") == ["abb", "aba"]


def test_who_is_not_of_the_cohort_is_never_suggested(cast):
    make_member(cast.cohort, handle="invitee", state="invited")
    asleep = make_member(cast.cohort, handle="asleep")
    User.objects.filter(pk=asleep.pk).update(is_active=False)
    client = browser(cast.staff)
    for typed in ("wonho", "jiho", "invitee", "asleep", "root_staff"):  # withdrawn, another cohort's, invited, closed
        assert suggested(client, typed) == []
    assert suggested(client, "yuna") == ["yuna"]
    assert suggested(client, "gahee") == ["gahee"]


def test_one_is_not_suggested_to_oneself(cast):
    assert suggested(browser(cast.author), "minji") == []


def test_no_mail_address_is_in_the_answer(cast):
    assert "@test.example" not in browser(cast.organiser).get(PATH, {"q": "m"}).content.decode()


@pytest.mark.parametrize("typed", ["x" * 51, "a\x00b"])
def test_what_nobody_can_be_called_is_not_there(cast, typed):
    assert browser(cast.camper).get(PATH, {"q": typed}).status_code == 404


def test_visitor_is_asked_to_sign_in(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, role):
    assert browser(cast.people[role]).get(PATH, {"q": "mi"}).status_code == 404


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    client, path = browser(cast.camper), f"{PATH}?q=crowd"
    many_people(cast.cohort, 1)
    one = query_count(client, path)
    many_people(cast.cohort, 30)
    assert query_count(client, path) == one
    assert len(suggested(client, "crowd")) == 8
