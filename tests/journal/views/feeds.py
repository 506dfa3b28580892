"""What the tests of feeds share: a person's token, and an address asked by a machine."""

import uuid
from xml.etree import ElementTree

from django.test import Client
from django.urls import reverse

from journal.actions.feeds import renew_token
from tests.guards import query_budget
from tests.journal.feed_rules import ATOM, wrong_in_feed


def token_of(user) -> str:
    """Return a new token for a person's feeds."""
    return renew_token(owner=user, key=uuid.uuid4())


def fetched(name: str, *, by=None, headers=None, **words):
    """Return the answer to a machine without cookies: by the token of a person, or by nobody's."""
    if by:
        words["token"] = token_of(by)
    return Client(headers=headers or {}).get(reverse(name, kwargs=words))


def titles(answer) -> list[str]:
    """Return the titles in a feed, which must be valid."""
    assert answer.status_code == 200
    xml = answer.content.decode()
    assert wrong_in_feed(xml) == []
    return [entry.findtext(f"{ATOM}title") for entry in ElementTree.fromstring(xml).findall(f"{ATOM}entry")]


def feed_cost(path: str) -> int:
    """Return how many queries a machine's visit costs."""
    with query_budget(8) as seen:
        assert Client().get(path).status_code == 200
    return len(seen)
