"""`manage.py backup` and `restore`: everything comes back as it was, between servers of different versions too."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.pictures import path_of, store_picture
from journal.actions.uploads import add_upload
from journal.management import dumping
from journal.management.commands import backup, restore
from journal.models.uploads import Upload
from journal.transfer import backups
from tests.config.embedded_user import PROJECT
from tests.journal.pictures import photo

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = "SELECT md5(coalesce(string_agg(row::text, E'\\n' ORDER BY row::text), '')), count(*) FROM {} row"


def rows_of(run) -> dict[str, tuple]:
    """Return a fingerprint of every table's rows, by what runs SQL and returns rows."""
    return {name: run(ROWS.format(name))[0] for (name,) in run(dumping.TABLES)}


def here(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def files_under(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file by its name."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


class Installation:
    """Another Haru: a home of its own, and the embedded server or a database of the tests' own server."""

    def __init__(self, home: Path, address: str = ""):
        self.home, self.address = home, address
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HARU_", "DATABASE_URL"))}
        self.env = {**kept, "HARU_HOME": str(home), **({"DATABASE_URL": address} if address else {})}

    def manage(self, *words: str, fails: bool = False) -> str:
        ended = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=PROJECT,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert bool(ended.returncode) is fails, ended.stdout + ended.stderr
        return ended.stdout + ended.stderr

    def rows(self) -> dict[str, tuple]:
        code = (
            "import json, django; django.setup()\nfrom tests.journal.management import test_backup as t\n"
            "print(json.dumps(t.rows_of(t.here)))"
        )
        env = {**self.env, "DJANGO_SETTINGS_MODULE": "config.settings"}
        ended = subprocess.run(
            [sys.executable, "-c", code], cwd=PROJECT, env=env, capture_output=True, text=True, timeout=300
        )
        assert ended.returncode == 0, ended.stderr
        return {name: tuple(row) for name, row in json.loads(ended.stdout.splitlines()[-1]).items()}


@pytest.fixture
def filled(cast):
    """Write what a backup must not lose, and return what is where."""
    author = cast.people["author"]
    add_upload(owner=author, data=photo())
    author.picture = store_picture(b"a picture")
    author.save()
    return cast


@pytest.fixture
def database_of_its_own():
    """Make an empty database beside the tests' own, and return its address."""
    params = connection.get_connection_params()
    name = f"{params['dbname']}_restored"
    known = {key: value for key, value in params.items() if key not in ("cursor_factory", "context")}
    where = f"?host={quote(str(params.get('host', '')), safe='')}" + (
        f"&port={params['port']}" if params.get("port") else ""
    )
    with psycopg.connect(**known, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        yield f"postgresql://{quote(params['user'])}:{quote(params.get('password', ''))}@/{name}{where}"
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def backed_up(path: Path) -> Path:
    call_command("backup", str(path), verbosity=0)
    return path


def expected() -> dict[str, tuple]:
    """Return the rows that a restore should bring: no sessions, no cache."""
    empty = rows_of(lambda words: [(hashlib.md5(b"").hexdigest(), 0)] if words != dumping.TABLES else here(words))  # noqa: S324
    there = rows_of(here)
    return {name: empty[name] if name in dumping.LEFT_OUT else there[name] for name in there}


def test_everything_comes_back_on_the_embedded_server_and_from_it_on_this_one(
    filled, tmp_path, settings, database_of_its_own
):
    before, files = expected(), files_under(settings.MEDIA_ROOT)
    assert len(files) == 3 and before["journal_post"][1] == 5
    embedded = Installation(tmp_path / "집 하나")
    said = embedded.manage("restore", str(backed_up(tmp_path / "one.zip")))
    assert "Restored" in said and "HARU_SECRET_KEY" in said
    assert embedded.rows() == before
    assert files_under(embedded.home / "media") == files

    embedded.manage("backup", str(tmp_path / "two.zip"))
    other = Installation(tmp_path / "two", database_of_its_own)
    other.manage("restore", str(tmp_path / "two.zip"))
    assert other.rows() == before
    assert files_under(other.home / "media") == files
    assert "people or posts already" in other.manage("restore", str(tmp_path / "two.zip"), fails=True)
    assert other.rows() == before


def test_a_migrated_but_empty_database_is_taken_and_what_waits_is_held_back(filled, tmp_path, database_of_its_own):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_delivery (recipient_id, cohort_id, state, due_at, tries, error, made_at)"
            " VALUES (%s, %s, 'waiting', now(), 0, '', now())", [filled.people["author"].pk, filled.cohort.pk],
        )  # fmt: skip
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    other = Installation(tmp_path / "home", database_of_its_own)
    other.manage("migrate", "-v0")
    other.manage("restore", str(backed_up(tmp_path / "b.zip")))
    with psycopg.connect(database_of_its_own) as looked:
        assert looked.execute("SELECT state FROM journal_delivery").fetchall() == [("given_up",)]
        assert looked.execute("SELECT count(*) FROM procrastinate_workers").fetchone() == (0,)


def test_a_dump_that_breaks_off_leaves_the_database_as_it_was(filled, tmp_path):
    path, before = backed_up(tmp_path / "b.zip"), rows_of(here)
    with zipfile.ZipFile(path) as archive:
        half = archive.read(backups.DUMP)
    connection.close()
    with pytest.raises(dumping.DatabaseFailed):
        dumping.load(_File(half[: len(half) * 2 // 3]), keep_mail=False)
    assert rows_of(here) == before


class _File:
    def __init__(self, content: bytes):
        self.read = ContentFile(content).read


def test_what_other_servers_do_not_know_is_left_out_of_statements_and_of_no_row():
    script = [
        b"SET transaction_timeout = 0;\n", b"SET lock_timeout = 0;\n",
        b"ALTER TABLE ONLY public.a ALTER COLUMN b SET (pg_attver=1);\n",
        b"ALTER TABLE ONLY public.a ALTER COLUMN b SET (pg_attver=1, n_distinct=5);\n",
        b"ALTER TABLE ONLY public.a ALTER COLUMN b SET (n_distinct=5, pg_attver=1);\n",
        b"COPY public.a (b) FROM stdin;\n", b"SET transaction_timeout = 0;\n", b"ALTER TABLE x SET (pg_attver=1)\n", b"\\.\n",
        b"SET transaction_timeout = 0;\n",
    ]  # fmt: skip
    five = b"ALTER TABLE ONLY public.a ALTER COLUMN b SET (n_distinct=5);\n"
    assert list(dumping._known(script)) == [script[1], five, five, *script[5:9]]


def test_a_backup_holds_what_its_manifest_says_and_no_session(filled, tmp_path):
    path = backed_up(tmp_path / "b.zip")
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in tmp_path.iterdir() if "part" in one.name] == []
    with zipfile.ZipFile(path) as archive:
        told = json.loads(archive.read("manifest.json"))
        assert told["tables"]["journal_post"] == here("SELECT count(*) FROM journal_post")[0][0]
        assert told["missing"] == [] and "journal.0045_topic_splits" in told["migrations"]
        upload = Upload.objects.get()
        names = {
            f"media/{name}" for name in (upload.file.name, upload.small.name, path_of(filled.people["author"].picture))
        }
        assert set(archive.namelist()) == names | {"database.dump", "manifest.json"}
        for name, (size, digest) in told["files"].items():
            assert (len(archive.read(name)), hashlib.sha256(archive.read(name)).hexdigest()) == (size, digest)


def test_another_file_is_not_written_over(filled, tmp_path):
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        backed_up(tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_text() == "mine"
    with pytest.raises(CommandError, match="cannot be written"):
        backed_up(tmp_path / "nowhere" / "b.zip")


def test_what_vanishes_while_it_is_read_is_not_named_by_the_dump(filled, tmp_path, monkeypatch):
    """A picture comes late, and goes with its row between the moment that names it and its being read."""
    add, real, late = backup.add_media, default_storage.open, []

    def adding(*words):
        gone = add(*words)
        if not late:
            late.append(add_upload(owner=filled.people["author"], data=photo()))
        return gone

    def vanishing(name, mode="rb"):
        if late and name == late[0].file.name and Upload.objects.filter(pk=late[0].pk).delete()[0]:
            default_storage.delete(name)
        return real(name, mode)

    monkeypatch.setattr(backup, "add_media", adding)
    monkeypatch.setattr(backups.default_storage, "open", vanishing)
    path = backed_up(tmp_path / "b.zip")
    with zipfile.ZipFile(path) as archive:
        told = json.loads(archive.read("manifest.json"))
    assert late and told["missing"] == [] and told["tables"]["journal_upload"] == 1


def test_what_was_missing_before_is_said_and_the_rest_is_kept(filled, tmp_path, capsys):
    victim = Upload.objects.get()
    default_storage.delete(victim.file.name)
    backed_up(tmp_path / "b.zip")
    assert f"names a file that is not there: {victim.file.name}" in capsys.readouterr().err


@pytest.mark.parametrize("spoil", ["cut", "byte", "other", "gone"])
def test_a_damaged_backup_is_refused_before_anything_is_written(filled, tmp_path, spoil, monkeypatch):
    path = backed_up(tmp_path / "b.zip")
    whole = path.read_bytes()
    at = whole.index(b"PGDMP") + 500
    spoiled = {
        "cut": whole[:-2_000], "byte": whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], "other": b"PK zip", "gone": b""
    }  # fmt: skip
    path.write_bytes(spoiled[spoil])
    if spoil == "gone":
        path.unlink()
    monkeypatch.setattr(restore.Command, "_refuse_what_is_filled", lambda *_: None)
    monkeypatch.setattr(restore, "load", lambda *_args, **_how: pytest.fail("it writes"))
    monkeypatch.setattr(restore, "put_media", lambda *_args, **_how: pytest.fail("it writes"))
    with pytest.raises(CommandError, match="Nothing is restored"):
        call_command("restore", str(path), verbosity=0)


def test_a_backup_of_a_newer_version_is_refused(filled, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('journal', '9999_newer', now())")
    try:
        path = backed_up(tmp_path / "b.zip")
        with pytest.raises(CommandError, match="newer Haru"):
            call_command("restore", str(path), verbosity=0)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_newer'")


def test_a_storage_that_has_files_is_not_written_into(filled, tmp_path, settings, database_of_its_own):
    path = backed_up(tmp_path / "b.zip")
    other = Installation(tmp_path / "home", database_of_its_own)
    (other.home / "media").mkdir(parents=True)
    (other.home / "media" / "mine.txt").write_text("mine")
    assert "has files already, such as mine.txt" in other.manage("restore", str(path), fails=True)


def test_a_database_that_has_people_is_not_written_into(filled, tmp_path, monkeypatch):
    path = backed_up(tmp_path / "b.zip")
    monkeypatch.setattr(restore, "load", lambda *_args, **_how: pytest.fail("it writes"))
    monkeypatch.setattr(restore, "put_media", lambda *_args, **_how: pytest.fail("it writes"))
    with pytest.raises(CommandError, match="has people or posts already"):
        call_command("restore", str(path), verbosity=0)
