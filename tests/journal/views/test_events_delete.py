"""Organisers delete an event: what people wrote stays, and calendars lose it."""

from django.urls import reverse

from journal.actions.events import make_event
from journal.models.events import Event, EventNote
from journal.models.questions import Question
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words
from tests.journal.views.test_events_edit import entry_of, event  # noqa: F401 (a fixture)
from tests.journal.views.test_events_new import BODY


def test_it_is_asked_first_and_what_people_wrote_means_the_other_event_of_the_day(cast, event):  # noqa: F811
    post = make_post(cast.author, cast.cohort, body=BODY, day=6)
    other = make_event(cohort=cast.cohort, by=cast.organiser, key=None, name="Office hour", kind="other", on=event.on)
    path, client = reverse("events.delete", args=["ai-tech", event.pk]), browser(cast.organiser)
    assert "Delete this event?" in words(client.get(path)) and Event.objects.count() == 2
    answer = client.post(path, follow=True)
    assert "What people wrote about it stays." in words(answer) and entry_of(cast, event) == {}
    assert EventNote.objects.get(post=post).event == other
    assert Question.objects.get(post=post).at_event == other
    assert browser(cast.camper).get(event.get_absolute_url()).status_code == 404
    assert client.post(path).status_code == 404
    assert "deleted an event" in words(client.get(reverse("acts.index", args=["ai-tech"])))


def test_doors_and_budget(cast, event):  # noqa: F811
    path = reverse("events.delete", args=["ai-tech", event.pk])
    assert asks_to_sign_in(browser().get(path), path)
    assert browser(cast.stranger).post(path).status_code == 404
    assert browser(cast.mentor).post(path).status_code == 403 and Event.objects.exists()
    client = browser(cast.organiser)
    assert statuses(client, path, "put", "delete") == {405}
    assert query_count(client, path) < 7
