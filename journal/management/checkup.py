"""What `manage.py doctor` looks at: each finding says how it is, and what to do where it is not well."""

import json
import shutil
import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core import checks, mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import Error as DatabaseError
from django.db import connection, connections
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateWorker

from journal.queries.jobs import ALIVE
from journal.queries.running import missing_migrations, oldest_wait

OLDEST = 15  # the first PostgreSQL that will do
SKEW, BAD_SKEW = 1, 5  # seconds between this machine's clock and the database's
SPACE, BAD_SPACE = 5_000, 500  # MB that are left
AGE = timedelta(hours=50)  # of the newest backup: a nightly one may fail once
BEHIND = 16  # MB that a replica lags, from which on it answers hardly any page
PROBE = "doctor.txt"
REPLICA = """SELECT pg_is_in_recovery(), EXISTS (SELECT FROM pg_stat_wal_receiver),
    pg_wal_lsn_diff(%s::pg_lsn, pg_last_wal_replay_lsn())::float / 1e6"""


@dataclass(frozen=True)
class Finding:
    """How one thing is: "ok", "warning" or "failure"; in words; and what to do."""

    name: str
    state: str
    words: str
    advice: str = ""


def look() -> list[Finding]:
    """Look at everything. A database that does not answer spares the questions to it."""
    found = [_database()]
    if found[0].state != "failure":
        found += [_safely("migrations", _migrations), _safely("clock", _clock), _safely("worker", _worker)]
    if found[0].state != "failure" and "replica" in settings.DATABASES:
        found += [_safely("replica", _replica)]
    found += [_settings(), _mail(), _safely("storage", _storage), _safely("disk", _disk), _safely("backups", _backups)]
    return found


def _safely(name: str, ask: Callable[[], Finding]) -> Finding:
    try:
        return ask()
    except (DatabaseError, OSError) as error:
        return Finding(name, "failure", f"It cannot be asked: {_first_line(error)}", "See to this first.")


def _database() -> Finding:
    try:
        connection.ensure_connection()
        version = connection.pg_version // 10_000
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            words = f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
    except (DatabaseError, OSError) as error:
        return Finding("database", "failure", _first_line(error), "Start it, or correct DATABASE_URL.")
    if version < OLDEST:
        return Finding("database", "failure", words, f"Haru needs PostgreSQL {OLDEST} or later.")
    return Finding("database", "ok", words)


def _migrations() -> Finding:
    if missing := missing_migrations():
        return Finding("migrations", "failure", f"{len(missing)} are missing.", "Run: manage.py migrate")
    return Finding("migrations", "ok", "All are applied.")


