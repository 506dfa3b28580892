"""Organisers make events; the sections that mean one come to it."""

import uuid

import pytest
from django.urls import reverse

from journal.actions.posts import delete_post
from journal.models.events import Event, EventNote
from journal.models.questions import Question
from tests.factories import make_post
from tests.guards import query_budget
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words

PATH = reverse("events.new", args=["ai-tech"])
BODY = "## 0805 Master Class\n\n### FAQ\n\n#### Why?\n\n- so\n"
SENT = {
    "name": "Master Class",
    "kind": "master_class",
    "on": "2021-08-05",
    "speaker": "임성빈",
    "link": "zoom.example/j/1",
}


def test_what_is_written_about_is_offered_and_comes_to_the_event_with_its_questions(cast):
    posts = [make_post(who, cast.cohort, body=BODY, day=6) for who in (cast.author, cast.camper)]
    make_post(cast.team_mate, cast.cohort, body=BODY.replace("Master", "Secret"), day=7, publish=False)
    delete_post(post=make_post(cast.team_mate, cast.cohort, body=BODY.replace("Master", "Secret Master"), day=8))
    client = browser(cast.organiser)
    page = client.get(PATH)
    assert "Master Class" in words(page) and "2 sections" in words(page) and "Secret" not in words(page)
    form = client.get(PATH + next(link for link in links(page) if link.startswith("?name="))).context["form"]
    assert (form["name"].value(), str(form["on"].value()), form["kind"].value()) == (
        "Master Class",
        "2021-08-05",
        "master_class",
    )
    key = str(uuid.uuid4())
    answers = [client.post(PATH, SENT | {"key": key}) for _ in range(2)]
    event = Event.objects.get()
    assert {answer.url for answer in answers} == {event.get_absolute_url()}
    assert set(event.notes.visible_to(cast.fresh("organiser")).values_list("post", flat=True)) == {
        post.pk for post in posts
    }
    assert Question.objects.noted_at(event, by=cast.fresh("organiser")).count() == 2
    shown = browser(cast.camper).get(event.get_absolute_url())
    for said in ("Master Class", "임성빈", "https://zoom.example/j/1", "Minji", "Sol"):
        assert said in words(shown), said
    assert "https://zoom.example/j/1" in links(shown) and reverse(
        "events.edit", args=["ai-tech", event.pk]
    ) not in links(shown)
    assert "made an event · 2021-08-05 Master Class" in words(client.get(reverse("acts.index", args=["ai-tech"])))


def test_a_second_event_of_a_day_takes_what_names_it(cast):
    make_post(cast.author, cast.cohort, body=BODY, day=6)
    make_post(cast.camper, cast.cohort, body="## 0805 오피스아워\n\n글\n", day=6)
    client = browser(cast.organiser)
    client.post(PATH, SENT)
    assert Event.objects.get().notes.count() == 2  # the only one of its day
    client.post(PATH, SENT | {"name": "오피스아워", "kind": "office_hour"})
    assert dict(EventNote.objects.values_list("event__name", "post__author__handle")) == {
        "Master Class": "minji",
        "오피스아워": "sol",
    }


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": ""}, "Please give it a title."), ({"on": ""}, "Please choose its day."), ({"on": "2062-08-05"}, "Look at the year again."),
        ({"link": "javascript:alert(1)"}, "This is no address of a page."), ({"link": "ftp://a.example/"}, "This is no address of a page."), ({"name": "x" * 121}, "This is too long"),
        ({"speaker": "a\x00b"}, "invisible character (NUL)"), ({"kind": "x"}, "Select a valid choice"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_made(cast, sent, sentence):
    answer = browser(cast.organiser).post(PATH, SENT | sent)
    assert answer.status_code == 200 and sentence in words(answer) and not Event.objects.exists()


def test_doors_and_budget(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert browser(cast.stranger).get(PATH).status_code == 404
    assert browser(cast.mentor).post(PATH, SENT).status_code == 403
    client = browser(cast.organiser)
    assert statuses(client, PATH, "put", "delete") == {405}
    one = query_count(client, PATH)
    for day in range(6, 12):
        make_post(cast.author, cast.cohort, body=BODY.replace("0805", f"08{day:02}"), day=day)
        Event.objects.create(cohort=cast.cohort, name=f"Event {day}", on=f"2021-10-{day:02}")
    assert query_count(client, PATH) == one <= 10
    with query_budget() as seen:
        client.post(PATH, SENT)
    assert len(seen) < 25
