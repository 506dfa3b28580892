"""Closing an account: what somebody wrote stays under a neutral name, or goes with them, as they choose."""

from collections.abc import Iterable
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.pictures import remove_picture
from journal.actions.forgetting import forget_member
from journal.actions.people import LastOrganiser, change_memberships, delete_people
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.revisions import PendingEdit, Revision
from journal.models.transfers import Import
from journal.models.uploads import Upload


class StillNeeded(Exception):
    """A cohort would be left without an organiser; `cohort` is the one."""

    def __init__(self, cohort: Cohort):
        super().__init__(cohort.name)
        self.cohort = cohort


@transaction.atomic
def close_account(*, user: User, keeps_posts: bool) -> None:
    """Close an account for good: nobody signs in to it, is written to by it, or finds it any more.

    `keeps_posts` leaves what was published, and comments, to the cohorts under a neutral name (forget_member); drafts,
    waiting edits and what older revisions said go in any case. Raises StillNeeded.
    """
    person = User.objects.select_for_update().filter(pk=user.pk).first()
    if person is None:  # the second of two presses
        return
    memberships = list(Membership.objects.filter(user=person).select_related("cohort").order_by("cohort"))
    for membership in memberships:
        _withdraw(membership)
    if keeps_posts:
        _forget_drafts(person)
        for membership in memberships:
            if _has_written(person, membership.cohort_id):
                _leave_writing(person, membership)
    _forget_files(person)
    delete_people(people=[person])


def _withdraw(membership: Membership) -> None:
    if membership.state == Membership.State.WITHDRAWN:
        return
    membership.state = Membership.State.WITHDRAWN
    try:
        change_memberships(cohort=membership.cohort, memberships=[membership])
    except LastOrganiser:
        raise StillNeeded(membership.cohort) from None


def _forget_drafts(person: User) -> None:
    """Forget what nobody else could ever read."""
    mine = Post.objects.filter(author=person)
    mine.filter(Q(published_at=None) | Q(deleted_at__isnull=False)).delete()
    PendingEdit.objects.filter(post__author=person).delete()
    Revision.objects.filter(post__author=person).delete()


def _has_written(person: User, cohort: int) -> bool:
    posts = Post.objects.filter(author=person, cohort=cohort)
    return posts.exists() or Comment.objects.filter(author=person, post__cohort=cohort).exists()


def _leave_writing(person: User, membership: Membership) -> None:
    """Leave posts and comments to a nameless account, with the pictures that the posts show."""
    nobody = forget_member(membership=membership, by=None)
    shown = Upload.objects.filter(owner=person, posts__author=nobody)
    Upload.objects.filter(pk__in=list(shown.values_list("pk", flat=True))).update(owner=nobody)


def _forget_files(person: User) -> None:
    """Take the files of what is deleted from the disk, once it is."""
    transaction.on_commit(partial(remove_picture, person.picture))
    pictures = Upload.objects.filter(owner=person).values_list("file", "small")
    brought = Import.objects.filter(owner=person).values_list("file", flat=True)
    transaction.on_commit(partial(_delete, [name for pair in pictures for name in pair] + list(brought)))


def _delete(names: Iterable[str]) -> None:
    for name in filter(None, names):
        default_storage.delete(name)
