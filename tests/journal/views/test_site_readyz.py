"""Whether the site can serve: the database answers and is of this version, and jobs do not pile up."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from journal.actions.jobs import enqueue
from journal.queries import running
from tests.journal.views.browsing import browser, statuses

PATH = reverse("site.readyz")


def asked() -> tuple[int, dict]:
    answer = browser().get(PATH)
    assert answer["Content-Type"] == "application/json" and answer["Cache-Control"] == "no-store"
    return answer.status_code, answer.json()


def test_says_that_it_is_ready_to_anybody(db, settings):
    settings.QUEUE_BOUND = 900
    assert asked() == (200, {"ready": True, "wrong": {}})


def test_costs_four_queries_and_remembers_nobody(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):  # two of them are the savepoints of this test's transaction
        answer = browser().get(PATH)
    assert not answer.cookies


def test_answers_reading_methods_only(db):
    assert statuses(browser(), PATH, "post", "put", "delete") == {405}
    assert browser().head(PATH).status_code == 200


def test_a_database_that_does_not_answer_is_said_without_its_words(monkeypatch, db):
    def refuse(*_args, **_more):
        raise OperationalError('connection to "db.example" failed: password authentication failed for user "haru"')

    monkeypatch.setattr(running, "missing_migrations", refuse)
    assert asked() == (503, {"ready": False, "wrong": {"database": "It does not answer."}})


def test_a_database_of_an_older_version_is_said(db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'journal' AND name = '0045_topic_splits'")
    status, said = asked()
    assert (status, said["wrong"]) == (503, {"migrations": "1 are missing. Run: manage.py migrate"})
    assert running.missing_migrations() == ["journal.0045_topic_splits"]


def test_a_database_of_a_newer_version_is_served_on(db):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('journal', '9999_newer', now())")
    assert asked()[0] == 200


def test_an_empty_database_lacks_every_migration(db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_migrations RENAME TO gone")
    assert len(running.missing_migrations()) == len(running.migrations_of_this_version()) > 100


@pytest.mark.parametrize(("ago", "status"), [(800, 200), (1_000, 503)])
def test_a_queue_that_stands_still_is_said(db, ago, status, settings):
    settings.QUEUE_BOUND = 900
    enqueue("empty_trash", at=timezone.now() - timedelta(seconds=ago))
    enqueue("empty_trash", at=timezone.now() + timedelta(days=1))
    found, said = asked()
    assert (found, list(said["wrong"])) == (status, [] if status == 200 else ["queue"])
    settings.QUEUE_BOUND = 0
    assert asked()[0] == 200


def test_a_job_for_now_is_as_old_as_its_being_left(db):
    job = enqueue("empty_trash")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '1 hour' WHERE job_id = %s", [job])
    assert 3_600 <= running.oldest_wait() < 3_700
