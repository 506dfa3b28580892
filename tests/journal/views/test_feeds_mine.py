"""Private feeds and calendars at addresses that hold no secret: name and key come with the request (RFC 7617)."""

import re
import uuid
from base64 import b64encode

import pytest
from django.test import Client
from django.urls import reverse

from tests.journal.views.browsing import browser
from tests.journal.views.feeds import token_of

FEED, CALENDAR = (
    reverse(f"feeds.{what}", kwargs={"token": "mine", "cohort": "ai-tech"}) for what in ("cohort", "calendar")
)


def asked(path: str, name: str, key: str, kind: str = "Basic"):
    said = b64encode(f"{name}:{key}".encode()).decode()
    return Client().get(path, headers={"Authorization": f"{kind} {said}"})


def test_who_says_nothing_is_asked_for_a_name_and_a_password(cast):
    for path in (FEED, CALENDAR):
        answer = Client().get(path)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == 'Basic realm="Haru", charset="UTF-8"'
        assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("name", ["sol", "SOL", "@sol", "email"])
def test_the_key_opens_what_its_owner_reads(cast, name):
    key = token_of(cast.camper)
    name = cast.camper.email if name == "email" else name
    for path, kind in ((FEED, "atom"), (CALENDAR, "calendar")):
        answer = asked(path, name, key)
        assert answer.status_code == 200
        assert kind in answer.headers["Content-Type"]
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert key not in answer.content.decode()
    assert asked(FEED, name, key).content == Client().get(FEED.replace("mine", key)).content.replace(
        key.encode(), b"mine"
    )


def test_another_name_and_another_key_open_nothing(cast):
    key = token_of(cast.camper)
    for name, given in (("minji", key), ("", key), ("sol", "none"), ("sol", ""), ("sol", "pass"), ("sol", "\x00")):
        assert asked(FEED, name, given).status_code == 401
    assert asked(FEED, "sol", key, kind="Bearer").status_code == 401


@pytest.mark.parametrize("header", ["", "Basic", "Basic %%%", "Basic /w==", "Basic c29s", "x" * 9_000])
def test_a_header_that_is_none_is_asked_again(cast, header):
    assert Client().get(FEED, headers={"Authorization": header}).status_code == 401


def test_an_ended_key_opens_nothing_any_more(cast):
    key = token_of(cast.camper)
    browser(cast.camper).post(reverse("feeds.revoke"))
    assert asked(FEED, "sol", key).status_code == 401


def test_other_cohorts_are_not_there(cast):
    path = FEED.replace("ai-tech", "web-dev")
    assert asked(path, "sol", token_of(cast.camper)).status_code == 404


def test_the_page_gives_addresses_without_a_secret_first(cast):
    page = browser(cast.camper).post(reverse("feeds.renew"), {"key": uuid.uuid4()}).content.decode()
    open_part = page[: page.index('<details class="addresses__more')]
    assert f"http://testserver{FEED}" in open_part and f"http://testserver{CALENDAR}" in open_part
    [key] = set(re.findall(r"<code>([0-9a-f]{64})</code>", open_part))
    assert f"/feeds/{key}/" not in open_part
    assert asked(FEED, "sol", key).status_code == 200
