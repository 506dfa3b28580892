"""People come into a cohort; people and teams go for good, and what is counted of their posts with them."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from journal.actions.counts import counts_kept, share_topics
from journal.actions.curriculum import forget_lectures
from journal.actions.notifications import untell_people
from journal.actions.waiting import hold_posts, keep_waiting, posts_with_words_of
from journal.models.comments import Comment
from journal.models.people import Invitation, Leave, Membership, Team
from journal.models.posts import Like, Post
from journal.models.questions import Question
from journal.models.readers import forget_reader
from journal.models.waiting import Waiting


class InvitationSpent(Exception):
    """The last place of an invitation was taken a moment ago."""


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
    """Save a new membership, or one whose columns were changed; return it.

    What a camper asked waits as long as they are one; a mentor who is none any more holds nothing. The days on which
    somebody is on leave are kept.
    """
    list(Membership.objects.select_for_update(no_key=True).filter(pk=membership.pk).values_list("pk"))
    membership.save()
    _keep_leave(membership)
    _follow_membership(membership)
    return membership


@transaction.atomic
def delete_membership(*, membership: Membership) -> None:
    """Let somebody be no member any more. What they wrote stays."""
    list(Membership.objects.select_for_update().filter(pk=membership.pk).values_list("pk"))
    membership.delete()
    _follow_membership(membership)


def _keep_leave(membership: Membership) -> None:
    """Write down from which day on somebody is on leave, and on which they are not any more."""
    today, leaves = membership.cohort.today(), Leave.objects.filter(membership=membership, back_on=None)
    if membership.state == Membership.State.ON_LEAVE:
        leaves.get_or_create(defaults={"membership": membership, "from_on": today})
    else:
        leaves.update(back_on=today)


def _follow_membership(membership: Membership) -> None:
    forget_reader(membership.user)
    if membership.pk is None or not membership.answers:
        claims = Waiting.objects.filter(cohort=membership.cohort_id, claimed_by=membership.user_id)
        claims.update(claimed_by=None, claim_ends_at=None)
    posts = posts_with_words_of(membership.user_id, cohort_id=membership.cohort_id)
    hold_posts(posts)
    keep_waiting(posts=posts)


@transaction.atomic
def delete_people(*, people: Iterable[User]) -> int:
    """Delete people with all that they wrote; return how many. What is counted elsewhere follows: lectures' and topics'
    counts, and the comments and likes of other people's posts."""
    gone = User.objects.filter(pk__in=[person.pk for person in people])
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
