"""The page of jobs: when each last ran and runs next, what it stumbled over, and whether a worker lives."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from journal.models.jobs import JobRecord

ALIVE = timedelta(minutes=1)  # a worker says every 5 seconds that it lives
LATE = timedelta(minutes=5)  # what has waited for longer is behind
TROUBLES = {
    JobRecord.Trouble.DATABASE: _("The database did not answer, or refused."),
    JobRecord.Trouble.MAIL: _("The mail server refused."),
    JobRecord.Trouble.NETWORK: _("Another machine could not be reached."),
    JobRecord.Trouble.DISK: _("A file could not be read or written."),
    JobRecord.Trouble.KILLED: _("It was cut off in the middle, and was begun again."),
    JobRecord.Trouble.FAULT: _("Something went wrong in Haru; its log says more."),
}


@dataclass(frozen=True)
class JobLine:
    """A job as the page shows it."""

    name: str
    words: str | Promise
    is_scheduled: bool
    waiting: int = 0
    running: int = 0
    last_at: datetime | None = None
    next_at: datetime | None = None  # None: when somebody needs it
    failed_at: datetime | None = None
    trouble: str | Promise = ""
    error: str = ""  # the name of an exception

    @property
    def has_failed(self) -> bool:
        """Whether the last run did not end well."""
        return self.failed_at is not None and self.failed_at == self.last_at


@dataclass(frozen=True)
class Jobs:
    """All jobs, those whose last run failed first; and the worker."""

    lines: list[JobLine]
    seen_at: datetime | None  # when a worker was last seen
    is_alive: bool
    late: int  # jobs that should have run five minutes ago

    @property
    def troubled(self) -> list[JobLine]:
        """Those whose last run failed."""
        return [line for line in self.lines if line.has_failed]

    @property
    def last(self) -> JobLine | None:
        """The one that ran last, if any did."""
        ran = [line for line in self.lines if line.last_at]
        return max(ran, key=lambda line: line.last_at, default=None)


def jobs_to_show() -> Jobs:
    """Return what the page of jobs shows, in three queries."""
    now = timezone.now()
    records = {record.name: record for record in JobRecord.objects.all()}
    queue = ProcrastinateJob.objects.filter(status__in=("todo", "doing")).order_by().values("task_name")
    due = Q(status="todo") & (Q(scheduled_at=None) | Q(scheduled_at__lte=now))
    late = Q(status="todo", scheduled_at__lte=now - LATE)
    counts = queue.annotate(
        waiting=Count("pk", filter=due), late=Count("pk", filter=late), running=Count("pk", filter=Q(status="doing")),
        later_at=Min("scheduled_at", filter=Q(status="todo", scheduled_at__gt=now)),
    )  # fmt: skip
    queued = {row["task_name"]: row for row in counts}
    next_runs = _schedule(now)
    ours = {name: task.func.words for name, task in app.tasks.items() if hasattr(task.func, "words")}
    lines = [
        _line(name, words, records.get(name), queued.get(name, {}), next_runs.get(name)) for name, words in ours.items()
    ]
    beat = ProcrastinateWorker.objects.aggregate(at=Max("last_heartbeat"))["at"]
    seen = [record.ended_at for record in records.values()] + ([beat] if beat else [])
    return Jobs(
        lines=sorted(lines, key=lambda line: (not line.has_failed, line.is_scheduled)),
        seen_at=max(seen, default=None),
        is_alive=beat is not None and now - beat < ALIVE,
        late=sum(row["late"] for row in queued.values()),
    )


def _schedule(now: datetime) -> dict[str, datetime]:
    """Return when each scheduled job comes next."""
    found = {}
    for periodic in app.periodic_registry.periodic_tasks.values():
        moment = periodic.croniter.get_next(ret_type=float, start_time=now.timestamp())
        found[periodic.task.name] = datetime.fromtimestamp(moment, UTC)
    return found


def _line(name: str, words, record: JobRecord | None, queued: dict, next_at: datetime | None) -> JobLine:
    moments = [moment for moment in (next_at, queued.get("later_at")) if moment]
    return JobLine(
        name=name,
        words=words,
        is_scheduled=next_at is not None,
        waiting=queued.get("waiting", 0),
        running=queued.get("running", 0),
        last_at=record.ended_at if record else None,
        next_at=min(moments, default=None),
        failed_at=record.failed_at if record else None,
        trouble=TROUBLES.get(record.trouble, "") if record else "",
        error=record.error if record and record.trouble == JobRecord.Trouble.FAULT else "",
    )
