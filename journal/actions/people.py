"""People come into a cohort; people and teams go for good, and what is counted of their posts with them."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from journal.actions.counts import counts_kept, share_topics
from journal.actions.curriculum import forget_lectures
from journal.actions.notifications import untell_people
from journal.actions.waiting import hold_posts, keep_waiting, posts_with_words_of
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.people import FormerTeam, Invitation, Leave, Membership, Team, running_memberships
from journal.models.posts import Like, Post
from journal.models.questions import Question
from journal.models.readers import SEEING, forget_reader
from journal.models.waiting import Waiting


class InvitationSpent(Exception):
    """The last place of an invitation was taken a moment ago."""


class LastOrganiser(Exception):
    """A cohort would have no organiser who could run it."""


@transaction.atomic
def accept_invitation(*, user, invitation: Invitation) -> Membership:
    """Make `user` a member as the invitation says, and return the membership; a member stays what they are.

    Somebody who was only invited becomes active; who withdrew does not come back this way. Raises InvitationSpent.
    """
    membership, is_new = Membership.objects.select_for_update().get_or_create(
        cohort=invitation.cohort,
        user=user,
        defaults={"role": invitation.role, "team": invitation.team, "state": Membership.State.ACTIVE},
    )
    if not is_new and membership.state != Membership.State.INVITED:
        return membership
    free = Invitation.objects.filter(pk=invitation.pk, taken__lt=F("places"))
    if not free.update(taken=F("taken") + 1):
        raise InvitationSpent
    membership.state = Membership.State.ACTIVE
    return change_membership(membership=membership)


@transaction.atomic
def change_membership(*, membership: Membership) -> Membership:
    """Save a new membership, or one whose columns were changed; return it. Raises LastOrganiser.

    What a camper asked waits as long as they are one; a mentor who is none any more holds nothing. The days on which
    somebody is on leave are kept, and the teams that somebody was in, so that they still read what they could then.
    """
    was = _hold([membership])
    membership.save()
    _follow(membership.cohort, [membership], was)
    return membership


@transaction.atomic
def change_memberships(*, cohort: Cohort, memberships: list[Membership]) -> list[Membership]:
    """Save the roles, states and teams of many memberships of one cohort (each read with its user) as
    `change_membership` does of one, in a fixed number of queries; return them. Raises LastOrganiser."""
    was = _hold(memberships)
    Membership.objects.bulk_update(memberships, ["role", "state", "team"], batch_size=500)
    _follow(cohort, memberships, was)
    return memberships


@transaction.atomic
def delete_membership(*, membership: Membership) -> None:
    """Let somebody be no member any more. What they wrote stays. Raises LastOrganiser."""
    was = _hold([membership])
    membership.delete()
    _follow(membership.cohort, [membership], was)


def hold_organisers(cohort_id: int) -> None:
    """Let nobody else take an organiser from a cohort until this transaction ends: of two who do so at once the second
    sees what the first has left. To be called before any membership is held."""
    list(Cohort.objects.select_for_update(no_key=True).filter(pk=cohort_id).values_list("pk"))


def cohorts_left_alone(memberships: QuerySet) -> QuerySet:
    """Return the cohorts that have an organiser now, and would have none without these memberships."""
    run = running_memberships().filter(cohort=OuterRef("pk"))
    gone = memberships.values("pk")
    return Cohort.objects.filter(Exists(run)).exclude(Exists(run.exclude(pk__in=gone)))


class _Was(NamedTuple):
    """A membership as it was before a change."""

    role: str
    state: str
    team_id: int | None
    runs: bool  # an active organiser
    may_wait: bool  # a camper who belongs to the cohort: what they ask waits
    is_mate: bool  # a camper of a team


def _as_it_is(role: str, state: str, team_id: int | None) -> _Was:
    runs = (role, state) == (Membership.Role.ORGANISER, Membership.State.ACTIVE)
    is_camper = role == Membership.Role.CAMPER
    return _Was(role, state, team_id, runs, is_camper and state in SEEING, is_camper and team_id is not None)


def _hold(memberships: list[Membership]) -> dict[int, _Was]:
    """Hold the rows of memberships, and return them as they are, by their keys; new ones are not among them."""
    rows = Membership.objects.filter(pk__in=[each.pk for each in memberships])
    runs = Q(role=Membership.Role.ORGANISER, state=Membership.State.ACTIVE)
    for cohort in rows.filter(runs).order_by("cohort").values_list("cohort", flat=True).distinct():
        hold_organisers(cohort)
    rows = rows.order_by("pk").select_for_update(no_key=True)
    return {pk: _as_it_is(*columns) for pk, *columns in rows.values_list("pk", "role", "state", "team")}


def _follow(cohort: Cohort, memberships: list[Membership], was: dict[int, _Was]) -> None:
    """Let all that hangs on memberships follow a change; one that was deleted has no key any more."""
    for each in memberships:
        forget_reader(each.user)
    if any(each.runs for each in was.values()):
        _refuse_none_left(cohort)
    stopped = [each.user_id for each in memberships if each.pk is None or not each.answers]
    claims = Waiting.objects.filter(cohort=cohort, claimed_by__in=stopped)
    claims.update(claimed_by=None, claim_ends_at=None)
    kept = [each for each in memberships if each.pk]
    if kept:
        _keep_leaves(cohort, kept)
        _keep_former_teams(kept, was)
    if touched := memberships if len(memberships) == 1 else [each for each in kept if _starts_or_stops(each, was)]:
        posts = posts_with_words_of([each.user_id for each in touched], cohort_id=cohort.pk)
        hold_posts(posts)
        keep_waiting(posts=posts)


def _starts_or_stops(membership: Membership, was: dict[int, _Was]) -> bool:
    """Whether what somebody asked waits now and did not before, or the other way round."""
    now = _as_it_is(membership.role, membership.state, membership.team_id)
    return now.may_wait != was[membership.pk].may_wait


def _refuse_none_left(cohort: Cohort) -> None:
    if not running_memberships().filter(cohort=cohort).exists():
        raise LastOrganiser


def _keep_leaves(cohort: Cohort, memberships: list[Membership]) -> None:
    """Write down from which day on people are on leave, and on which they are not any more."""
    today, leaves = cohort.today(), Leave.objects.filter(back_on=None)
    away = [each.pk for each in memberships if each.state == Membership.State.ON_LEAVE]
    here = [each.pk for each in memberships if each.state != Membership.State.ON_LEAVE]
    leaves.filter(membership__in=here).update(back_on=today)
    known = set(leaves.filter(membership__in=away).values_list("membership", flat=True)) if away else set()
    Leave.objects.bulk_create(Leave(membership_id=pk, from_on=today) for pk in away if pk not in known)


def _keep_former_teams(memberships: list[Membership], was: dict[int, _Was]) -> None:
    """Write down when people left a team whose posts they could read."""
    left = [(each, was[each.pk].team_id) for each in memberships if each.pk in was and was[each.pk].is_mate]
    rows = [
        FormerTeam(membership=each, team_id=team, left_at=timezone.now())
        for each, team in left
        if team != each.team_id or each.role != Membership.Role.CAMPER
    ]
    how = {"update_conflicts": True, "unique_fields": ["membership", "team"], "update_fields": ["left_at"]}
    FormerTeam.objects.bulk_create(rows, **how)


@transaction.atomic
def delete_people(*, people: Iterable[User]) -> int:
    """Delete people with all that they wrote; return how many. What is counted elsewhere follows: lectures' and topics'
    counts, and the comments and likes of other people's posts. Raises LastOrganiser, and deletes nobody."""
    gone = User.objects.filter(pk__in=[person.pk for person in people])
    run = running_memberships().filter(user__in=gone).values("cohort")
    cohorts = list(Cohort.objects.filter(pk__in=run).order_by("pk").select_for_update(no_key=True))
    list(gone.select_for_update().order_by("pk").values_list("pk"))  # they say nothing more meanwhile
    list(Membership.objects.filter(user__in=gone).select_for_update().order_by("pk").values_list("pk"))
    posts = _held(Post.objects.filter(author__in=gone))
    joined = Question.objects.filter(Q(same_as__post__in=posts) | Q(same_as__comment__author__in=gone))
    about = Q(likes__user__in=gone) | Q(comments__author__in=gone) | Q(pk__in=joined.values("post"))
    touched = Post.objects.filter(about).exclude(pk__in=posts)
    touched = _held(Post.objects.filter(pk__in=touched.values("pk")))
    with counts_kept(posts):
        forget_lectures(posts=posts)
        untell_people(people=list(gone.values_list("pk", flat=True)))
        _rows, tables = gone.delete()
        for cohort in cohorts:
            _refuse_none_left(cohort)
        _count_again(touched)
        keep_waiting(posts=list(touched.values_list("pk", flat=True)))
    return tables.get(User._meta.label, 0)


@transaction.atomic
def disband_team(*, team: Team) -> None:
    """Delete a team. Posts that were for the team, or its mentors, stay, for their authors and the organisers."""
    posts = _held(Post.objects.filter(team=team))
    with counts_kept(posts):
        posts.update(team=None)
    team.delete()


def _held(posts: QuerySet) -> QuerySet:
    """Return a query of the same posts by their keys, locked; nobody merges their topics until the transaction ends."""
    for cohort in sorted(set(posts.order_by().values_list("cohort", flat=True))):
        share_topics(cohort)
    rows = posts.order_by("pk").select_for_update(of=("self",), no_key=True)
    return Post.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))


def _count_again(posts: QuerySet) -> None:
    likes = Like.objects.filter(post=OuterRef("pk")).order_by().values("post").annotate(n=Count("pk")).values("n")
    standing = Comment.objects.standing().filter(post=OuterRef("pk")).order_by().values("post")
    comments = standing.annotate(n=Count("pk")).values("n")
    posts.update(like_count=Coalesce(Subquery(likes), 0), comment_count=Coalesce(Subquery(comments), 0))
