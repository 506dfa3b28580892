"""What machines watch of a site that runs: whether its database answers and is of this version, how the queue does."""

import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec

from django.apps import apps
from django.db import Error as DatabaseError
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from journal.models.jobs import JobRecord
from journal.models.mail import Delivery
from journal.queries.jobs import ALIVE

PATIENCE = "5s"  # for which the database may think about a probe's questions
APPLIED = "SELECT app, name FROM django_migrations"
# A job that was left for now has no moment of its own, but the event of its being left.
OLDEST = """
    SELECT coalesce(max(extract(epoch FROM clock_timestamp() - coalesce(
        job.scheduled_at, (SELECT min(event.at) FROM procrastinate_events event WHERE event.job_id = job.id)
    ))), 0)::float
    FROM procrastinate_jobs job
    WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= clock_timestamp())
"""


CONNECTIONS = """
    SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1
"""


@dataclass(frozen=True)
class Vitals:
    """The numbers behind a site that runs; moments are seconds since 1970."""

    jobs: dict[str, int]  # by state: todo, doing, failed
    oldest_wait: float
    workers: int
    mails: dict[str, int]  # by state: waiting, sending, refused, given_up
    ended: dict[str, float]  # by job
    failed: dict[str, float]
    connections: dict[str, int]  # by state
    most_connections: int


def what_is_wrong(*, queue_bound: float) -> dict[str, str]:
    """Return why this site cannot serve, a sentence by "database", "migrations" or "queue"; nothing when it can.

    `queue_bound` is the most seconds that a job which is due may have waited; 0 does not look at the queue.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = '{PATIENCE}'")
            if missing := len(missing_migrations()):
                return {"migrations": f"{missing} are missing. Run: manage.py migrate"}
            waited = oldest_wait() if queue_bound else 0
    except DatabaseError:  # whose words may name a host or a user
        return {"database": "It does not answer."}
    if waited > queue_bound:
        return {
            "queue": f"The oldest job waits for {waited:.0f} s, the bound is {queue_bound:.0f} s. Is a worker alive?"
        }
    return {}


def missing_migrations() -> list[str]:
    """Return the migrations of this version that the database has not seen, as `app.name`.

    What the database has seen beyond them is of a newer version, which may be taken in while this one still serves.
    """
    applied = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        if cursor.fetchone()[0]:
            cursor.execute(APPLIED)
            applied = set(cursor.fetchall())
    return sorted(f"{app}.{name}" for app, name in migrations_of_this_version() - applied)


@cache
def migrations_of_this_version() -> frozenset[tuple[str, str]]:
    """Return the migrations that stand on the disk, as (app, name); nothing of them is loaded."""
    found = set()
    for app in apps.get_app_configs():
        package = find_spec(f"{app.name}.migrations")
        for module in pkgutil.iter_modules(package.submodule_search_locations or ()) if package else ():
            if module.name[0] not in "_~":
                found.add((app.label, module.name))
    return frozenset(found)


def oldest_wait() -> float:
    """Return for how many seconds the oldest job that is due has waited; 0 when none is."""
    with connection.cursor() as cursor:
        cursor.execute(OLDEST)
        return cursor.fetchone()[0]


def vitals() -> Vitals:
    """Return the numbers of now, in seven queries."""
    with connection.cursor() as cursor:
        cursor.execute(CONNECTIONS)
        connections = {state.replace(" ", "_"): count for state, count in cursor.fetchall()}
        cursor.execute("SELECT current_setting('max_connections')::int")
        most = cursor.fetchone()[0]
    records = list(JobRecord.objects.all())
    return Vitals(
        jobs=_counts(ProcrastinateJob.objects.all(), "status", "todo", "doing", "failed"),
        oldest_wait=oldest_wait(),
        workers=ProcrastinateWorker.objects.filter(last_heartbeat__gt=timezone.now() - ALIVE).count(),
        mails=_counts(Delivery.objects.all(), "state", "waiting", "sending", "refused", "given_up"),
        ended={record.name: record.ended_at.timestamp() for record in records},
        failed={record.name: record.failed_at.timestamp() for record in records if record.failed_at},
        connections=connections,
        most_connections=most,
    )


def _counts(rows, column: str, *states: str) -> dict[str, int]:
    """Return how many rows are in each of these states, 0 where none is: a series that ends looks like a silence."""
    found = rows.order_by().filter(**{f"{column}__in": states}).values_list(column).annotate(Count("pk"))
    return dict.fromkeys(states, 0) | dict(found)
