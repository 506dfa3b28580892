"""`manage.py restore`: what `backup` wrote, into an installation that has nothing yet."""

import sys
import time
from itertools import islice
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import connection

from journal.management.dumping import TABLES, DatabaseFailed, load
from journal.queries.running import migrations_of_this_version, missing_migrations
from journal.transfer.backups import DUMP, BackupRefused, Reader, media_beside, put_media

OLDEST = 15_00_00  # PostgreSQL 15, as servers number themselves
FILLED = ("accounts_user", "journal_cohort", "journal_post")
OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


class Command(BaseCommand):
    """First it looks at everything, then it writes the files, and last the database, all of it or nothing."""

    help = "Restores a backup into an empty installation."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--send-mail", action="store_true", help="also send the mails that waited at the backup")

    def handle(self, *, file, send_mail, verbosity, **options):
        """Check, write, compare, and say what is to be done next."""
        began, self.quiet, self.said = time.monotonic(), verbosity < 1, 0.0
        try:
            reader = Reader(file)
            self._refuse_what_is_newer(reader)
            self._refuse_what_is_filled(reader)
            reader.check(self._progress)
            put_media(reader, self._progress)
            with reader.open(DUMP) as dump:
                load(dump, keep_mail=send_mail)
        except (BackupRefused, DatabaseFailed, OSError) as error:
            raise CommandError(f"Nothing is restored. {error}") from None
        finally:
            connection.close()
        self._compare(reader)
        self._say(reader, time.monotonic() - began, send_mail)

    def _refuse_what_is_newer(self, reader: Reader) -> None:
        ours = {f"{app}.{name}" for app, name in migrations_of_this_version()}
        if set(reader.manifest.migrations) - ours:
            raise BackupRefused("The backup was made by a newer Haru: restore it with that version.")

    def _refuse_what_is_filled(self, reader: Reader) -> None:
        with connection.cursor() as cursor:
            if connection.pg_version < OLDEST:
                raise BackupRefused("The database is older than PostgreSQL 15.")
            there = {name for (name,) in _rows(cursor, TABLES)}
            if any(_rows(cursor, f"SELECT 1 FROM {name} LIMIT 1") for name in FILLED if name in there):
                raise BackupRefused("The database has people or posts already: restore into an empty one.")
            if _rows(cursor, OTHERS)[0][0]:
                raise BackupRefused("Other programs use the database: stop `manage.py serve` and the worker first.")
        connection.close()
        if strange := list(islice(media_beside(set(reader.media())), 3)):
            raise BackupRefused(f"The storage has files already, such as {strange[0]}: restore into an empty one.")

    def _compare(self, reader: Reader) -> None:
        """Count what came, and let the database know how much there is of what."""
        told = reader.manifest
        emptied = {*told.left_out, "procrastinate_workers"}
        with connection.cursor() as cursor:
            for table, count in told.tables.items():
                found = _rows(cursor, f"SELECT count(*) FROM public.{connection.ops.quote_name(table)}")[0][0]
                if table not in emptied and found != count:
                    raise CommandError(f"{table} has {found} rows instead of {count}: do not use this installation.")
            cursor.execute("ANALYZE")

    def _say(self, reader: Reader, seconds: float, send_mail: bool) -> None:
        told = reader.manifest
        rows = sum(told.tables.values())
        self.stdout.write(f"Restored {rows} rows and {len(reader.media())} files of {told.made_at} in {seconds:.1f} s.")
        steps = ["Set HARU_SECRET_KEY to what it was: links in mails that people have depend on it."]
        if missing := len(missing_migrations()):
            steps.append(f"Run manage.py migrate: this version has {missing} migrations that the backup has not seen.")
        steps.append("Run manage.py doctor, then manage.py serve. Everybody signs in again.")
        steps.append("Passwords, roles and revoked keys are those of the backup: change again what was changed since.")
        if not send_mail:
            steps.append("Mails that waited are not sent; the page of jobs lists them.")
        for number, step in enumerate(steps, 1):
            self.stdout.write(f"{number}. {step}")

    def _progress(self, what: str, done: int, total: int) -> None:
        if not self.quiet and (time.monotonic() - self.said > 2 or sys.stderr.isatty()):
            self.said = time.monotonic()
            self.stderr.write(f"\r{what}: {done}/{total}" if sys.stderr.isatty() else f"{what}: {done}/{total}")


def _rows(cursor, query: str) -> list[tuple]:
    cursor.execute(query)
    return cursor.fetchall()
