"""The worker of tests: jobs that were left run here, in the test's own process and transaction."""

from contextlib import suppress
from datetime import datetime

from django.db import Error, connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

MOST = 1_000  # a job that leaves itself again and again would never end


def run_jobs(name: str = "", *, until: datetime | None = None) -> list[str]:
    """Run the jobs that wait (those called `name`, or all), and the ones that they leave; return their names in order.

    Jobs that are due now run; with `until`, those that are due by then as well. A job that raises ends this with its
    exception, and still waits. What it had written is taken back only as far as its action is atomic, as in the worker.

        publish_post(...)
        assert run_jobs() == ["send_mail"]
    """
    ran: list[str] = []
    while (job := _next(name, until)) and len(ran) < MOST:
        _put(job, "doing")
        try:
            app.tasks[job.task_name].func(**job.args)
        except Exception:
            with suppress(Error):  # a transaction that its exception broke
                _put(job, "todo")
            raise
        _put(job, "succeeded")
        ran.append(job.task_name)
    assert len(ran) < MOST, "jobs without end"
    return ran


def waiting_jobs(name: str = "") -> list[dict]:
    """Return the arguments of the jobs (called `name`, or all) that wait, also for a later moment, oldest first."""
    jobs = ProcrastinateJob.objects.filter(status="todo").order_by("pk")
    return [job.args for job in (jobs.filter(task_name=name) if name else jobs)]


def forget_jobs() -> None:
    """Empty the queue: it is no table of ours, and nothing else does after a test that commits."""
    with connection.cursor() as cursor:
        for table in ("jobs", "periodic_defers", "workers"):
            cursor.execute(f"DELETE FROM procrastinate_{table}")


def _next(name: str, until: datetime | None) -> ProcrastinateJob | None:
    jobs = ProcrastinateJob.objects.filter(status="todo").extra(
        where=["(scheduled_at IS NULL OR scheduled_at <= coalesce(%s, clock_timestamp()))"], params=[until]
    )
    if name:
        jobs = jobs.filter(task_name=name)
    return jobs.order_by("-priority", "pk").first()


def _put(job: ProcrastinateJob, status: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job.pk])
