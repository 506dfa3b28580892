"""A team: another name, and the mentors that take care of it."""

import pytest
from django.urls import reverse

from journal.models.moderation import Act
from journal.models.people import Membership
from journal.models.posts import Post
from tests.factories import make_member
from tests.journal.views.browsing import browser, query_count, words

pytestmark = pytest.mark.django_db


def path(cast, name: str = "1조", cohort: str = "ai-tech") -> str:
    return reverse("teams.edit", args=[cohort, cast.cohort.teams.get(name=name).pk])


def test_mentors_read_what_the_team_shares_as_long_as_it_is_theirs(cast):
    client, where = browser(cast.organiser), path(cast)
    daeun = Membership.objects.get(cohort=cast.cohort, user=cast.other_mentor)
    page = client.post(where, {"name": "알파", "mentors": [daeun.pk]}, follow=True)
    assert "The team is saved." in words(page) and "알파" in words(page)
    sees = [Post.objects.visible_to(cast.fresh(role)).filter(visibility="team").exists()
            for role in ("other_mentor", "mentor")]  # fmt: skip
    assert sees == [True, False]
    assert [(act.verb, act.words) for act in Act.objects.order_by("pk")] == [
        ("renamed_team", "1조 → 알파"), ("assigned", "알파"),
    ]  # fmt: skip
    client.post(where, {"name": "알파", "mentors": [daeun.pk]})
    assert Act.objects.count() == 2


def test_only_mentors_of_the_cohort_take_care_of_it(cast):
    others = [Membership.objects.get(user=cast.people[role]).pk for role in ("author", "stranger")]
    browser(cast.organiser).post(path(cast), {"name": "1조", "mentors": [*others, 987654321]})
    assert not cast.cohort.teams.get(name="1조").mentors.exists()


def test_names_that_are_taken_missing_or_of_another_cohort_are_refused(cast):
    client = browser(cast.organiser)
    assert "There is a team of this name already." in words(client.post(path(cast), {"name": "2조"}))
    assert "A team needs a name." in words(client.post(path(cast), {"name": ""}))
    assert browser(cast.staff).get(path(cast, cohort="web-dev")).status_code == 404
    assert browser(cast.mentor).get(path(cast)).status_code == 403


def test_it_costs_the_same_for_many_mentors(cast):
    client = browser(cast.organiser)
    few = query_count(client, path(cast))
    for _ in range(30):
        make_member(cast.cohort, "mentor")
    assert query_count(client, path(cast)) == few <= 9
