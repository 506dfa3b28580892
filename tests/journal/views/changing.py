"""What the tests of renaming, merging and splitting share: looking at a change, then carrying it out."""

import re

from django.urls import reverse

from tests.guards import query_budget
from tests.journal.views.browsing import browser, words

SEAL = re.compile(r'name="seen" value="([0-9a-f]+)"')


def where_to(verb: str, topic) -> str:
    """Return the address at which organisers change a topic."""
    return reverse(f"topic_care.{verb}", args=["ai-tech", topic.pk])


def look(user, verb: str, topic, **data):
    """Return the page that says what a change would do."""
    return browser(user).get(where_to(verb, topic), data)


def carry_out(user, verb: str, topic, seen: str | None = None, **data) -> str:
    """Look, then press the button; return what is read after it. `seen` is what another look was sealed with."""
    found = SEAL.search(look(user, verb, topic, **data).content.decode())
    seal = seen if seen is not None else found[1] if found else ""
    return words(browser(user).post(where_to(verb, topic), {**data, "seen": seal}, follow=True))


def cost(client, path: str) -> int:
    """Return how many queries a look costs: it reads of whom, of when and of what else a change would be."""
    with query_budget(20) as seen:
        assert client.get(path).status_code == 200
    return len(seen)
