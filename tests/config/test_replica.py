"""Two real servers: what pages read from the replica, and what they never do (config/replica.py)."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import router

from config import env
from tests.config.deployment import PROJECT
from tests.drills.promoted import Server, newest_programs

PROGRAMS = newest_programs()
beside_a_replica = pytest.mark.skipif(not PROGRAMS, reason="no PostgreSQL server of Debian's on this machine")


class Pair:
    """A primary, its replica, and pages beside them."""

    def __init__(self, folder: Path):
        self.first, self.second = (Server(PROGRAMS, folder / name) for name in ("first", "second"))
        self.processes: dict[str, subprocess.Popen] = {}

    def ask(self, name: str, replica: Server | None = None):
        """Run a function of tests/config/replica_pages.py; return what it gave."""
        address = url(replica or self.second)
        process = self.processes.get(address) or self.begin(address)
        process.stdin.write(f"{name}\n")
        process.stdin.flush()
        told = json.loads(process.stdout.readline())
        assert "failed" not in told, told["failed"]
        return told["gave"]

    def begin(self, replica: str) -> subprocess.Popen:
        """Begin the process whose pages these are, and return it."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("HARU_", "DATABASE_"))}
        ours = {"HARU_HOME": str(settings.HARU_HOME), "DJANGO_SETTINGS_MODULE": "config.settings"}
        self.processes[replica] = process = subprocess.Popen(
            [sys.executable, "-m", "tests.config.replica_pages"],
            cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**kept, **ours, "DATABASE_URL": url(self.first), "DATABASE_REPLICA_URL": replica},
        )  # fmt: skip
        return process

    def end(self) -> None:
        """Leave nothing behind."""
        for process in self.processes.values():
            process.kill()
            process.communicate()
        self.first.kill()
        self.second.kill()


def url(server: Server) -> str:
    return f"postgresql://haru@127.0.0.1:{server.port}/haru"


@pytest.fixture(scope="module")
def pair():
    """The two servers, with the cast on them."""
    folder = Path(tempfile.mkdtemp(prefix="haru-replica-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    made = Pair(folder)
    try:
        made.first.make()
        made.first.start(fsync="off")
        made.first.run("createdb", "-h", "127.0.0.1", "-p", str(made.first.port), "-U", "haru", "haru")
        made.second.follow(made.first)
        made.second.start(fsync="off")
        made.ask("set_up")
        yield made
    finally:
        made.end()
        shutil.rmtree(folder, ignore_errors=True)


@beside_a_replica
@pytest.mark.parametrize(
    "what",
    [
        "what_others_wrote_is_read_from_the_replica",
        "one_s_own_write_is_seen_at_once",
        "a_post_never_touches_the_replica",
        "a_replica_that_fails_within_a_page_is_not_seen",
        "a_page_that_writes_sees_what_it_wrote",
    ],
)
def test_pages_beside_a_replica(pair, what):
    pair.ask(what)


@beside_a_replica
def test_what_is_closed_is_closed_at_once_whatever_the_replica_knows(pair):
    pair.ask("what_is_closed_is_closed_at_once")


@beside_a_replica
def test_a_second_address_of_the_primary_is_no_replica(pair):
    pair.ask("a_server_that_replicates_nothing_is_not_read", replica=pair.first)
    assert pair.ask("the_doctor", replica=pair.first) == ["failure", "It replicates nothing."]


@beside_a_replica
def test_a_dead_replica_is_nobody_s_error(pair):
    assert pair.ask("the_doctor")[0] == "ok"
    pair.second.kill()
    pair.ask("without_the_replica_all_is_as_it_was")
    state, words = pair.ask("the_doctor")
    assert state == "failure" and "127.0.0.1" in words


def test_without_the_setting_nothing_of_it_is_there():
    assert "config.replica.Reads" not in settings.MIDDLEWARE
    assert router.routers == [] and set(settings.DATABASES) == {"default"}


@pytest.mark.parametrize(
    ("database", "replica", "words"),
    [
        ("", "postgresql://two.example/haru", "needs DATABASE_URL"),
        ("postgresql://one.example/haru", "mysql://two.example/haru", "must start with postgresql://"),
        ("postgresql://one.example/haru", "postgresql://two.example/", "DATABASE_REPLICA_URL names no database"),
        ("postgresql://one.example/haru", "postgresql://two.example,three.example/haru", "names one host"),
    ],
)
def test_an_address_that_is_none_of_a_replica_is_refused_in_words(monkeypatch, database, replica, words):
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setenv("DATABASE_REPLICA_URL", replica)
    with pytest.raises(ImproperlyConfigured, match=words):
        env.databases()


def test_a_replica_is_given_up_soon(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://one.example/haru")
    monkeypatch.setenv("DATABASE_REPLICA_URL", "postgresql://two.example/haru?sslmode=require")
    found = env.databases()["replica"]
    assert found["HOST"] == "two.example" and found["OPTIONS"] == {**env.SOON_AWAY, "sslmode": "require"}
