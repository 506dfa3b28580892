"""Telling of an announcement: once, whatever becomes of the worker, and at one price for few and for many."""

from journal.actions.announcements import tell_of_announcement
from journal.actions.upkeep import rerender_announcements
from journal.models.announcements import Announcement
from journal.models.mail import Delivery
from journal.models.notifications import Notification
from tests.factories import make_announcement
from tests.guards import query_budget
from tests.journal.views.announcing import more_members


def test_a_job_that_runs_twice_tells_once(cast):
    announcement = make_announcement(cast.organiser, cast.cohort, by_mail=True)
    assert tell_of_announcement(announcement=announcement.pk) == 7
    before = Notification.objects.count(), Delivery.objects.count()
    assert tell_of_announcement(announcement=announcement.pk) == 0
    assert (Notification.objects.count(), Delivery.objects.count()) == before == (7, 6)


def test_one_that_is_gone_is_told_to_nobody(cast):
    announcement = make_announcement(cast.organiser, cast.cohort)
    Announcement.objects.all().delete()
    assert tell_of_announcement(announcement=announcement.pk) == 0


def test_a_thousand_are_told_for_the_price_of_one(cast):
    few, many = (make_announcement(cast.organiser, cast.cohort, by_mail=True) for _each in range(2))
    with query_budget() as one:
        tell_of_announcement(announcement=few.pk)
    more_members(cast.cohort, 1_000)
    with query_budget() as thousand:
        assert tell_of_announcement(announcement=many.pk) == 1_007
    assert len(thousand) == len(one)
    assert Delivery.objects.filter(notification__announcement=many).count() == 1_006


def test_an_older_renderer_s_page_is_made_again(cast):
    announcement = make_announcement(cast.organiser, cast.cohort, body="**bold**")
    Announcement.objects.update(html="old", render_version=0)
    assert [each.pk for each in rerender_announcements()] == [announcement.pk]
    assert "<strong>bold</strong>" in Announcement.objects.get().html and not list(rerender_announcements())
