"""Jobs are left in the transaction of the action that leaves them, and found by name."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from journal.actions.jobs import UnknownJob, enqueue
from tests.jobs import run_jobs, waiting_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(monkeypatch) -> list[dict]:
    """Return what a job called `sample` was called with; it exists as long as the test."""
    calls: list[dict] = []
    task = app.task(name="sample")(lambda **args: calls.append(args))
    yield calls
    del app.tasks[task.name]


def test_a_job_runs_with_what_it_was_given(seen):
    enqueue("sample", post=3, words=["가", None])
    assert seen == []
    assert run_jobs() == ["sample"]
    assert seen == [{"post": 3, "words": ["가", None]}]
    assert run_jobs() == []


def test_a_job_goes_back_with_its_transaction(seen):
    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        enqueue("sample")
        enqueue("sample", once="place")
        raise Stop
    assert waiting_jobs() == []
    assert run_jobs() == []


def test_an_unknown_name_is_refused():
    with pytest.raises(UnknownJob, match="no_such_job"):
        enqueue("no_such_job")
    assert waiting_jobs() == []


def test_a_later_job_waits_for_its_moment(seen):
    moment = timezone.now() + timedelta(hours=2)
    enqueue("sample", at=moment, n=1)
    assert run_jobs() == []
    assert run_jobs(until=moment - timedelta(seconds=1)) == []
    assert run_jobs(until=moment) == ["sample"]


def test_a_place_in_the_queue_is_taken_once(seen):
    first = enqueue("sample", once="place", n=1)
    assert enqueue("sample", once="place", n=2) == first
    assert enqueue("sample", once="other", n=3) != first
    assert waiting_jobs("sample") == [{"n": 1}, {"n": 3}]
    run_jobs()
    assert enqueue("sample", once="place", n=4) != first


def test_of_two_moments_for_a_place_the_earlier_holds(seen):
    now = timezone.now()
    enqueue("sample", once="place", at=now + timedelta(hours=2))
    enqueue("sample", once="place", at=now + timedelta(hours=1))
    enqueue("sample", once="place", at=now + timedelta(hours=3))
    assert ProcrastinateJob.objects.get().scheduled_at == now + timedelta(hours=1)
    enqueue("sample", once="place")
    assert run_jobs() == ["sample"]


def test_a_later_moment_does_not_hold_up_what_is_due(seen):
    enqueue("sample", once="place")
    enqueue("sample", once="place", at=timezone.now() + timedelta(hours=3))
    assert run_jobs() == ["sample"]


@pytest.mark.django_db(transaction=True)
def test_a_waiting_job_starts_only_after_all_who_counted_on_it(seen):
    """Else it could end without having seen the rows of the one that left none of its own."""
    enqueue("sample", once="place")
    with transaction.atomic():
        enqueue("sample", once="place")
        assert _fetched_elsewhere() is None
    assert _fetched_elsewhere() is not None


def _fetched_elsewhere() -> int | None:
    """Return the job that a worker would get on a connection of its own."""
    found = []

    def fetch():
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, NULL)")
            found.append(cursor.fetchone()[0])
        connection.close()

    thread = threading.Thread(target=fetch)
    thread.start()
    thread.join()
    return found[0]
