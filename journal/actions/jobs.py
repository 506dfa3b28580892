"""Jobs: what an action leaves for the worker to do once its transaction has committed, and what becomes of it."""

import smtplib
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import Error as DatabaseError
from django.db import connection, transaction
from django.utils import timezone
from procrastinate import exceptions, sql
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from journal.models.jobs import JobRecord

SILENT = 30  # seconds without a heartbeat, after which a worker is thought dead
MOST_ATTEMPTS = 50  # of a job that its worker never survives
KEEP_DONE, KEEP_FAILED = timedelta(days=1), timedelta(days=30)
TURN = 20  # seconds that a long job takes before it makes room for others

# Django's own connection, also inside of the worker, whose app has connections of another kind.
_QUEUE = JobManager(DjangoConnector())

# No moment (NULL) is now, the earliest of all.
WAITING = """
    UPDATE procrastinate_jobs
    SET scheduled_at = CASE WHEN scheduled_at <= %(at)s::timestamptz THEN scheduled_at
                            WHEN scheduled_at > %(at)s::timestamptz THEN %(at)s::timestamptz END
    WHERE queueing_lock = %(once)s AND status = 'todo' RETURNING id
"""
OLD = """
    DELETE FROM procrastinate_jobs job
    WHERE status = ANY(%s::procrastinate_job_status[])
      AND NOT EXISTS (SELECT FROM procrastinate_events event WHERE event.job_id = job.id AND event.at >= %s)
"""


class UnknownJob(LookupError):
    """No job has this name: journal/tasks.py names them all."""


def enqueue(name: str, *, at: datetime | None = None, lock: str | None = None, once: str | None = None, **args) -> int:
    """Leave a job for the worker, in the caller's transaction; return its number. It runs only if that commits.

    `name` is one of journal/tasks.py; `args` are what its action takes: keys of rows and plain JSON, never words that
    people wrote, because whoever keeps the server sees them. `at` is the earliest moment (now). Of jobs with the same
    `lock` one runs at a time. `once` names a place in the queue, for jobs that can stand for one another: while one
    waits there no second one does, and the earlier of the two moments holds. The one that waits then starts only after
    this transaction, so it sees its rows. Raises UnknownJob.

    A job may run more than once (its worker may be killed at its end): an action that must not do a thing twice writes
    down that it did it. A test runs what was left with `run_jobs()` (tests/jobs.py).
    """
    task = app.tasks.get(name)
    if task is None:
        raise UnknownJob(name)
    job = configure_task(
        name=name, job_manager=_QUEUE, queue=task.queue, priority=task.priority, lock=lock or task.lock,
        queueing_lock=once, schedule_at=at,
    )  # fmt: skip
    if once is None:
        return job.defer(**args)  # nothing to be in the way of, and so nothing to go back to
    with transaction.atomic():
        while True:
            if waiting := _take_place(once, at):
                return waiting
            try:
                with transaction.atomic():
                    return job.defer(**args)
            except exceptions.AlreadyEnqueued:
                continue  # one came, or went to work, in this very moment


def for_a_while(steps: Iterable, *, seconds: float = TURN) -> bool:
    """Take steps until they end, or the time is over; return whether they ended.

    A long job that does so and leaves itself again lets others through, and a worker that is stopped waits for no hour.
    """
    ends = time.monotonic() + seconds
    return all(time.monotonic() < ends for _step in steps)


def note_success(*, name: str) -> None:
    """Write down that a run of a job ended well just now."""
    _note(JobRecord(name=name, ended_at=timezone.now()), ["ended_at"])


def note_failure(*, name: str, error: Exception | None) -> None:
    """Write down that a run ended with an exception, or without one because its worker was killed (None).

    Only the name of the exception is kept: its words may be somebody's.
    """
    now = timezone.now()
    record = JobRecord(name=name, ended_at=now, failed_at=now, trouble=_trouble(error))
    record.error = type(error).__name__[:100] if error else ""
    _note(record, ["ended_at", "failed_at", "trouble", "error"])


def bring_back_stalled() -> int:
    """Let jobs whose worker was killed wait again, and return how many; one that kills every worker is given up."""
    find, queries = _QUEUE.connector.execute_query_all, sql.queries
    stalled = find(
        queries["select_stalled_jobs_by_heartbeat"], queue=None, task_name=None, seconds_since_heartbeat=SILENT
    )
    for job in stalled:
        with transaction.atomic():
            if job["attempts"] >= MOST_ATTEMPTS:
                find(queries["finish_job"], job_id=job["id"], status="failed", delete_job=False)
            else:
                _wait_again(job["id"])
            note_failure(name=job["task_name"], error=None)
    return len(stalled)


def forget_worker(*, worker: int) -> int:
    """Take a worker that is known to be dead out of the list, bring its jobs back and return how many came."""
    _QUEUE.connector.execute_query_all(sql.queries["unregister_worker"], worker_id=worker)
    return bring_back_stalled()


def forget_old_jobs() -> int:
    """Forget jobs that ended well a day ago, and those that failed a month ago; return how many."""
    count, now = 0, timezone.now()
    for states, keep in ((["succeeded"], KEEP_DONE), (["failed", "cancelled", "aborted"], KEEP_FAILED)):
        with connection.cursor() as cursor:
            cursor.execute(OLD, [states, now - keep])
            count += cursor.rowcount
    return count


def _take_place(once: str, at: datetime | None) -> int | None:
    """Hold the job that waits in a place until the transaction ends, and return its number; None when none does.

    The worker passes over a row that is held. Without that it could run before the caller's rows are to be seen.
    """
    with connection.cursor() as cursor:
        cursor.execute(WAITING, {"once": once, "at": at})
        found = cursor.fetchone()
    return found[0] if found else None


def _wait_again(job: int) -> None:
    """Put a job back into the queue. Where another one waits in its place by now, that one does for both."""
    run, queries = _QUEUE.connector.execute_query_all, sql.queries
    unchanged = dict.fromkeys(("new_priority", "new_queue_name", "new_lock"))
    try:
        with transaction.atomic():
            run(queries["retry_job"], job_id=job, retry_at=timezone.now(), **unchanged)
    except exceptions.UniqueViolation:
        run(queries["finish_job"], job_id=job, status="aborted", delete_job=False)
    except exceptions.ConnectorException:
        pass  # it has ended after all, or somebody else brought it back


def _note(record: JobRecord, columns: list[str]) -> None:
    JobRecord.objects.bulk_create([record], update_conflicts=True, unique_fields=["name"], update_fields=columns)


def _trouble(error: Exception | None) -> str:
    kinds = {
        JobRecord.Trouble.DATABASE: DatabaseError,
        JobRecord.Trouble.MAIL: smtplib.SMTPException,
        JobRecord.Trouble.NETWORK: (ConnectionError, TimeoutError),
        JobRecord.Trouble.DISK: OSError,
        JobRecord.Trouble.FAULT: Exception,
    }
    return next((kind for kind, errors in kinds.items() if isinstance(error, errors)), JobRecord.Trouble.KILLED)
