"""Making a key for one's feeds: its addresses are shown this once."""

import re
import uuid

from django.test import Client
from django.urls import reverse

from journal.actions.follows import follow
from journal.models.feeds import FeedToken
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words

PATH, PAGE = reverse("feeds.renew"), reverse("feeds.index")


def addresses(answer) -> list[str]:
    return re.findall(r"http://testserver(/feeds/[0-9a-f]{64}/[^\s<]+)", answer.content.decode())


def test_every_address_that_is_shown_works_without_a_session(cast):
    python = cast.cohort.topics.get(slug="python")
    follow(follower=cast.camper, topic=python)
    follow(follower=cast.camper, person=cast.author)
    answer = browser(cast.camper).post(PATH, {"key": uuid.uuid4()})
    shown = addresses(answer)
    assert {path.split("/", 3)[3] for path in shown} == {
        "c/ai-tech/feed.atom", "c/ai-tech/calendar.ics", "c/ai-tech/topics/python/feed.atom", "@minji/feed.atom",
    }  # fmt: skip
    assert {Client().get(path).status_code for path in shown} == {200}


def test_it_is_shown_once_and_kept_by_no_browser(cast):
    client = browser(cast.camper)
    answer = client.post(PATH, {"key": uuid.uuid4()})
    assert answer.headers["Cache-Control"] == "no-store"
    assert addresses(answer) and not addresses(client.get(PAGE))
    assert addresses(answer)[0].split("/")[2] not in str(dict(client.session))


def test_the_same_form_twice_is_one_key_and_another_form_ends_it(cast):
    client, key = browser(cast.camper), uuid.uuid4()
    first, again, other = (addresses(client.post(PATH, {"key": k}))[0] for k in (key, key, uuid.uuid4()))
    assert first == again != other
    assert [Client().get(path).status_code for path in (first, other)] == [404, 200]
    assert FeedToken.objects.count() == 1


def test_a_form_without_a_good_key_makes_one_all_the_same(cast):
    for data in ({}, {"key": ""}, {"key": "\x00"}):
        assert "Copy your key now" in words(browser(cast.camper).post(PATH, data))


def test_visitor_is_asked_to_sign_in(db):
    assert asks_to_sign_in(browser().post(PATH), PATH)


def test_answers_posting_only(cast):
    assert statuses(browser(cast.camper), PATH, "get", "put", "delete") == {405}
