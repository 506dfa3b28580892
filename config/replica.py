"""Reads from a replica (DATABASE_REPLICA_URL), by which no page is older than the moment of its first read.

A page asks the primary how far its log is written, and reads from the replica only if that has replayed as much:
whatever was acknowledged by then, one's own writes and everybody's rights, is in what it reads. So there is no lag to
think about, and nothing to remember from one request to the next. Where it is behind or away the primary answers.

Only pages that are asked for (GET, HEAD) read there, and only the journal's own tables: people, sessions, second steps,
limits and jobs are the primary's, as is everything within a transaction, in the worker and in commands.
"""

import logging
import time
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, OperationalError, connections

REPLICA = "replica"
READ_THERE = "journal"  # the app whose tables are
AWAY_FOR = 30.0  # seconds for which this process leaves a replica that failed alone
NOT_READ_THERE = ('"accounts_session"', '"accounts_tally"', '"haru_cache"')  # written by pages that only read
# An acknowledged commit is flushed, unless somebody has turned that off.
WRITTEN = """SELECT CASE current_setting('synchronous_commit')
    WHEN 'off' THEN pg_current_wal_insert_lsn() ELSE pg_current_wal_flush_lsn() END::text"""
# One that nobody streams to any more may have gone another way than the primary.
REPLAYED = """SELECT pg_is_in_recovery() AND EXISTS (SELECT FROM pg_stat_wal_receiver)
    AND coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false)"""

_page: ContextVar["Page | None"] = ContextVar("page", default=None)
logger = logging.getLogger("haru.replica")


class Router:
    """Django's questions about where to read and write; DATABASE_ROUTERS names this class where there is a replica."""

    def db_for_read(self, model, **hints) -> str:
        """Return "replica" for what a page may read there."""
        page = _page.get()
        if page is None or model._meta.app_label != READ_THERE or connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return DEFAULT_DB_ALIAS
        return page.source()

    def db_for_write(self, model, **hints) -> str:
        """Return the primary, wherever the row was read."""
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints) -> bool:
        """Let rows refer to each other: both servers hold the same ones."""
        return True

    def allow_migrate(self, db, app_label, **hints) -> bool:
        """Return whether a database's tables are made there: a replica's come from the primary."""
        return db == DEFAULT_DB_ALIAS


class Page:
    """Where one request reads: `answer` is "" before its first read, then "replica", "behind", "away" or "wrote"."""

    def __init__(self, reads: "Reads"):
        self.reads, self.answer = reads, ""

    def source(self) -> str:
        """Return the alias to read from, the same until this page writes."""
        if not self.answer:
            self.answer = self.reads.ask()
        return REPLICA if self.answer == REPLICA else DEFAULT_DB_ALIAS

    def watch(self, execute, sql, params, many, context):
        """Run a statement on the primary; one that changes what pages show keeps this page there, to see it."""
        said = str(sql).lstrip()[:100]
        if not said.startswith("SELECT") and not any(table in said for table in NOT_READ_THERE):
            self.answer = "wrote"
        return execute(sql, params, many, context)


class Reads:
    """The middleware, the last of all, that lets pages read from the replica; `request.read_from` is their answer."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.away_until = 0.0  # on the monotonic clock

    def __call__(self, request):
        """Answer a request."""
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        request.reading = page = Page(self)
        token = _page.set(page)
        try:
            with connections[DEFAULT_DB_ALIAS].execute_wrapper(page.watch):
                return self.get_response(request)
        finally:
            request.read_from = page.answer
            _page.reset(token)

    def process_exception(self, request, exception):
        """Ask the primary for the whole page where the replica failed in the middle of it."""
        page = getattr(request, "reading", None)
        if page is None or page.answer != REPLICA or not isinstance(exception, OperationalError | InterfaceError):
            return None
        self.leave(exception)
        page.answer = "away"
        return self.get_response(request)

    def ask(self) -> str:
        """Return "replica" if it has replayed all that the primary has written by now, else "behind" or "away"."""
        if time.monotonic() < self.away_until:
            return "away"
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(WRITTEN)
            position = cursor.fetchone()
        try:
            with connections[REPLICA].cursor() as cursor:
                cursor.execute(REPLAYED, position)
                return REPLICA if cursor.fetchone()[0] else "behind"
        except DatabaseError as error:
            self.leave(error)
            return "away"

    def leave(self, error: Exception) -> None:
        """Leave the replica alone for a while, all threads of this process."""
        self.away_until = time.monotonic() + AWAY_FOR
        connections[REPLICA].close()
        logger.warning("The replica does not answer (%s): pages are read from the primary.", type(error).__name__)
