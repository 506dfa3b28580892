"""Jobs: what an action leaves for the worker to do once its transaction has committed."""

from datetime import datetime

from django.db import connection, transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

# Django's own connection, also inside of the worker, whose app has connections of another kind.
_QUEUE = JobManager(DjangoConnector())

# No moment (NULL) is now, the earliest of all.
WAITING = """
    UPDATE procrastinate_jobs
    SET scheduled_at = CASE WHEN scheduled_at <= %(at)s::timestamptz THEN scheduled_at
                            WHEN scheduled_at > %(at)s::timestamptz THEN %(at)s::timestamptz END
    WHERE queueing_lock = %(once)s AND status = 'todo' RETURNING id
"""


class UnknownJob(LookupError):
    """No job has this name: journal/tasks.py names them all."""


def enqueue(name: str, *, at: datetime | None = None, lock: str | None = None, once: str | None = None, **args) -> int:
    """Leave a job for the worker, in the caller's transaction; return its number. It runs only if that commits.

    `name` is one of journal/tasks.py; `args` are what its action takes: keys of rows and plain JSON, never words that
    people wrote, because whoever keeps the server sees them. `at` is the earliest moment (now). Of jobs with the same
    `lock` one runs at a time. `once` names a place in the queue: while a job waits there no second one does, and the
    earlier of the two moments holds. The one that waits then starts only after this transaction, so it sees its rows.
    Raises UnknownJob.

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
    with transaction.atomic():
        while True:
            if once and (waiting := _take_place(once, at)):
                return waiting
            try:
                with transaction.atomic():
                    return job.defer(**args)
            except exceptions.AlreadyEnqueued:
                continue  # one came, or went to work, in this very moment


def _take_place(once: str, at: datetime | None) -> int | None:
    """Hold the job that waits in a place until the transaction ends, and return its number; None when none does.

    The worker passes over a row that is held. Without that it could run before the caller's rows are to be seen.
    """
    with connection.cursor() as cursor:
        cursor.execute(WAITING, {"once": once, "at": at})
        found = cursor.fetchone()
    return found[0] if found else None
