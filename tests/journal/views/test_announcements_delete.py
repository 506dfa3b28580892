"""An announcement that is deleted is gone everywhere: pages, lists, notifications, mails that wait."""

from django.urls import reverse

from journal.actions.mail import deliver_mail
from journal.models.announcements import Announcement, AnnouncementReading
from journal.models.mail import Delivery
from journal.models.notifications import Notification
from tests.factories import make_announcement
from tests.jobs import run_jobs
from tests.journal.views.announcing import INDEX, path_of
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words


def test_nothing_of_it_stays(cast, mailoutbox):
    announcement = make_announcement(
        cast.organiser, cast.cohort, title="Wrong room", by_mail=True, pin_ends_on=cast.cohort.today()
    )
    run_jobs("tell_of_announcement")
    reader, client = browser(cast.camper), browser(cast.organiser)
    reader.get(announcement.get_absolute_url())
    assert Delivery.objects.exists() and Notification.objects.exists()
    path = path_of("delete", announcement)
    assert "Wrong room" in words(client.get(path)) and Announcement.objects.exists()
    assert client.post(path).url == INDEX
    assert client.post(path).status_code == 404
    for rows in (Announcement, AnnouncementReading, Notification, Delivery):
        assert not rows.objects.exists(), rows
    deliver_mail()
    assert mailoutbox == []
    for page in (INDEX, "/", "/c/ai-tech/", "/notifications/"):
        assert "Wrong room" not in words(reader.get(page))
    assert "deleted an announcement · Wrong room" in words(client.get(reverse("acts.index", args=["ai-tech"])))


def test_doors_and_budget(cast):
    path = path_of("delete", make_announcement(cast.organiser, cast.cohort))
    assert asks_to_sign_in(browser().get(path), path)
    assert browser(cast.stranger).post(path).status_code == 404
    for role in ("author", "mentor"):
        assert browser(cast.people[role]).post(path).status_code == 403
    client = browser(cast.organiser)
    assert statuses(client, path, "put", "delete") == {405}
    assert query_count(client, path) < 8
