"""The database's part of a backup: a dump of one moment, and the way back, by PostgreSQL's own programs."""

import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

import psycopg
from django.db import connection
from psycopg import sql

from journal.transfer.backups import columns_with_files

# Who was signed in, and what can be made anew: a backup would let them in again.
LEFT_OUT = ("accounts_session", "django_session", "haru_cache")
CHUNK = 1 << 20
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
# What some servers do not know: pg_restore 18 says the first whatever it speaks to, and servers before 17 refuse it;
# Debian's 15.20 marks every column with the second, which pg_dump 18.4 takes for a setting, and no other server does.
UNKNOWN_BEFORE_17 = b"SET transaction_timeout"
MARK = re.compile(rb"(?:, )?\bpg_attver=\d+")
DATA_FOLLOWS, DATA_ENDS = (b"COPY ", b" FROM stdin;\n"), b"\\.\n"
EMPTY = """
SET client_min_messages = warning; SET statement_timeout = 0; SET lock_timeout = '10s';
SET maintenance_work_mem = '256MB';
DO $$ DECLARE one text; BEGIN
FOREACH one IN ARRAY (
    SELECT coalesce(array_agg(what), '{}') FROM (
        SELECT format('DROP TABLE IF EXISTS public.%I CASCADE', relname) AS what FROM pg_class c
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT EXISTS (
            SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
        UNION ALL SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure) FROM pg_proc p
        WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (
            SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        UNION ALL SELECT format('DROP TYPE IF EXISTS public.%I CASCADE', typname) FROM pg_type t
        WHERE typnamespace = 'public'::regnamespace AND typcategory <> 'A' AND typrelid = 0 AND NOT EXISTS (
            SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
        UNION ALL SELECT format('DROP TYPE IF EXISTS public.%I CASCADE', relname) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'c'
        UNION ALL SELECT format('DROP SEQUENCE IF EXISTS public.%I CASCADE', relname) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
    ) every
) LOOP EXECUTE one; END LOOP; END $$;
"""
# The workers of then are not alive, whatever they said; their jobs come back by themselves.
NOT_AGAIN = b"\nDELETE FROM public.procrastinate_workers;\n"
# A mail that waited when the backup was made has most probably been sent since. It stands among those that did not go.
HELD_BACK = b"""
UPDATE public.journal_delivery SET state = 'given_up', error = 'A backup was restored before it was sent.'
WHERE state IN ('waiting', 'sending');
"""


class DatabaseFailed(RuntimeError):
    """One of PostgreSQL's programs did not do it. Its text is what it said."""


class Moment:
    """The database as it was at one moment, while others write on."""

    def __init__(self, held: psycopg.Connection):
        self._held = held
        self.snapshot = held.execute("SELECT pg_export_snapshot()").fetchone()[0]
        self.server = held.execute("SHOW server_version").fetchone()[0]

    def tables(self) -> dict[str, int]:
        """Return how many rows each table had."""
        names = [row[0] for row in self._held.execute(TABLES).fetchall()]
        count = sql.SQL("SELECT count(*) FROM public.{}")
        return {name: self._held.execute(count.format(sql.Identifier(name))).fetchone()[0] for name in names}

    def migrations(self) -> list[str]:
        """Return the migrations that it had seen, as app.name."""
        return [
            f"{app}.{name}" for app, name in self._held.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2")
        ]

    def files(self) -> list[str]:
        """Return the names of the files that it named, as the storage has them."""
        found = []
        for table, column, name_of in columns_with_files():
            words = sql.SQL("SELECT {column} FROM public.{table} WHERE {column} <> ''")
            query = words.format(column=sql.Identifier(column), table=sql.Identifier(table))
            found += [name_of(row[0]) for row in self._held.execute(query)]
        return found

    @contextmanager
    def dump(self) -> Iterator[BinaryIO]:
        """Give its dump to be read. Raises DatabaseFailed when the block has read it and it is not whole."""
        command = ["pg_dump", "--format=custom", f"--snapshot={self.snapshot}", "--no-owner", "--no-privileges"]
        command += ["--no-publications", "--no-subscriptions", "--exclude-extension=*"]
        with _program(
            *command, *(f"--exclude-table-data=public.{name}" for name in LEFT_OUT), stdin=subprocess.DEVNULL
        ) as process:
            yield process.stdout


