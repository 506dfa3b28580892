"""Changing people: asked first, then so from the next click on, in every session."""

import pytest
from django.urls import reverse

from journal.models.people import Membership
from tests.factories import make_member
from tests.guards import query_budget
from tests.journal.views.browsing import browser, statuses, words

pytestmark = pytest.mark.django_db
LIST, PATH = reverse("members.index", args=["ai-tech"]), reverse("members.change", args=["ai-tech"])
HOME = reverse("cohorts.show", args=["ai-tech"])


def key(cast, role: str) -> int:
    return Membership.objects.get(cohort=cast.cohort, user=cast.people[role]).pk


def press(client, act: str, *chosen: int, **more):
    return client.post(PATH, {"act": act, "chosen": chosen, **more}, follow=True)


def test_it_asks_first_and_changes_nothing_before(cast):
    client = browser(cast.organiser)
    page = press(client, "withdrawn", key(cast, "team_mate"), key(cast, "withdrawn"))
    assert "Bora" in words(page) and "1 stays as they are" in words(page) and "Withdraw" in words(page)
    assert Membership.objects.get(pk=key(cast, "team_mate")).state == "active"
    assert "1 person was changed." in press(client, "withdrawn", key(cast, "team_mate"), sure=1).content.decode()
    assert Membership.objects.get(pk=key(cast, "team_mate")).state == "withdrawn"
    assert "Nothing had to be changed." in press(client, "withdrawn", key(cast, "team_mate"), sure=1).content.decode()


def test_it_holds_from_the_next_request_on_in_every_session(cast):
    boss, phone, laptop = browser(cast.organiser), browser(cast.team_mate), browser(cast.team_mate)
    post, write = cast.posts["cohort"].get_absolute_url(), reverse("posts.new") + "?cohort=ai-tech"
    sessions, paths = (phone, laptop), (HOME, post, write)
    tags = {(each, path): each.get(path).headers.get("ETag", "") for each in sessions for path in paths}

    def answers():
        return [
            {each.get(path, headers={"If-None-Match": tags[each, path]}).status_code for each in sessions}
            for path in paths
        ]

    press(boss, "on_leave", key(cast, "team_mate"), sure=1)
    assert answers()[2] == {403} and {each.get(HOME).status_code for each in sessions} == {200}
    press(boss, "active", key(cast, "team_mate"), sure=1)
    assert answers()[2] == {200}
    press(boss, "withdrawn", key(cast, "team_mate"), sure=1)
    assert answers() == [{404}, {404}, {404}]
    press(boss, "active", key(cast, "team_mate"), sure=1)
    assert [each.get(HOME).status_code for each in sessions] == [200, 200]


def test_all_that_the_list_shows_are_changed_at_once(cast):
    client, two = browser(cast.organiser), cast.cohort.teams.get(name="2조")
    asks = f"?team={cast.cohort.teams.get(name='1조').pk}"
    page = client.post(PATH + asks, {"act": f"team-{two.pk}", "whole": "1"}, follow=True)
    keys = [field.split('"')[0] for field in page.content.decode().split('name="chosen" value="')[1:]]
    client.post(PATH + asks, {"act": f"team-{two.pk}", "chosen": keys, "sure": "1"})
    campers = Membership.objects.filter(cohort=cast.cohort, role="camper")
    assert len(keys) == 5 and set(campers.values_list("team__name", flat=True)) == {"2조"}
    assert not Membership.objects.filter(role="mentor", team=two).exists()


def test_a_whole_cohort_graduates_and_its_staff_stay(cast):
    client = browser(cast.organiser)
    page = client.post(PATH, {"act": "graduated", "whole": "1"}, follow=True)
    keys = [field.split('"')[0] for field in page.content.decode().split('name="chosen" value="')[1:]]
    assert len(keys) == 4 and "5 stay as they are" in words(page)
    press(client, "graduated", *keys, sure=1)
    members = Membership.objects.filter(cohort=cast.cohort)
    assert set(members.filter(role="camper").values_list("state", flat=True)) == {"graduated", "withdrawn"}
    assert set(members.exclude(role="camper").values_list("state", flat=True)) == {"active"}


def test_the_last_organiser_and_nothing_chosen_are_refused_in_a_sentence(cast):
    client = browser(cast.organiser)
    for act in ("withdrawn", "on_leave", "camper"):
        assert "last organiser stays one" in press(client, act, key(cast, "organiser"), sure=1).content.decode()
    assert "Choose somebody first." in press(client, "withdrawn").content.decode()
    assert "Choose what should happen first." in press(client, "", key(cast, "author")).content.decode()
    assert press(client, "team-987654321", key(cast, "author"), sure=1).status_code == 200
    assert client.get(HOME).status_code == 200


def test_it_is_for_who_runs_the_cohort_also_when_it_is_over(cast):
    chosen = {"act": "graduated", "chosen": [key(cast, "team_mate")], "sure": "1"}
    for role, status in (("author", 403), ("mentor", 403), ("stranger", 404), ("on_leave", 403)):
        assert browser(cast.people[role]).post(PATH, chosen).status_code == status
    assert statuses(browser(cast.organiser), PATH, "get", "put") == {405}
    type(cast.cohort).objects.filter(pk=cast.cohort.pk).update(state="ended")
    assert browser(cast.organiser).post(PATH, chosen).status_code == 302
    assert Membership.objects.get(pk=key(cast, "team_mate")).state == "graduated"
    assert browser(cast.organiser).get(LIST).status_code == 200


def test_asking_and_doing_cost_the_same_for_one_and_for_thirty(cast):
    client = browser(cast.organiser)
    many = [make_member(cast.cohort, handle=f"many{at}").memberships.get().pk for at in range(31)]
    costs = []
    for chosen in (many[:1], many[1:]):
        for sure in ({}, {"sure": 1}):
            with query_budget(most=30) as seen:
                client.post(PATH, {"act": "on_leave", "chosen": chosen, **sure})
            costs.append(len(seen))
    assert costs[2] <= costs[0] and costs[3] <= costs[1], costs
    assert set(Membership.objects.filter(pk__in=many).values_list("state", flat=True)) == {"on_leave"}
