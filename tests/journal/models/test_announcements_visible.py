"""Who may read which announcement, cell by cell; for one of them, for many, and as an audience."""

import pytest

from journal.models.announcements import Announcement
from journal.models.cohorts import Cohort
from journal.models.people import Membership
from journal.models.readers import readers_in
from journal.queries.audience import hearers_of_announcement
from tests.cast import ROLES
from tests.factories import make_announcement
from tests.permission_table import READS

CAMPERS = {"author", "team_mate", "camper", "on_leave", "graduated"}
# To whom it is written, and who reads it.
WHOM = {
    "everybody": ({}, READS["cohort"]),
    "a team": ({"teams": ["1조"]}, READS["team"]),
    "two teams": ({"teams": ["1조", "2조"]}, CAMPERS | {"mentor", "other_mentor", "organiser", "staff"}),
    "campers": ({"roles": ["camper"]}, CAMPERS | {"organiser", "staff"}),
    "mentors": ({"roles": ["mentor"]}, {"mentor", "other_mentor", "organiser", "staff"}),
    "organisers": ({"roles": ["organiser"]}, {"organiser", "staff"}),
    "a team and mentors": ({"teams": ["1조"], "roles": ["mentor"]}, READS["team"] | {"other_mentor"}),
}


def readers_of(cast, announcement) -> set[str]:
    """Return the roles that see it."""
    seen = Announcement.objects.filter(pk=announcement.pk)
    return {role for role in ROLES if seen.visible_to(cast.fresh(role)).exists()}


def told_of(cast, announcement) -> set[str]:
    """Return the roles whom the rule for many readers lets hear of it."""
    keys = {role: user.pk for role, user in cast.people.items() if user}
    readers = readers_in(announcement.cohort_id, keys.values())
    return {role for role, key in keys.items() if key in readers and announcement.is_open_to(readers[key])}


@pytest.mark.parametrize("whom", WHOM)
@pytest.mark.parametrize("state", Cohort.State)
def test_it_is_read_by_exactly_these_roles(cast, whom, state):
    columns, reads = WHOM[whom]
    announcement = make_announcement(cast.organiser, cast.cohort, **columns)
    Cohort.objects.filter(pk=cast.cohort.pk).update(state=state)
    reads = reads & {"organiser", "staff"} if state == "draft" else reads
    assert readers_of(cast, announcement) == reads
    assert told_of(cast, announcement) == reads - {"staff"}


@pytest.mark.parametrize("whom", WHOM)
@pytest.mark.parametrize("state", Membership.State)
@pytest.mark.parametrize("role", ["team_mate", "mentor", "organiser"])
def test_whoever_is_not_there_any_more_reads_as_both_rules_say(cast, whom, state, role):
    announcement = make_announcement(cast.organiser, cast.cohort, **WHOM[whom][0])
    Membership.objects.filter(cohort=cast.cohort, user=cast.people[role]).update(state=state)
    assert readers_of(cast, announcement) - {"staff"} == told_of(cast, announcement)
    if state in ("withdrawn", "invited"):
        assert role not in told_of(cast, announcement)
    if state == "on_leave" and role == "organiser":
        assert (role in told_of(cast, announcement)) == (whom == "everybody")


@pytest.mark.parametrize("whom", WHOM)
def test_whom_it_is_for_may_read_it(cast, whom):
    """The organisers read every one; it is for them only where they are meant."""
    announcement = make_announcement(cast.staff, cast.cohort, **WHOM[whom][0])
    meant = {role for role, user in cast.people.items() if user and user.pk in hearers_of_announcement(announcement)}
    of_organisers = {"organiser"} if whom in ("everybody", "organisers") else set()
    assert meant == WHOM[whom][1] - {"staff", "organiser"} | of_organisers


def test_who_comes_to_a_team_reads_and_who_goes_does_not(cast):
    announcement = make_announcement(cast.organiser, cast.cohort, teams=["1조"])
    two = cast.cohort.teams.get(name="2조")
    Membership.objects.filter(user=cast.team_mate).update(team=two)
    Membership.objects.filter(user=cast.camper).update(team=cast.cohort.teams.get(name="1조"))
    Membership.objects.get(user=cast.mentor).mentored_teams.set([two])
    reads = READS["team"] - {"team_mate", "mentor"} | {"camper"}
    assert readers_of(cast, announcement) == reads
    assert told_of(cast, announcement) == reads - {"staff"}


def test_a_team_of_another_cohort_means_nobody(cast):
    announcement = make_announcement(cast.organiser, cast.cohort, teams=["1조"])
    keys = list(cast.other.teams.values_list("pk", flat=True))
    Announcement.objects.filter(pk=announcement.pk).update(team_keys=keys)
    assert readers_of(cast, announcement) == {"organiser", "staff"}
