"""What very many tests begin with: made once by the real actions, then written again row for row for each next test.

Making the cast costs 200 queries and 0.3 s; writing its rows again costs two. What is written again is what was made:
the same rows under the same keys, the same objects, and every moment as long ago as it was then.
"""

import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from django.db import connection
from django.utils import timezone
from psycopg import sql

FROM_THE_START = {"auth_permission", "django_content_type", "django_migrations", "haru_cache"}  # never empty
BY_TRIGGERS = {"procrastinate_events"}  # filled by the queue's own triggers, when its jobs are written again too
SHIFT = "@shift@"
T = TypeVar("T")


@dataclass(frozen=True)
class Recording:
    """The rows as one script, the objects, and when they were made."""

    tables: list[str]
    script: str
    objects: bytes
    since: datetime
    until: datetime


class Replay(Generic[T]):
    """A maker of things that a test's transaction begins with; it makes them itself wherever it cannot repeat them."""

    def __init__(self, make: Callable[[], T]):
        self.make = make
        self.recording: Recording | None = None

    def __call__(self) -> T:
        """Return the things, newly made or written again: the test sees no difference."""
        if not connection.in_atomic_block or _is_clock_set():
            return self.make()
        if self.recording is None:
            return self._record()
        if _filled(self.recording.tables):
            return self.make()
        return self._play(self.recording)

    def _record(self) -> T:
        tables = [name for name in connection.introspection.table_names() if name not in FROM_THE_START]
        is_alone = not _filled(tables)
        since = timezone.now()
        made = self.make()
        until = timezone.now()
        if is_alone:
            filled = sorted(_filled(tables) - BY_TRIGGERS)
            script = "".join(_inserts(table, since) for table in filled)
            self.recording = Recording(filled, script, pickle.dumps(made), since, until)
        return made

    def _play(self, recording: Recording) -> T:
        shift = timezone.now() - recording.until
        rows = recording.script.replace(SHIFT, f"{shift.total_seconds():.6f} s")
        with connection.cursor() as cursor:
            cursor.execute(rows)
        return _Unpickler(recording, shift).load()


class _Unpickler(pickle.Unpickler):
    """Loads the objects with the moments of their making moved."""

    def __init__(self, recording: Recording, shift: timedelta):
        super().__init__(io.BytesIO(recording.objects))
        self.recording, self.shift = recording, shift

    def find_class(self, module, name):
        if (module, name) == ("datetime", "datetime"):
            return self._moment
        return super().find_class(module, name)

    def _moment(self, *parts) -> datetime:
        moment = datetime(*parts)
        return moment + self.shift if moment.tzinfo and moment >= self.recording.since else moment


def _filled(tables: list[str]) -> set[str]:
    """Return which tables hold rows."""
    asked = (
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(table, sql.Identifier(table)).as_string()
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return {table for (table,) in cursor.fetchall()}


def _inserts(table: str, since: datetime) -> str:
    """Return the statement that writes a table's rows again; moments since the making began are as long ago as then."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname, atttypid = 'timestamptz'::regtype FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
            [f'"{table}"'],
        )
        columns = cursor.fetchall()
        names = sql.SQL(", ").join(sql.Identifier(name) for name, _is_moment in columns)
        texts = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(name)) for name, _is_moment in columns)
        cursor.execute(sql.SQL("SELECT {} FROM {}").format(texts, sql.Identifier(table)).as_string())
        rows = cursor.fetchall()
    values = ", ".join(
        f"({', '.join(_cell(value, is_moment, since) for value, (_name, is_moment) in zip(row, columns, strict=True))})"
        for row in rows
    )
    into = sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE VALUES ").format(sql.Identifier(table), names)
    return f"{into.as_string()}{values}; "


def _cell(text: str | None, is_moment: bool, since: datetime) -> str:
    if text is None:
        return "NULL"
    literal = sql.Literal(text).as_string()
    if is_moment and datetime.fromisoformat(text) >= since:
        return f"{literal}::timestamptz + '{SHIFT}'"
    return literal


def _is_clock_set() -> bool:
    return abs(timezone.now() - datetime.now(UTC)) > timedelta(seconds=1)
