"""The organisers' list of people: everybody, by name, narrowed, a page at a time, at the same cost."""

import pytest
from django.urls import reverse

from journal.models.people import Membership
from journal.queries import members
from tests.factories import make_member
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words

pytestmark = pytest.mark.django_db
PATH = reverse("members.index", args=["ai-tech"])


def test_everybody_stands_in_it_with_their_address_team_role_and_state(cast):
    page = words(browser(cast.organiser).get(PATH))
    for said in ("minji@test.example", "1조", "Mentor", "On leave", "Graduated", "Withdrawn", "9 people"):
        assert said in page
    assert "jiho@" not in page


def test_it_is_narrowed_by_name_team_role_and_state(cast):
    client, team = browser(cast.organiser), cast.cohort.teams.get(name="1조")
    for asks, there, gone in (
        ("q=bora", "bora@", "minji@"),
        ("q=SOL%40test", "sol@", "minji@"),
        (f"team={team.pk}", "seoyeon@", "sol@"),
        ("team=none", "haeun@", "minji@"),
        ("role=mentor", "daeun@", "minji@"),
        ("state=on_leave", "yuna@", "minji@"),
    ):
        page = words(client.get(f"{PATH}?{asks}"))
        assert there in page and gone not in page, asks
    assert "Nobody here is like that." in words(client.get(f"{PATH}?q=zzz"))
    assert {client.get(f"{PATH}?{bad}").status_code for bad in ("state=none", "team=x", "page=0")} == {404}
    assert client.get(f"{PATH}?page=99").status_code == 200


def test_every_page_shows_its_own_people(cast, monkeypatch):
    monkeypatch.setattr(members, "PAGE", 4)
    client = browser(cast.organiser)
    pages = [words(client.get(f"{PATH}?page={page}")) for page in (1, 2, 3)]
    people = [user.email for user in cast.people.values() if user and user.memberships.filter(cohort=cast.cohort)]
    assert [sum(email in page for page in pages) for email in people] == [1] * len(people)


def test_it_is_for_who_runs_the_cohort_and_costs_the_same_for_many(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    asking = ("author", "mentor", "stranger", "withdrawn", "staff")
    assert [browser(cast.people[role]).get(PATH).status_code for role in asking] == [403, 403, 404, 404, 200]
    client = browser(cast.organiser)
    assert statuses(client, PATH, "post", "put", "delete") == {405}
    few = query_count(client, PATH)
    for _ in range(30):
        make_member(cast.cohort)
    assert query_count(client, PATH) == few <= 9
    Membership.objects.filter(user=cast.author).update(anonymous_at="2026-01-01T00:00Z")
    assert "minji@" not in words(client.get(PATH))
