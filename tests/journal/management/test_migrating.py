"""Migrations under traffic: one that cannot have its lock lets everybody go first, and comes again."""

import io

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.core.management.commands import migrate as django_s
from django.db import OperationalError, connection

from config.postgres.base import DatabaseSchemaEditor
from journal.management.commands import migrate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reader():
    """Give a connection of somebody who has read a table and thinks about it."""
    params = connection.get_connection_params()
    known = {name: value for name, value in params.items() if name not in ("cursor_factory", "context")}
    with psycopg.connect(**known) as held:
        held.execute("SELECT 1 FROM journal_mood LIMIT 1")
        yield held


def shown(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return cursor.fetchone()[0]


def test_a_migration_gives_up_its_place_in_the_queue_and_takes_its_time_otherwise(reader, monkeypatch):
    before = {name: shown(name) for name in DatabaseSchemaEditor.LIMITS}
    with connection.schema_editor():
        assert {name: shown(name) for name in before} == {
            "statement_timeout": "0", "idle_in_transaction_session_timeout": "0", "lock_timeout": "500ms"
        }  # fmt: skip
    monkeypatch.setitem(DatabaseSchemaEditor.LIMITS, "lock_timeout", "50ms")
    with pytest.raises(OperationalError) as refused, connection.schema_editor() as editor:
        editor.execute("ALTER TABLE journal_mood ADD COLUMN later integer")
    assert isinstance(refused.value.__cause__, psycopg.errors.LockNotAvailable)
    assert {name: shown(name) for name in before} == before
    reader.rollback()
    with connection.schema_editor() as editor:
        editor.execute("ALTER TABLE journal_mood ADD COLUMN later integer")
        editor.execute("ALTER TABLE journal_mood DROP COLUMN later")


def test_migrate_comes_again_until_the_table_is_free(reader, monkeypatch):
    """The lock is let go of while it waits for the third time."""
    monkeypatch.setitem(DatabaseSchemaEditor.LIMITS, "lock_timeout", "50ms")
    waited, done = [], []

    def alter(*_args, **_options):
        with connection.schema_editor() as editor:
            editor.execute("ALTER TABLE journal_mood ADD COLUMN later integer")
            editor.execute("ALTER TABLE journal_mood DROP COLUMN later")
        done.append(1)

    def sleep(seconds):
        waited.append(seconds)
        if len(waited) == 3:
            reader.rollback()

    monkeypatch.setattr(django_s.Command, "handle", alter)
    monkeypatch.setattr(migrate.time, "sleep", sleep)
    said = io.StringIO()
    call_command("migrate", stderr=said)
    assert (waited, done) == ([1, 2, 4], [1])
    assert said.getvalue().count("A table is in use") == 3


def test_migrate_ends_with_any_other_trouble_at_once(monkeypatch):
    def fail(*_args, **_options):
        raise CommandError("no such app")

    monkeypatch.setattr(django_s.Command, "handle", fail)
    monkeypatch.setattr(migrate.time, "sleep", lambda _seconds: pytest.fail("it waits"))
    with pytest.raises(CommandError):
        call_command("migrate")


def test_migrate_gives_up_in_the_end(monkeypatch):
    tried = []

    def refuse(*_args, **_options):
        tried.append(1)
        raise OperationalError("canceling statement due to lock timeout") from psycopg.errors.LockNotAvailable()

    monkeypatch.setattr(django_s.Command, "handle", refuse)
    monkeypatch.setattr(migrate.time, "sleep", lambda _seconds: None)
    with pytest.raises(OperationalError):
        call_command("migrate", stderr=io.StringIO())
    assert len(tried) == len(migrate.WAITS) + 1