@contextmanager
def moment() -> Iterator[Moment]:
    """Hold the database still for whoever looks at it from here: every question sees the same moment."""
    params = connection.get_connection_params()
    known = {name: value for name, value in params.items() if name not in ("cursor_factory", "context")}
    with psycopg.connect(**known, autocommit=True) as held:
        held.execute("SET idle_in_transaction_session_timeout = 0")
        held.execute("SET statement_timeout = 0")
        held.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield Moment(held)


def load(dump: BinaryIO, *, keep_mail: bool) -> None:
    """Put a dump in the place of everything that the database has, all of it or nothing. Raises DatabaseFailed.

    Mails that waited are held back unless `keep_mail`.
    """
    with tempfile.TemporaryFile() as copy, tempfile.TemporaryFile() as complaints:
        while chunk := dump.read(CHUNK):
            copy.write(chunk)
        copy.seek(0)
        where, env = connection.address_for_programs()
        script = [str(connection.program("pg_restore")), "--no-owner", "--no-privileges", "--file=-"]
        shell = [str(connection.program("psql")), "-X", "-q", "--single-transaction", "-v", "ON_ERROR_STOP=1", *where]
        psql = subprocess.Popen(shell, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=complaints, env=env)
        restore = subprocess.Popen(script, stdin=copy, stdout=subprocess.PIPE, stderr=complaints)
        try:
            _pass_on(restore.stdout, psql.stdin, keep_mail)
            if restore.wait():
                psql.kill()  # an end of what it reads would be a commit
            psql.stdin.close()
        except BrokenPipeError:  # it has said why
            restore.kill()
        except BaseException:
            psql.kill()
            restore.kill()
            raise
        finally:
            restore.stdout.close()
            failed = psql.wait() or restore.wait()
        if failed:
            complaints.seek(0)
            raise DatabaseFailed(complaints.read().decode(errors="replace").strip()[-2_000:])


def _pass_on(script: BinaryIO, psql: BinaryIO, keep_mail: bool) -> None:
    """Give psql the script of a dump, between what empties the database and what must not be done again."""
    psql.write(EMPTY.encode())
    psql.writelines(_known(script))
    psql.write(NOT_AGAIN + (b"" if keep_mail else HELD_BACK))
    psql.flush()


def _known(script: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of a script without settings that not every server knows; rows are passed on as they are."""
    begins, ends = DATA_FOLLOWS
    lines = iter(script)
    for line in lines:
        if line.startswith(begins) and line.endswith(ends):
            yield line
            for row in lines:
                yield row
                if row == DATA_ENDS:
                    break
        elif line.startswith(b"ALTER TABLE ") and b"pg_attver=" in line:
            line = MARK.sub(b"", line).replace(b"SET (, ", b"SET (")
            if b"SET ()" not in line:
                yield line
        elif not line.startswith(UNKNOWN_BEFORE_17):
            yield line


@contextmanager
def _program(name: str, *arguments: str, **how) -> Iterator[subprocess.Popen]:
    where, env = connection.address_for_programs()
    with tempfile.TemporaryFile() as complaints:
        command = [str(connection.program(name)), *arguments, *where]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=complaints, env=env, **how)
        try:
            yield process
        except BaseException:
            process.kill()
            raise
        finally:
            process.stdout.close()
            status = process.wait()
        if status:
            complaints.seek(0)
            raise DatabaseFailed(complaints.read().decode(errors="replace").strip()[-2_000:])
