"""Whether the site is alive."""

from django.urls import reverse

from tests.journal.views.browsing import browser, statuses

PATH = reverse("site.healthz")


def test_says_that_it_is_alive_to_anybody(db):
    answer = browser().get(PATH)
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok\n", "text/plain")


def test_costs_one_query_and_remembers_nobody(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = browser().get(PATH)
    assert not answer.cookies


def test_answers_reading_methods_only(db):
    assert statuses(browser(), PATH, "post", "put", "delete") == {405}
    assert browser().head(PATH).status_code == 200
