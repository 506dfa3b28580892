"""The doors of the organisers' pages under /c/<cohort>/organise/: for who runs a cohort."""

from datetime import date
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.second_factor import SecondFactorMissing
from journal import policies
from journal.models.cohorts import Cohort
from journal.models.events import Event
from journal.models.exports import Export
from journal.models.people import Invitation, Membership, Team
from journal.models.rosters import Roster
from journal.models.topics import Topic, TopicChange
from journal.queries.boards import Board, board_of, monday_of
from journal.queries.invitations import membership_of
from journal.queries.topic_care import merged_into
from journal.views.access import cohort_to_read, team_to_read, topic_known_to
from journal.views.refusals import refusal


def cohort_to_run(user, slug: str) -> Cohort:
    """Return a cohort whose organisers' pages `user` may open, also when it is over; where it asks for a second step
    of signing in, with one. Raises SecondFactorMissing."""
    cohort = cohort_to_read(user, slug)
    if not policies.may_run_cohort(user, cohort):
        raise PermissionDenied
    if cohort.asks_second_factor and not is_mfa_enabled(user):
        raise SecondFactorMissing
    return cohort


def cohort_to_set_up(user, slug: str) -> Cohort:
    """Return a cohort that `user` may change: its calendar, curriculum and people."""
    cohort = cohort_to_run(user, slug)
    if not policies.may_set_up_cohort(user, cohort):
        raise refusal(cohort)
    return cohort


def cohort_to_move(user, cohort: Cohort, policy) -> Cohort:
    """Return a cohort that came through `cohort_to_run`, and that `user` may take a step further: end, archive ..."""
    if not policy(user, cohort):
        raise refusal(cohort)
    return cohort


def cohort_to_export(user, slug: str) -> Cohort:
    """Return a cohort that `user` may take along as a whole."""
    cohort = cohort_to_run(user, slug)
    if not policies.may_export_cohort(user, cohort):
        raise PermissionDenied
    return cohort


def export_to_read(user, cohort: Cohort, key: UUID) -> Export:
    """Return an export that `user` asked for of a cohort that came through `cohort_to_export`."""
    return get_object_or_404(Export.objects.visible_to(user), cohort=cohort, key=key)


def cohort_to_people(user, slug: str) -> Cohort:
    """Return a cohort whose members `user` may change, also when it is over."""
    cohort = cohort_to_run(user, slug)
    if not policies.may_change_members(user, cohort):
        raise PermissionDenied
    return cohort


def member_to_forget(cohort: Cohort, pk: int) -> Membership:
    """Return a member of a cohort that came through `cohort_to_people`."""
    left = Membership.objects.filter(cohort=cohort, state=Membership.State.WITHDRAWN, anonymous_at=None)
    return get_object_or_404(left.select_related("user"), pk=pk)


def team_to_change(cohort: Cohort, pk: int) -> Team:
    """Return a team of a cohort that came through `cohort_to_set_up`."""
    team = get_object_or_404(cohort.teams, pk=pk)
    team.cohort = cohort
    return team


def week_to_read(cohort: Cohort, asked_on: date | None) -> date:
    """Return the Monday of a week of a cohort that came through `cohort_to_run`."""
    monday = monday_of(cohort, asked_on)
    if monday is None:
        raise Http404
    return monday


def team_of_board(cohort: Cohort, pk: int | None) -> Team | None:
    """Return the team that an address asks for, or None where it asks for none."""
    return team_to_read(cohort, pk) if pk else None


def board_to_read(user, cohort: Cohort, monday: date, team: Team | None, page: int | None) -> Board:
    """Return a page of a week's board of a cohort that came through `cohort_to_run`."""
    board = board_of(user, cohort, monday, team=team, page=page or 1)
    if board is None:
        raise Http404
    return board


def event_to_change(user, slug: str, pk: int) -> Event:
    """Return an event, with its cohort, that `user` may change."""
    event = get_object_or_404(Event, cohort=cohort_to_read(user, slug), pk=pk)
    event.cohort = cohort_to_set_up(user, slug)
    return event


def roster_to_apply(user, cohort: Cohort, key: UUID) -> Roster:
    """Return a roster that was uploaded for a cohort that came through `cohort_to_set_up`."""
    return get_object_or_404(Roster.objects.visible_to(user), cohort=cohort, key=key)


def link_to_end(cohort: Cohort, pk: int) -> Invitation:
    """Return an invitation's link of a cohort that came through `cohort_to_set_up`."""
    return get_object_or_404(cohort.invitations, pk=pk)


def topic_to_care_for(user, cohort: Cohort, pk: int) -> Topic:
    """Return a topic of a cohort that came through `cohort_to_set_up`, as far as `user` may know of it, or the one
    that it became part of."""
    return topic_known_to(user, cohort, cohort.topics.filter(pk=pk).first() or merged_into(cohort, pk))


def change_to_undo(cohort: Cohort, pk: int) -> TopicChange:
    """Return a change of the topics of a cohort that came through `cohort_to_set_up`."""
    return get_object_or_404(cohort.topic_changes, pk=pk)


def invitation_to_claim(token: str) -> Membership:
    """Return the membership that a mailed word claims; one that is spent or too old is as if it never was."""
    membership = membership_of(token)
    if membership is None:
        raise Http404
    return membership
