"""`manage.py doctor`: each thing that is not well is said, with what to do, and ends it with status 1."""

import io
import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from journal.actions.jobs import enqueue
from journal.management import checkup

pytestmark = pytest.mark.django_db
NAMES = ["database", "migrations", "clock", "worker", "settings", "mail", "storage", "disk", "backups"]


def doctor(*words: str) -> tuple[int, str]:
    """Return the exit status and what was said."""
    out, status = io.StringIO(), 0
    try:
        call_command("doctor", *words, stdout=out)
    except SystemExit as end:
        status = end.code
    return status, out.getvalue()


def finding(name: str) -> dict:
    status, said = doctor("--json")
    (found,) = [each for each in json.loads(said) if each["name"] == name]
    assert bool(status) == any(each["state"] == "failure" for each in json.loads(said))
    return found


@pytest.fixture
def well(settings, tmp_path):
    """Let everything be well."""
    settings.HARU_HOME = tmp_path
    settings.QUEUE_BOUND = 900
    beat(ago=3)
    note(tmp_path, ago=timedelta(hours=3))


def beat(*, ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        moment = timezone.now() - timedelta(seconds=ago)
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [moment])


def note(home, *, ago) -> None:
    (home / "run").mkdir(exist_ok=True)
    made_at = (timezone.now() - ago).isoformat()
    (home / "run" / "last_backup.json").write_text(json.dumps({"at": made_at, "file": "x", "bytes": 1}))


def test_what_is_well_is_a_line_each_and_status_0(well, monkeypatch):
    monkeypatch.setattr(checkup, "BAD_SPACE", 0)
    status, said = doctor()
    assert status == 0, said
    assert [line.split()[1] for line in said.splitlines() if not line.startswith(" ")] == NAMES
    assert "FAILURE" not in said


def test_an_old_database_or_one_that_is_away_is_said(well, monkeypatch):
    monkeypatch.setattr(checkup, "OLDEST", 99)
    assert finding("database")["state"] == "failure"
    assert finding("database")["advice"] == "Haru needs PostgreSQL 99 or later."

    def refuse():
        raise OperationalError("connection refused\nmore")

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    status, said = doctor("--json")
    assert status == 1 and [each["name"] for each in json.loads(said)] == ["database", *NAMES[4:]]
    assert json.loads(said)[0]["words"] == "connection refused"


def test_missing_migrations_are_said(well):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name = '0045_topic_splits'")
    found = finding("migrations")
    assert (found["state"], found["words"], found["advice"]) == ("failure", "1 are missing.", "Run: manage.py migrate")


@pytest.mark.parametrize(("ahead", "state"), [(0, "ok"), (3, "warning"), (-60, "failure")])
def test_a_clock_that_goes_wrong_is_said(well, monkeypatch, ahead, state):
    real = checkup.time.time
    monkeypatch.setattr(checkup, "time", SimpleNamespace(time=lambda: real() + ahead))
    assert finding("clock")["state"] == state


def test_a_silent_worker_is_said(well):
    beat(ago=600)
    assert (found := finding("worker"))["state"] == "failure" and "last seen" in found["words"]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
    assert finding("worker")["words"] == "No worker is alive. None was ever seen."


def test_a_queue_that_is_behind_is_said(well):
    enqueue("empty_trash", at=timezone.now() - timedelta(hours=1))
    assert finding("worker")["state"] == "warning"


def test_a_mail_server_that_does_not_answer_is_said(well, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert finding("mail") == {
        "name": "mail", "state": "failure", "words": "127.0.0.1:1 does not answer (ConnectionRefusedError).",
        "advice": "Correct HARU_SMTP_URL, or let this machine through to the mail server.",
    }  # fmt: skip


def test_a_mail_server_that_answers_is_well(well, settings, letterbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert finding("mail")["state"] == "ok"


def test_a_storage_that_takes_nothing_is_said(well, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    assert finding("storage")["state"] == "failure"


def test_a_storage_keeps_no_trace_of_it(well, settings):
    assert finding("storage")["state"] == "ok"
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(("free", "state"), [(100, "failure"), (1_000, "warning"), (9_000, "ok")])
def test_a_full_disk_is_said(well, monkeypatch, free, state):
    monkeypatch.setattr(checkup.shutil, "disk_usage", lambda _path: SimpleNamespace(free=free * 1_000_000))
    assert finding("disk")["state"] == state


@pytest.mark.parametrize(("production", "state"), [(True, "failure"), (False, "warning")])
def test_an_old_backup_is_said(well, settings, tmp_path, production, state, monkeypatch):
    monkeypatch.setattr(checkup, "_settings", lambda: checkup.Finding("settings", "ok", ""))
    settings.PRODUCTION = production
    assert finding("backups")["state"] == "ok"
    note(tmp_path, ago=timedelta(days=3))
    assert finding("backups")["state"] == state
    (tmp_path / "run" / "last_backup.json").unlink()
    assert finding("backups") == {
        "name": "backups", "state": state, "words": "None was ever made here.",
        "advice": "Run manage.py backup every night, and keep the file on another machine.",
    }  # fmt: skip


def test_a_check_of_django_s_that_complains_is_said(well, monkeypatch):
    monkeypatch.setattr(
        checkup.checks, "run_checks", lambda **_how: [checkup.checks.Warning("Too weak.", id="security.W9")]
    )
    assert finding("settings")["words"] == "security.W9: Too weak."
