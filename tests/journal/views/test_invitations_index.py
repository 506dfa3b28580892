"""Links that lead into a cohort, with an end and a number of places; and who waits for a mail."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.newcomers import make_newcomers
from journal.actions.cohorts import add_member
from journal.models.people import Invitation
from tests.factories import make_user
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words

PATH = reverse("invitations.index", args=["ai-tech"])


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_link_is_made_and_lets_so_many_people_in(cast):
    team = cast.cohort.teams.get(name="2조")
    client = browser(cast.organiser)
    answer = client.post(PATH, {"role": "camper", "team": team.pk, "places": 1, "last_on": day(3)}, follow=True)
    link = Invitation.objects.get()
    assert (
        "0 of 1 places taken" in words(answer) and reverse("people.join", args=[link.token]) in answer.content.decode()
    )
    assert timedelta(days=3) <= link.expires_at - timezone.now() < timedelta(days=4)
    newcomer = make_user()
    browser(newcomer).post(reverse("people.join", args=[link.token]))
    assert newcomer.memberships.get().team == team
    assert "1 of 1 places taken" in words(client.get(PATH)) and "ended" in words(client.get(PATH))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"places": ""}, "This field is required."), ({"places": "0"}, "a number from 1 to 2,000"), ({"places": "2001"}, "a number from 1 to 2,000"),
        ({"places": "many"}, "a number from 1 to 2,000"), ({"last_on": day(-2)}, "from today on, within a year"), ({"last_on": day(400)}, "from today on, within a year"),
        ({"last_on": "soon"}, "Please give a day"), ({"role": "king"}, "Select a valid choice"), ({"team": "99999"}, "Select a valid choice"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(cast, changed, sentence):
    answer = browser(cast.organiser).post(PATH, {"role": "camper", "places": "3", "last_on": day(3)} | changed)
    assert answer.status_code == 200 and sentence in words(answer)
    assert list(answer.context["form"].errors) == list(changed) and not Invitation.objects.exists()


def test_a_team_of_another_cohort_is_no_choice(cast):
    team = cast.other.teams.first()
    answer = browser(cast.organiser).post(PATH, {"role": "camper", "team": team.pk, "places": "3", "last_on": day(3)})
    assert answer.context["form"].errors.keys() == {"team"}


def test_doors_and_budget(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert browser(cast.stranger).get(PATH).status_code == 404
    assert browser(cast.mentor).post(PATH, {}).status_code == 403
    client = browser(cast.organiser)
    assert statuses(client, PATH, "put", "delete", "patch") == {405}
    few = query_count(client, PATH)
    newcomers = make_newcomers([(f"n{n}@x.org", "N") for n in range(30)], language="ko", time_zone="Asia/Seoul")
    for newcomer in newcomers:
        add_member(cohort=cast.cohort, user=newcomer, role="camper", state="invited")
        Invitation.objects.create(cohort=cast.cohort, expires_at=timezone.now() + timedelta(days=1))
    assert query_count(client, PATH) == few <= 8
    assert " 0 people" not in words(client.get(PATH))
    assert "30 people have had no invitation yet." in words(client.get(PATH))
