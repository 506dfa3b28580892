"""Organisers change events: sections follow, and so do subscribed calendars."""

import re

import pytest
from django.urls import reverse

from journal.actions.events import make_event
from journal.models.events import Event
from tests.factories import make_post
from tests.journal.feed_rules import lines_of, wrong_in_calendar
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words
from tests.journal.views.feeds import fetched
from tests.journal.views.test_events_new import BODY, SENT


@pytest.fixture
def event(cast) -> Event:
    columns = {
        "name": "Master Class",
        "kind": "other",
        "on": cast.cohort.calendar.date_of(4),
        "speaker": "",
        "link": "",
    }
    return make_event(cohort=cast.cohort, by=cast.organiser, key=None, **columns)


def path_of(event) -> str:
    return reverse("events.edit", args=["ai-tech", event.pk])


def entry_of(cast, event) -> dict[str, str]:
    """Return the event's entry in the calendar that Sol subscribed to."""
    ics = fetched("feeds.calendar", by=cast.camper, cohort="ai-tech").content
    assert wrong_in_calendar(ics) == []
    found = re.search(f"UID:event-{event.pk}@.*?(?=\nEND:VEVENT)", "\n".join(lines_of(ics)), re.DOTALL)
    return dict(line.split(":", 1) for line in found[0].split("\n")) if found else {}


def test_a_change_comes_through_everywhere_under_the_same_name(cast, event):
    make_post(cast.author, cast.cohort, body=BODY, day=6)
    make_post(cast.camper, cast.cohort, body=BODY.replace("0805", "0806"), day=6)
    assert [note.post.author for note in event.notes.all()] == [cast.author]
    before, client = entry_of(cast, event), browser(cast.organiser)
    assert client.get(path_of(event)).context["form"]["name"].value() == "Master Class"
    answer = client.post(path_of(event), SENT | {"on": "2021-08-06"}, follow=True)
    assert "The event is changed." in words(answer) and "Day 5" in words(answer)
    assert [note.post.author for note in event.notes.all()] == [cast.camper]
    after = entry_of(cast, event)
    assert (before["SEQUENCE"], after["SEQUENCE"], after["UID"]) == ("0", "1", before["UID"])
    assert after["DTSTAMP"] == after["LAST-MODIFIED"] >= before["DTSTAMP"] and after["DTSTART;VALUE=DATE"] == "20210806"
    assert after["DESCRIPTION"] == "임성빈\\nhttps://zoom.example/j/1" and after["URL"].endswith(
        event.get_absolute_url()
    )
    assert entry_of(cast, event) == after  # nothing changed, so nothing is another one
    client.post(path_of(event), SENT | {"on": "2021-08-06"})
    assert entry_of(cast, event) == after
    log = words(client.get(reverse("acts.index", args=["ai-tech"])))
    assert log.count("changed an event · 2021-08-06 Master Class") == 1


def test_doors_and_budget(cast, event):
    path = path_of(event)
    assert asks_to_sign_in(browser().get(path), path)
    assert browser(cast.stranger).get(path).status_code == 404
    assert browser(cast.mentor).post(path, SENT).status_code == 403
    assert browser(cast.organiser).get(reverse("events.edit", args=["web-dev", event.pk])).status_code == 404
    client = browser(cast.organiser)
    assert statuses(client, path, "put", "delete") == {405}
    assert query_count(client, path) < 8
