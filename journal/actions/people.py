"""People come into a cohort; people and teams go for good, and what is counted of their posts with them."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from journal.actions.counts import counts_kept, share_topics
from journal.actions.curriculum import forget_lectures
from journal.actions.notifications import untell_people
from journal.models.comments import Comment
from journal.models.people import Invitation, Membership, Team
from journal.models.posts import Like, Post
from journal.models.readers import forget_reader


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
    membership.save(update_fields=["state"])
    forget_reader(user)
    return membership


@transaction.atomic
def delete_people(*, people: Iterable[User]) -> int:
    """Delete people with all that they wrote; return how many. What is counted elsewhere follows: lectures' and topics'
    counts, and the comments and likes of other people's posts."""
    gone = User.objects.filter(pk__in=[person.pk for person in people])
    list(gone.select_for_update().order_by("pk").values_list("pk"))  # they say nothing more meanwhile
    posts = _held(Post.objects.filter(author__in=gone))
    touched = Post.objects.filter(Q(likes__user__in=gone) | Q(comments__author__in=gone)).exclude(pk__in=posts)
    touched = _held(Post.objects.filter(pk__in=touched.values("pk")))
    with counts_kept(posts):
        forget_lectures(posts=posts)
        untell_people(people=list(gone.values_list("pk", flat=True)))
        _rows, tables = gone.delete()
        _count_again(touched)
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
    standing = Comment.objects.filter(post=OuterRef("pk"), deleted_at=None).order_by().values("post")
    comments = standing.annotate(n=Count("pk")).values("n")
    posts.update(like_count=Coalesce(Subquery(likes), 0), comment_count=Coalesce(Subquery(comments), 0))
