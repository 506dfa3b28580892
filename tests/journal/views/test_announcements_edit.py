"""Organisers change an announcement: nobody is told again, and two who do so at once lose nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from journal.actions.announcements import delete_announcement
from journal.models.announcements import Announcement
from journal.models.mail import Delivery
from journal.models.notifications import Notification
from tests.factories import make_announcement
from tests.jobs import run_jobs
from tests.journal.views.announcing import path_of, sent
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words


@pytest.fixture
def announcement(cast):
    made = make_announcement(cast.organiser, cast.cohort, title="Room", body="Room 1.", teams=["1조"], by_mail=True)
    run_jobs("tell_of_announcement")
    return made


def test_a_change_shows_and_tells_nobody_again(cast, announcement):
    client, path = browser(cast.organiser), path_of("edit", announcement)
    form = client.get(path).context["form"]
    assert (form["title"].value(), form["whom"].value(), form["version"].value()) == ("Room", "some", 1)
    assert "by_mail" not in form.fields
    before = Notification.objects.count(), Delivery.objects.count()
    answer = client.post(path, sent(body="Room **3**.", roles=["mentor"], whom="some", version=1, by_mail="on"))
    changed = Announcement.objects.get()
    assert answer.url == changed.get_absolute_url()
    assert (changed.html.strip(), changed.roles, changed.team_keys) == (
        "<p>Room <strong>3</strong>.</p>",
        ["mentor"],
        [],
    )
    assert changed.edited_at and changed.version == 2
    run_jobs("tell_of_announcement")
    assert (Notification.objects.count(), Delivery.objects.count()) == before
    log = reverse("acts.index", args=["ai-tech"])
    assert words(client.get(log)).count("changed an announcement · Room change") == 1
    client.post(path, sent(body="Room **3**.", roles=["mentor"], whom="some", version=2))  # the same again
    assert Announcement.objects.get().version == 2
    assert words(client.get(log)).count("changed an announcement") == 1


def test_two_tabs_lose_nothing(cast, announcement):
    client, path = browser(cast.organiser), path_of("edit", announcement)
    client.post(path, sent(body="From the first tab.", version=1))
    answer = client.post(path, sent(body="From the second tab.", version=1))
    assert answer.status_code == 200 and "This announcement was changed somewhere else in the meantime." in words(
        answer
    )
    assert "From the first tab." in words(answer) and "From the second tab." in answer.content.decode()
    assert Announcement.objects.get().body == "From the first tab."
    version = answer.context["form"]["version"].value()
    assert client.post(path, sent(body="From the second tab.", version=version)).status_code == 302
    assert Announcement.objects.get().body == "From the second tab."
    assert client.post(path, sent(body="From the second tab.", version=1)).status_code == 302  # a double click


def test_one_that_is_deleted_meanwhile_gives_the_text_back(cast, announcement, monkeypatch):
    from journal.views import announcements as views

    found = views.announcement_to_change(cast.organiser, "ai-tech", announcement.pk)
    delete_announcement(announcement=announcement, by=cast.organiser)
    monkeypatch.setattr(views, "announcement_to_change", lambda *asked: found)
    answer = browser(cast.organiser).post(path_of("edit", announcement), sent(body="Typed for long.", version=1))
    assert "This announcement was deleted a moment ago." in words(answer) and "Typed for long." in words(answer)


def test_a_day_that_stood_there_may_stay_although_it_is_over(cast, announcement):
    over = cast.cohort.today() - timedelta(days=3)
    Announcement.objects.update(pin_ends_on=over)
    client, path = browser(cast.organiser), path_of("edit", announcement)
    assert client.post(path, sent(version=1, pin_ends_on=over)).status_code == 302
    answer = client.post(path, sent(version=2, pin_ends_on=over - timedelta(days=1)))
    assert "Please choose a day from today on" in words(answer)


def test_doors_and_budget(cast, announcement):
    path = path_of("edit", announcement)
    assert asks_to_sign_in(browser().get(path), path)
    assert browser(cast.stranger).get(path).status_code == 404
    for role in ("author", "mentor", "camper"):
        assert browser(cast.people[role]).post(path, sent(version=1)).status_code == 403, role
    assert browser(cast.organiser).get(path.replace("ai-tech", "web-dev")).status_code == 404
    client = browser(cast.organiser)
    assert statuses(client, path, "put", "delete") == {405}
    assert query_count(client, path) < 8
