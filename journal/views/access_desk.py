"""The doors of the mentor's desk: for who answers the campers of a cohort."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.names import handle_key
from journal import policies
from journal.models.cohorts import Cohort
from journal.models.notes import Note
from journal.models.people import Membership
from journal.models.posts import HEAVY, Post
from journal.models.readers import SEEING
from journal.queries.mentor_desk import Asks, Desk, desk_of
from journal.queries.paging import BadCursor
from journal.views.access import cohort_to_read, post_to_read
from journal.views.refusals import refusal


def cohort_to_mentor(user, slug: str) -> Cohort:
    """Return a cohort in which `user` has a desk."""
    cohort = cohort_to_read(user, slug)
    if not policies.may_open_desk(user, cohort):
        raise PermissionDenied
    return cohort


def desk_to_read(user, cohort: Cohort, day: date | None, asks: dict) -> Desk:
    """Return `user`'s desk of a day, at the places of its lists that were asked for; no list has a cursor none gave."""
    after = Asks(waiting=asks["waiting"], signals=asks["signals"], silent=asks["silent"])
    try:
        return desk_of(user, cohort, day, all_teams=asks["teams"] == "all", after=after)
    except BadCursor:
        raise Http404 from None


def post_to_check(user, pk: int) -> Post:
    """Return a post that `user` may check."""
    post = post_to_read(user, pk)
    if not policies.may_check_post(user, post):
        raise refusal(post)
    return post


def posts_to_check(user, cohort: Cohort, shown: dict[int, int]) -> dict[int, int]:
    """Return those of the posts that were shown (versions by keys) that `user` may check, and no others.

    In a cohort that is not open nobody checks: refused in words.
    """
    if not cohort.is_open:
        raise refusal(cohort)
    posts = Post.objects.visible_to(user).published().filter(cohort=cohort, pk__in=shown).defer(*HEAVY)
    found = {}
    for post in posts:
        post.cohort = cohort
        if policies.may_check_post(user, post):
            found[post.pk] = min(shown[post.pk], post.version)
    return found


def camper_to_note(user, cohort: Cohort, handle: str) -> Membership:
    """Return the membership of a camper on whom `user` may read notes, in a cohort that came through a door."""
    return _camper(user, cohort, handle, policies.may_read_notes)


def camper_to_nudge(user, cohort: Cohort, handle: str) -> Membership:
    """Return the membership of a camper to whom `user` may write a sentence."""
    return _camper(user, cohort, handle, policies.may_nudge)


def note_to_edit(user, pk: int) -> Note:
    """Return a note that `user` may change."""
    notes = Note.objects.visible_to(user).select_related("membership__cohort", "membership__user")
    note = get_object_or_404(notes, pk=pk)
    if not policies.may_edit_note(user, note):
        raise refusal(note)
    return note


def _camper(user, cohort: Cohort, handle: str, policy) -> Membership:
    members = Membership.objects.filter(cohort=cohort, state__in=SEEING).select_related("user", "team")
    member = get_object_or_404(members, user__handle_key=handle_key(handle))
    member.cohort = cohort
    if not policy(user, member):
        raise refusal(member)
    return member
