"""Whether the site is alive."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from tests.journal.views.browsing import browser, statuses

PATH = reverse("site.healthz")


def test_says_that_it_is_alive_to_anybody():
    answer = browser().get(PATH)
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok\n", "text/plain; charset=utf-8")


def test_asks_no_database_and_remembers_nobody():
    """No `db` here: a query would fail the test."""
    answer = browser().get(PATH)
    assert not answer.cookies and answer["Cache-Control"] == "no-store"


def test_asks_no_database_for_somebody_signed_in_either(cast, django_assert_num_queries):
    client = browser(cast.people["author"])
    with django_assert_num_queries(0):
        assert client.get(PATH).status_code == 200


def test_answers_reading_methods_only():
    assert statuses(browser(), PATH, "post", "put", "delete") == {405}
    assert browser().head(PATH).status_code == 200


@pytest.mark.parametrize("name", ["site.healthz", "site.readyz"])
@override_settings(
    SECURE_SSL_REDIRECT=True, SECURE_REDIRECT_EXEMPT=["^healthz$", "^readyz$"], ALLOWED_HOSTS=["a.example"]
)
def test_a_probe_needs_neither_https_nor_the_site_s_name(db, name):
    answer = Client().get(reverse(name), headers={"host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert Client().get("/c/", headers={"host": "10.0.0.7:8000"}).status_code == 400  # elsewhere it does
