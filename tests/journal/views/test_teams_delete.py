"""A team goes while nobody is in it and nothing was written in it."""

import pytest
from django.urls import reverse

from journal.models.moderation import Act
from journal.models.people import Membership, Team
from journal.models.posts import Post
from tests.journal.views.browsing import browser, statuses, words

pytestmark = pytest.mark.django_db


def path(team: Team) -> str:
    return reverse("teams.delete", args=["ai-tech", team.pk])


def test_an_empty_team_goes_and_no_other(cast):
    client, one, two = browser(cast.organiser), *cast.cohort.teams.order_by("name")
    assert "in this team" in words(client.post(path(one), follow=True))  # somebody is in it
    Membership.objects.filter(team=two).update(team=one)
    Membership.objects.filter(team=one).update(team=two)
    assert "in this team" in words(client.post(path(one), follow=True))  # posts were written in it
    Membership.objects.filter(team=two).exclude(state="withdrawn").update(team=one)
    assert statuses(client, path(two), "get", "put") == {405}
    assert "2조 is deleted." in words(client.post(path(two), follow=True))
    assert client.post(path(two)).status_code == 404
    assert [team.name for team in cast.cohort.teams.all()] == ["1조"]
    assert Post.objects.filter(team=one).exists() and Act.objects.get().verb == "deleted_team"


def test_it_is_for_who_runs_the_cohort(cast):
    empty = Team.objects.create(cohort=cast.cohort, name="빈 조")
    for role, status in (("author", 403), ("mentor", 403), ("stranger", 404), ("staff", 302)):
        assert browser(cast.people[role]).post(path(empty)).status_code == status
