"""The worker: does the jobs that actions left, and those of the schedule."""

import asyncio
import logging
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connections
from procrastinate import exceptions
from procrastinate.contrib.django import procrastinate_app
from procrastinate.job_context import JobContext
from procrastinate.manager import JobManager
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker
from psycopg import AsyncConnection

from journal.actions.jobs import SILENT, enqueue, forget_worker

JOBS_AT_ONCE = 3
DRAIN = 25  # seconds that a job may take to end after the worker was asked to; a turn is 20
HEARTBEAT = 5  # seconds

logger = logging.getLogger("haru.worker")


class _Connection(AsyncConnection):
    """A connection of the pool, made as Django makes its own: the embedded server is started first where it is down."""

    @classmethod
    async def connect(cls, conninfo="", **kwargs):
        return await super().connect(conninfo, **{**kwargs, **await asyncio.to_thread(_address)})


class _Queue(JobManager):
    """The queue, where a job that fails while another one waits in its place leaves it to that one."""

    async def retry_job(self, job, *args, **kwargs):
        try:
            await super().retry_job(job, *args, **kwargs)
        except exceptions.UniqueViolation:
            await self.finish_job_by_id_async(job_id=job.id, status="aborted", delete_job=False)


def work(*, instead_of: int | None = None, tell: int | None = None) -> bool:
    """Do jobs until a signal ends it; return whether it was one, and not the database that went away.

    `instead_of` is the number of a worker that is known to be dead, whose jobs come back at once. This one's number is
    written to the file descriptor `tell`, if any.
    """
    if instead_of is not None:
        forget_worker(worker=instead_of)
    # A new version may have come with this start.
    enqueue("rerender", once="rerender")
    enqueue("reindex_search", once="reindex_search")
    connections.close_all()
    try:
        return asyncio.run(_work(tell))
    except (exceptions.ConnectorException, DatabaseError, OSError):
        logger.exception("the worker lost its database")
        return False


async def _work(tell: int | None) -> bool:
    loop, asked = asyncio.get_running_loop(), asyncio.Event()
    loop.set_default_executor(ThreadPoolExecutor(JOBS_AT_ONCE + 1))  # a thread holds a connection to the database
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, asked.set)
    app = procrastinate_app.current_app
    app.job_manager = _Queue(app.connector)
    defaults = {**app.worker_defaults, "task_middleware": [_told_of, *app.worker_defaults.get("task_middleware", ())]}
    pool = {"min_size": 1, "max_size": 4, "timeout": 10, "connection_class": _Connection}
    with app.replace_connector(PsycopgConnector(kwargs=_address(), **pool)):
        async with app.open_async():
            worker = Worker(
                app, concurrency=JOBS_AT_ONCE, install_signal_handlers=False, update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=SILENT, **defaults,
            )  # fmt: skip
            working = asyncio.create_task(worker.run())
            await asyncio.wait([working, loop.create_task(_told(worker, tell, asked))], return_when="FIRST_COMPLETED")
            worker.stop()
            await _end(working)
    return asked.is_set()


def _told_of(do, context: JobContext, _worker: Worker):
    """Do a job in the worker's thread, with its number on every line of the log, and a line of its own at the end."""
    told, began = {"name": context.job.task_name, "outcome": "failed"}, time.perf_counter()
    with settings.LOG_SAYING(job=context.job.id):
        try:
            result = do()
            told["outcome"] = "done"
            return result
        except Exception:
            logger.warning("a job failed; what can be tried again is", exc_info=True)
            raise
        finally:
            told["ms"] = round((time.perf_counter() - began) * 1_000, 1)
            logger.info("job", extra={"told": told})


async def _told(worker: Worker, tell: int | None, asked: asyncio.Event) -> None:
    """Say the worker's number as soon as it has one, then wait until it is asked to end."""
    while worker.worker_id is None and not asked.is_set():
        await asyncio.sleep(0.02)
    if tell is not None and worker.worker_id is not None:
        os.write(tell, f"{worker.worker_id}\n".encode())
    await asked.wait()


async def _end(working: asyncio.Task) -> None:
    """Let the jobs that run come to their end, but not for ever: one that is cut off comes back later."""
    done, _late = await asyncio.wait([working], timeout=DRAIN)
    if not done:
        logger.warning("a job did not end in %s seconds; it will be done again", DRAIN)
        os._exit(1)
    await working


def _address() -> dict:
    """Return where the database is: Django's own engine is asked, which starts the embedded server."""
    found = connections["default"].get_connection_params()
    return {name: value for name, value in found.items() if name not in ("cursor_factory", "context")}
