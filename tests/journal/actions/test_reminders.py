"""Reminders: once a study day, at the cohort's own hour, to active campers who have not written and want to hear."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from journal.actions.hidings import hide_post
from journal.actions.mail import deliver_mail
from journal.actions.notifications import prefer
from journal.actions.posts import delete_post
from journal.actions.reminders import leave_reminders
from journal.models.cohorts import Cohort
from journal.models.mail import Delivery
from journal.models.notifications import Channel, Kind, Notification
from journal.models.people import Membership
from journal.models.reminders import Reminder
from tests.factories import make_cohort, make_member, make_post
from tests.jobs import run_jobs
from tests.journal.actions.test_likes import at_once
from tests.journal.views.browsing import browser, links, words

pytestmark = pytest.mark.django_db
SEOUL = ZoneInfo("Asia/Seoul")


def today():
    return timezone.localdate(timezone=SEOUL)


def at(hour: int, minute: int = 0, days: int = 0, zone=SEOUL) -> datetime:
    """Return a moment of today by the clock in Seoul."""
    return datetime.combine(today() + timedelta(days=days), time(hour, minute), zone)


@pytest.fixture
def cohort():
    """A cohort that studies every day, reminds at 20:00, and is on its Day 5."""
    days = {"first_on": today() - timedelta(days=4), "last_on": today() + timedelta(days=60)}
    return make_cohort("running", study_weekdays=[1, 2, 3, 4, 5, 6, 7], reminder_hour=20, **days)


def told() -> set[str]:
    """Return who has a notification of any kind."""
    return set(Notification.objects.filter(kind=Kind.NUDGE).values_list("recipient__handle", flat=True))


def test_only_active_campers_without_a_journal_of_the_day(cohort):
    people = {
        handle: make_member(cohort, handle=handle)
        for handle in ("silent", "wrote", "veiled", "draft", "thrown", "before")
    }
    for handle, day in (("wrote", 5), ("veiled", 5), ("thrown", 5), ("before", 4)):
        post = make_post(people[handle], cohort, day=day)
        if handle == "veiled":
            hide_post(post=post, by=make_member(cohort, "organiser", "boss"), reason="Not for others.")
        if handle == "thrown":
            delete_post(post=post)
    make_post(people["draft"], cohort, day=5, publish=False)
    Notification.objects.all().delete()
    for state in ("on_leave", "withdrawn", "graduated", "invited"):
        make_member(cohort, handle=state, state=state)
    make_member(cohort, "mentor", "mentor_a")
    closed = make_member(cohort, handle="closed")
    closed.is_active = False
    closed.save()
    prefer(user=make_member(cohort, handle="refuses"), channels={Kind.NUDGE: Channel.NONE})
    assert leave_reminders(now=at(20)) == 4
    assert told() == {"silent", "draft", "thrown", "before"}
    assert Reminder.objects.get().hearers == 4


def test_the_hour_is_the_cohort_s_and_comes_once_a_day(cohort):
    make_member(cohort, handle="silent")
    assert leave_reminders(now=at(19, 59)) == 0
    assert [leave_reminders(now=at(*moment)) for moment in ((20, 0), (20, 5), (23, 59))] == [1, 0, 0]
    Cohort.objects.update(reminder_hour=22)
    assert leave_reminders(now=at(22)) == 0  # another hour is not another day
    assert leave_reminders(now=at(22, days=1)) == 1
    unread = Notification.objects.filter(read_at=None)
    assert (unread.count(), Notification.objects.count()) == (1, 2)  # the newest alone
    Cohort.objects.update(time_zone="America/New_York", reminder_hour=9)
    assert leave_reminders(now=at(9, days=3)) == 0
    assert leave_reminders(now=at(9, days=3, zone=ZoneInfo("America/New_York"))) == 1


def test_no_reminder_on_other_days_or_in_other_cohorts(cohort):
    make_member(cohort, handle="silent")
    cohort.holidays.create(on=today(), name="Summer")
    assert leave_reminders(now=at(20)) == 0
    cohort.holidays.all().delete()
    for columns in ({"state": "ended"}, {"state": "draft"}, {"state": "open", "reminder_hour": None}):
        Cohort.objects.update(**columns)
        assert leave_reminders(now=at(20)) == 0, columns
    Cohort.objects.update(reminder_hour=20, last_on=today() - timedelta(days=1))
    assert leave_reminders(now=at(20)) == 0
    assert not Notification.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_remind_once(cohort):
    make_member(cohort, handle="silent")
    assert sorted(at_once([lambda: leave_reminders(now=at(20))] * 8)) == [0] * 7 + [1]
    assert Notification.objects.count() == Delivery.objects.count() == Reminder.objects.count() == 1


def test_a_worker_that_is_killed_in_between_leaves_nothing_and_the_next_does_it(cohort, monkeypatch):
    make_member(cohort, handle="silent")

    def killed(**_how):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("journal.actions.reminders.notify", killed)
        leave_reminders(now=at(20))
    assert not Reminder.objects.exists()
    assert leave_reminders(now=at(20, 5)) == 1


def test_a_mail_says_which_day_and_how_to_end_it(cohort, letterbox):
    silent = make_member(cohort, handle="silent")
    leave_reminders(now=at(20))
    run_jobs("deliver_mail")
    (letter,) = letterbox.letters
    write = "/posts/new/?cohort=running&day=5"
    assert write in letterbox.text()
    assert "List-Unsubscribe" in letter
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = letter["List-Unsubscribe"].strip("<>").partition("testserver")[2]
    assert browser().post(stop).status_code in (200, 302)
    assert leave_reminders(now=at(20, days=1)) == 1  # on the site still
    assert deliver_mail() == 0
    page = browser(silent).get("/notifications/")
    assert "Time to write the journal of" in words(page)
    assert any(write.replace("day=5", "day=6") in link for link in links(page))


def test_who_wrote_meanwhile_gets_no_mail(cohort, letterbox):
    wrote, silent = make_member(cohort, handle="wrote"), make_member(cohort, handle="silent")
    leave_reminders(now=at(20))
    make_post(wrote, cohort, day=5)
    run_jobs("deliver_mail")
    assert [letter["To"] for letter in letterbox.letters] == [silent.email]


def test_a_reminder_of_yesterday_is_no_news(cohort, letterbox):
    silent = make_member(cohort, handle="silent")
    prefer(user=silent, channels={Kind.NUDGE: Channel.MAIL})
    leave_reminders(now=at(20, days=-1))
    assert deliver_mail() == 0
    assert Membership.objects.filter(user=silent).exists()
    assert told() == {"silent"}