def _replica() -> Finding:
    """Pages do without it, and ask the primary."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_flush_lsn()::text")
        position = cursor.fetchone()
    try:
        with connections["replica"].cursor() as cursor:
            cursor.execute(REPLICA, position)
            replicates, receives, behind = cursor.fetchone()
    except DatabaseError as error:
        return Finding("replica", "failure", _first_line(error), "Start it, or leave DATABASE_REPLICA_URL out.")
    if not replicates:
        return Finding("replica", "failure", "It replicates nothing.", "Let DATABASE_REPLICA_URL lead to a standby.")
    if not receives:
        return Finding("replica", "failure", "Nobody sends it anything.", "Let it stream from the primary again.")
    state = "warning" if behind > BEHIND else "ok"
    advice = "" if state == "ok" else "Look at its load, and at what lies between the two servers."
    return Finding("replica", state, f"{max(behind, 0):.1f} MB behind the primary.", advice)


def _clock() -> Finding:
    with connection.cursor() as cursor:
        before = time.time()
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float")
        skew = cursor.fetchone()[0] - (before + time.time()) / 2
    words = f"{abs(skew):.1f} s {'behind' if skew > 0 else 'before'} the database's."
    state = "failure" if abs(skew) > BAD_SKEW else "warning" if abs(skew) > SKEW else "ok"
    return Finding("clock", state, words, "" if state == "ok" else "Let both machines keep time by NTP.")


def _worker() -> Finding:
    beats = ProcrastinateWorker.objects.order_by("-last_heartbeat").values_list("last_heartbeat", flat=True)
    beat, waited = beats.first(), oldest_wait()
    if beat is None or timezone.now() - beat > ALIVE:
        seen = f"One was last seen at {beat:%Y-%m-%d %H:%M} UTC." if beat else "None was ever seen."
        return Finding("worker", "failure", f"No worker is alive. {seen}", "Run: manage.py serve, or manage.py worker")
    if settings.QUEUE_BOUND and waited > settings.QUEUE_BOUND:
        return Finding(
            "worker", "warning", f"Alive, but a job has waited for {waited:.0f} s.",
            "See the page of jobs; one more machine with manage.py worker may help.",
        )  # fmt: skip
    return Finding("worker", "ok", f"Alive; the oldest job waits for {waited:.0f} s.")


def _settings() -> Finding:
    wrong = [
        each
        for each in checks.run_checks(include_deployment_checks=settings.PRODUCTION)
        if each.level >= checks.WARNING
    ]
    if wrong:
        advice = "Run: manage.py check" + " --deploy" * settings.PRODUCTION
        return Finding("settings", "failure", "; ".join(f"{each.id}: {each.msg}" for each in wrong)[:500], advice)
    if not settings.PRODUCTION:
        return Finding("settings", "warning", "HARU_ENV is not production.", "On a server set HARU_ENV=production.")
    return Finding("settings", "ok", f"For {settings.SITE_URL}.")


def _mail() -> Finding:
    if "smtp" not in settings.EMAIL_BACKEND:
        return Finding("mail", "warning", "Mails are files under HARU_HOME/mail.", "To send them set HARU_SMTP_URL.")
    office = mail.get_connection(timeout=10)
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        office.open()
        office.close()
    except smtplib.SMTPAuthenticationError:
        return Finding("mail", "failure", f"{where} refuses name or password.", "Correct HARU_SMTP_URL.")
    except (OSError, smtplib.SMTPException) as error:
        words = f"{where} does not answer ({type(error).__name__})."
        return Finding(
            "mail", "failure", words, "Correct HARU_SMTP_URL, or let this machine through to the mail server."
        )
    return Finding("mail", "ok", f"{where} answers.")


def _storage() -> Finding:
    name = default_storage.save(PROBE, ContentFile(b"doctor"))
    try:
        with default_storage.open(name) as file:
            kept = file.read()
    finally:
        default_storage.delete(name)
    if kept != b"doctor":
        return Finding(
            "storage", "failure", "A file is not read as it was written.", "Look at the storage of pictures."
        )
    return Finding("storage", "ok", "Pictures can be written and read.")


def _disk() -> Finding:
    free = shutil.disk_usage(settings.HARU_HOME).free / 1e6
    state = "failure" if free < BAD_SPACE else "warning" if free < SPACE else "ok"
    advice = "" if state == "ok" else "Make room: old backups, server.log, or a larger disk."
    return Finding("disk", state, f"{free / 1_000:.1f} GB are free for HARU_HOME.", advice)


def _backups() -> Finding:
    """Age counts as a failure in a deployment only: somebody's own machine may have none."""
    grave = "failure" if settings.PRODUCTION else "warning"
    advice = "Run manage.py backup every night, and keep the file on another machine."
    note = Path(settings.HARU_HOME) / "run" / "last_backup.json"
    if not note.is_file():
        return Finding("backups", grave, "None was ever made here.", advice)
    made_at = datetime.fromisoformat(json.loads(note.read_text())["at"])
    words = f"The newest is of {made_at:%Y-%m-%d %H:%M} UTC."
    return Finding("backups", grave if timezone.now() - made_at > AGE else "ok", words, advice)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
