"""People come into a cohort: as many as were invited, and nobody who left."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.actions.cohorts import add_member
from journal.actions.people import InvitationSpent, accept_invitation, change_membership
from journal.models.people import Invitation, Leave, Membership
from journal.models.posts import Post
from journal.models.readers import reader_of
from tests.factories import make_cohort, make_member, make_post, make_user
from tests.journal.actions.test_likes import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def invite(cohort):
    """Make invitations of the cohort for so many people."""

    def make(places=1, **columns):
        return Invitation.objects.create(
            cohort=cohort, places=places, expires_at=timezone.now() + timedelta(days=1), **columns
        )

    return make


@pytest.mark.django_db(transaction=True)
def test_eight_people_at_once_on_one_place_leave_one_member(invite):
    invitation, people = invite(), [make_user() for _ in range(8)]

    def accept(person):
        try:
            return accept_invitation(user=person, invitation=invitation)
        except InvitationSpent:
            return None

    made = at_once([lambda p=p: accept(p) for p in people])
    assert sum(membership is not None for membership in made) == Membership.objects.count() == 1
    assert Invitation.objects.get().taken == 1


@pytest.mark.django_db(transaction=True)
def test_one_person_eight_times_at_once_takes_one_place(invite):
    invitation, person = invite(places=5), make_user()
    made = at_once([lambda: accept_invitation(user=person, invitation=invitation) for _ in range(8)])
    assert len({membership.pk for membership in made}) == 1
    assert Invitation.objects.get().taken == 1


def test_refused_person_is_no_member_of_any_kind(invite):
    invitation, late = invite(), make_user()
    accept_invitation(user=make_user(), invitation=invitation)
    with pytest.raises(InvitationSpent):
        accept_invitation(user=late, invitation=invitation)
    assert not late.memberships.exists()


def test_new_member_is_what_the_invitation_says_and_reads_at_once(cohort, invite):
    post = make_post(make_member(cohort), cohort)
    newcomer = make_user()
    assert not Post.objects.visible_to(newcomer).exists()
    membership = accept_invitation(user=newcomer, invitation=invite(role="mentor"))
    assert (membership.role, membership.state) == ("mentor", "active")
    assert list(Post.objects.visible_to(newcomer)) == [post]


@pytest.mark.parametrize("state", ["withdrawn", "on_leave", "graduated", "active"])
def test_who_was_a_member_before_stays_what_they_are(cohort, invite, state):
    person, invitation = make_member(cohort, state=state), invite(role="organiser")
    membership = accept_invitation(user=person, invitation=invitation)
    assert (membership.role, membership.state) == ("camper", state)
    invitation.refresh_from_db()
    assert invitation.taken == 0
    assert (cohort.pk in reader_of(person).cohorts) == (state != "withdrawn")


def test_invited_member_becomes_active_with_their_own_role_and_team(cohort, invite):
    team = cohort.teams.last()
    person = make_member(cohort, "mentor", state="invited", team=team)
    membership = accept_invitation(user=person, invitation=invite())
    assert (membership.role, membership.state, membership.team) == ("mentor", "active", team)


def test_invitation_is_valid_until_its_last_place_its_end_or_the_cohorts(cohort, invite):
    invitation = invite()
    assert invitation.is_valid
    assert not invite(taken=1).is_valid
    invitation.expires_at = timezone.now() - timedelta(seconds=1)
    assert not invitation.is_valid
    cohort.state = "ended"
    cohort.save()
    assert not Invitation.objects.select_related("cohort").first().is_valid


def test_person_is_in_a_cohort_once(cohort):
    person = make_member(cohort)
    with pytest.raises(IntegrityError), transaction.atomic():
        add_member(cohort=cohort, user=person, role="mentor")


def test_days_on_leave_are_kept_and_kept_once(cohort):
    membership = Membership.objects.get(user=make_member(cohort))
    days = Leave.objects.filter(membership=membership).values_list("from_on", "back_on")
    assert not days.exists()
    for _again in range(2):
        membership.state = "on_leave"
        change_membership(membership=membership)
    assert list(days.all()) == [(cohort.today(), None)]
    membership.state = "active"
    change_membership(membership=membership)
    assert list(days.all()) == [(cohort.today(), cohort.today())]  # whoever is back writes again on this very day
    away = make_member(cohort, state="on_leave")
    assert Leave.objects.filter(membership__user=away, back_on=None).count() == 1
