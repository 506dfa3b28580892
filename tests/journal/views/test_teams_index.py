"""Teams: in the order people count, with who is in them and who takes care of them; another one is made here."""

import pytest
from django.urls import reverse

from journal.models.moderation import Act
from journal.models.people import Team
from tests.factories import make_member
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, words

pytestmark = pytest.mark.django_db
PATH = reverse("teams.index", args=["ai-tech"])


def test_teams_stand_with_their_people_and_mentors(cast):
    Team.objects.create(cohort=cast.cohort, name="10조")
    page = browser(cast.organiser).get(PATH)
    read, team = words(page), cast.cohort.teams.get(name="1조")
    assert read.index("1조") < read.index("2조") < read.index("10조")
    assert "4 people" in read and "Seoyeon" in read  # who withdrew is not counted
    assert f"{reverse('members.index', args=['ai-tech'])}?team={team.pk}" in links(page)


def test_a_team_is_made_once(cast):
    client = browser(cast.organiser)
    assert "<b>새 조</b> is in the list." in words(client.post(PATH, {"name": " <b>새 조</b> "}, follow=True))
    assert "There is a team of this name already." in words(client.post(PATH, {"name": "<b>새 조</b>"}))
    assert "A team needs a name." in words(client.post(PATH, {"name": "  "}))
    assert client.post(PATH, {"name": "x" * 41}).status_code == 200
    assert cast.cohort.teams.count() == 3 and Act.objects.get().verb == "made_team"


def test_it_is_for_who_runs_a_cohort_that_is_not_over_and_costs_the_same_for_many(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert [browser(cast.people[role]).get(PATH).status_code for role in ("author", "mentor", "stranger")] == [
        403, 403, 404,
    ]  # fmt: skip
    client = browser(cast.organiser)
    few = query_count(client, PATH)
    for number in range(30):
        make_member(cast.cohort, team=Team.objects.create(cohort=cast.cohort, name=f"{number}반"))
    assert query_count(client, PATH) == few <= 9
    type(cast.cohort).objects.filter(pk=cast.cohort.pk).update(state="ended")
    assert client.get(PATH).status_code == client.post(PATH, {"name": "9조"}).status_code == 403
