"""Following an invitation."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from journal.models.people import Invitation, Membership
from tests.factories import make_user
from tests.journal.views.browsing import browser, links, query_count, statuses, words


@pytest.fixture
def invitation(cast):
    week = timezone.now() + timedelta(days=7)
    return Invitation.objects.create(cohort=cast.cohort, team=cast.cohort.teams.first(), expires_at=week, places=2)


@pytest.fixture
def path(invitation):
    return reverse("people.join", args=[invitation.token])


def test_visitor_reads_what_they_join_and_goes_to_sign_up_or_in(path):
    answer = browser().get(path)
    page = words(answer)
    for said in ("You are invited to ai-tech", "You join as: Camper.", "Your team: 1조."):
        assert said in page
    assert f"{reverse('account_signup')}?next={path.replace('/', '%2F')}" in links(answer)
    assert f"{reverse('account_login')}?next={path.replace('/', '%2F')}" in links(answer)


def test_visitor_who_followed_it_may_sign_up_for_a_while(path):
    client = browser()
    client.get(path)
    assert client.session["invited_until"] > timezone.now().timestamp()


def test_person_joins_and_stands_in_the_cohort(cast, invitation, path):
    newcomer = make_user("newcomer")
    client = browser(newcomer)
    assert "You are signed in as Newcomer." in words(client.get(path))
    answer = client.post(path, follow=True)
    assert answer.redirect_chain == [(cast.cohort.get_absolute_url(), 302)]
    assert "Welcome to ai-tech!" in words(answer)
    membership = newcomer.memberships.get()
    assert (membership.role, membership.state, membership.team.name) == ("camper", "active", "1조")


def test_post_of_a_visitor_makes_nobody_a_member(path):
    before = Membership.objects.count()
    assert browser().post(path).status_code == 200
    assert (Membership.objects.count(), Invitation.objects.get().taken) == (before, 0)


def test_double_submission_takes_one_place(invitation, path):
    newcomer = make_user("newcomer")
    client = browser(newcomer)
    assert {client.post(path).status_code for _ in range(2)} == {302}
    invitation.refresh_from_db()
    assert (invitation.taken, newcomer.memberships.count()) == (1, 1)


def test_member_stays_what_they_are(cast, path):
    browser(cast.mentor).post(path)
    assert cast.mentor.memberships.get().role == "mentor"
    assert Invitation.objects.get().taken == 0


@pytest.mark.parametrize(
    "columns",
    [{"taken": 2}, {"expires_at": timezone.now() - timedelta(seconds=1)}, {"token": "another"}],
)
def test_used_up_old_or_unknown_invitation_is_not_there(path, columns):
    Invitation.objects.update(**columns)
    client = browser(make_user())
    assert statuses(client, path, "get", "post") == {404}
    assert browser().get(path).status_code == 404


@pytest.mark.parametrize("columns", [{"expires_at": timezone.now() - timedelta(seconds=1)}, {"token": "another"}])
@pytest.mark.parametrize("name", ["people.join", "invitations.claim"])
def test_invitation_that_does_not_open_says_whom_to_ask_the_same_for_old_and_unknown(invitation, name, columns):
    where = reverse(name, args=[invitation.token])
    Invitation.objects.update(**columns)
    page = words(browser().get(where))
    assert "This invitation does not open" in page
    assert "Ask your organiser for a new one." in page


def test_other_missing_pages_speak_of_no_invitation(db):
    assert "invitation" not in words(browser().get("/nowhere/"))


def test_a_missing_page_leads_a_visitor_to_the_front_page_and_others_to_today(db):
    assert "Go to the front page" in words(browser().get("/nowhere/"))
    assert "Go to today" in words(browser(make_user()).get("/nowhere/"))


@pytest.mark.parametrize("state", ["ended", "archived"])
def test_cohort_that_is_over_takes_nobody(cast, path, state):
    cast.cohort.state = state
    cast.cohort.save()
    assert browser(make_user()).post(path).status_code == 404


def test_answers_get_and_post_only(path):
    assert statuses(browser(), path, "put", "delete", "patch") == {405}


def test_page_costs_little(path):
    query_count(browser(make_user()), path)
    query_count(browser(), path)


@pytest.mark.parametrize("token", ["%00", "x" * 500, "가나다", "🐣"])
def test_strange_words_are_not_there(db, token):
    assert browser().get(f"/join/{token}/").status_code == 404
