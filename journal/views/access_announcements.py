"""The doors of announcements: to read one, to write one, to change one."""

from django.shortcuts import get_object_or_404

from journal import policies
from journal.models.announcements import Announcement
from journal.models.cohorts import Cohort
from journal.queries.announcements import read_by, with_audience
from journal.views.access import cohort_to_read
from journal.views.access_organise import cohort_to_run
from journal.views.refusals import refusal


def announcement_to_read(user, slug: str, pk: int) -> Announcement:
    """Return an announcement that is for `user`, or that they may see as an organiser, with its cohort, the `teams` it
    is for, and whether `is_read` by them."""
    cohort = cohort_to_read(user, slug)
    rows = Announcement.objects.visible_to(user).select_related("author").annotate(is_read=read_by(user))
    return with_audience(cohort, [get_object_or_404(rows, cohort=cohort, pk=pk)])[0]


def cohort_to_announce_in(user, slug: str) -> Cohort:
    """Return a cohort in which `user` may announce something."""
    cohort = cohort_to_run(user, slug)
    if not policies.may_announce(user, cohort):
        raise refusal(cohort)
    return cohort


def announcement_to_count(user, slug: str, pk: int) -> Announcement:
    """Return an announcement of which `user` may know who has not read it."""
    cohort_to_run(user, slug)
    return announcement_to_read(user, slug, pk)


def announcement_to_change(user, slug: str, pk: int) -> Announcement:
    """Return an announcement, as `announcement_to_read` does, that `user` may change."""
    announcement = announcement_to_count(user, slug, pk)
    if not policies.may_edit_announcement(user, announcement):
        raise refusal(announcement)
    return announcement
