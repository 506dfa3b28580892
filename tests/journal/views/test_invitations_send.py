"""Invitations by mail: once to everybody who was taken in and has not come, by the gate and the worker."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.newcomers import make_newcomers
from journal.actions.cohorts import add_member
from journal.actions.people import change_membership
from journal.models.cohorts import Cohort
from journal.models.mail import Delivery
from journal.models.people import Membership
from tests.jobs import run_jobs
from tests.journal.views.browsing import browser, statuses, words

PATH = reverse("invitations.send", args=["ai-tech"])


@pytest.fixture
def newcomers(cast) -> list[Membership]:
    """A camper of team 1 and an organiser, who have not come yet."""
    people = make_newcomers([("n1@x.org", "하나"), ("n2@x.org", "둘")], language="en", time_zone="Asia/Seoul")
    one = cast.cohort.teams.get(name="1조")
    return [
        add_member(cohort=cast.cohort, user=people[0], role="camper", state="invited", team=one),
        add_member(cohort=cast.cohort, user=people[1], role="organiser", state="invited"),
    ]


def test_everybody_who_has_not_come_has_one_mail(cast, newcomers, letterbox):
    client = browser(cast.organiser)
    assert "2 invitations are on their way." in words(client.post(PATH, follow=True))
    assert "Nobody waits for a mail just now." in words(client.post(PATH, follow=True))
    run_jobs("deliver_mail")
    assert sorted(letter["To"] for letter in letterbox.letters) == ["n1@x.org", "n2@x.org"]
    letter = next(letter for letter in letterbox.letters if letter["To"] == "n1@x.org")
    said = letter.get_body(preferencelist=("plain",)).get_content()
    assert letter["Subject"] == "You are invited to ai-tech" and "하나" in said and "Your team: 1조." in said
    assert "/join/mail/" in said and letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe"].strip().strip("<>") in said and "List-Unsubscribe-Post" not in letter
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_a_cohort_in_preparation_writes_to_its_organisers_only(cast, newcomers, letterbox):
    Cohort.objects.filter(pk=cast.cohort.pk).update(state="draft")
    browser(cast.organiser).post(PATH)
    run_jobs("deliver_mail")
    assert [letter["To"] for letter in letterbox.letters] == ["n2@x.org"]


@pytest.mark.parametrize("state", ["active", "withdrawn"])
def test_who_came_or_left_meanwhile_has_no_mail(cast, newcomers, letterbox, state):
    browser(cast.organiser).post(PATH)
    newcomers[0].state = state
    change_membership(membership=newcomers[0])
    Cohort.objects.filter(pk=cast.cohort.pk).update(state="open")
    run_jobs("deliver_mail")
    assert [letter["To"] for letter in letterbox.letters] == ["n2@x.org"]
    assert Delivery.objects.get(recipient=newcomers[0].user).state == "dropped"


def test_nobody_is_reminded_twice_on_one_day(cast, newcomers, letterbox):
    client = browser(cast.organiser)
    client.post(PATH)
    assert "Nobody waits" in words(client.post(PATH, {"again": "1"}, follow=True))
    run_jobs("deliver_mail")
    Membership.objects.filter(pk=newcomers[0].pk).update(invited_at=timezone.now() - timedelta(days=2))
    assert "1 invitation is on its way." in words(client.post(PATH, {"again": "1"}, follow=True))
    run_jobs("deliver_mail")
    assert len(letterbox) == 3


def test_only_who_runs_the_cohort_sends(cast, newcomers):
    for person, status in ((cast.mentor, 403), (cast.author, 403), (cast.stranger, 404)):
        assert browser(person).post(PATH).status_code == status
    assert statuses(browser(cast.organiser), PATH, "get", "put", "delete") == {405}
    assert not Delivery.objects.exists()
