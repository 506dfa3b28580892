"""`manage.py serve` with real processes: whatever is killed comes back, and nothing is left when it ends."""

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from config import env
from journal.actions.jobs import enqueue
from journal.actions.posts import delete_post
from journal.management import serving
from journal.management.commands import serve
from journal.models.jobs import JobRecord
from journal.models.posts import Post
from tests.config.embedded_user import PATIENCE, PROJECT, wait_until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


_OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


class Site:
    """A site that is served from the tests' database."""

    def __init__(self, log: Path):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        found = connection.get_connection_params()
        who = f"{quote(found['user'])}:{quote(found.get('password', ''))}"
        address = f"postgresql://{who}@/{found['dbname']}?host={quote(str(found.get('host', '')), safe='')}"
        if found.get("port"):
            address += f"&port={found['port']}"
        self.log = log.open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port)], cwd=PROJECT, stdin=subprocess.DEVNULL,
            stdout=self.log, stderr=self.log, env={**os.environ, "DATABASE_URL": address},
        )  # fmt: skip

    def answers(self, patience: float = 5) -> bool:
        """Return whether the site answers within so many seconds."""
        address = f"http://127.0.0.1:{self.port}/healthz"
        with suppress(OSError), urllib.request.urlopen(address, timeout=patience) as answer:
            return answer.status == 200
        return False

    def processes(self, words: str = "") -> list[int]:
        """Return the living processes below the parent whose command has these words, elders first."""
        found, ranks = [], {self.process.pid}
        for pid, parent, command in sorted(_processes()):
            if parent in ranks:
                ranks.add(pid)
                found += [pid] if words in command else []
        return found

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.wait()
        self.log.close()


def _processes():
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            if state != "Z":
                yield int(folder.name), int(parent), (folder / "cmdline").read_text().replace("\0", " ")


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path / "log")
    yield site
    site.kill()


def test_what_is_killed_comes_back_and_nothing_is_left(site):
    assert wait_until(site.answers)
    assert wait_until(ProcrastinateWorker.objects.exists)
    for words, which in (("management.serving", 0), ("management.serving", -1), ("manage.py worker", 0)):
        victim = site.processes(words)[which]
        os.kill(victim, signal.SIGKILL)
        assert wait_until(lambda gone=victim, words=words: site.processes(words) and gone not in site.processes())
        assert wait_until(site.answers)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")  # the one that was killed; the next one says so again
    JobRecord.objects.all().delete()
    enqueue("empty_trash")
    assert wait_until(JobRecord.objects.filter(name="empty_trash").exists)
    all_of_it = site.processes()
    site.process.terminate()
    assert site.process.wait(timeout=120) == 0
    assert not {pid for pid, _parent, _command in _processes()} & set(all_of_it)


def test_whoever_comes_while_there_is_no_web_server_waits_for_the_next(site):
    assert wait_until(site.answers)
    servers = set(site.processes("management.serving"))
    os.kill(min(servers), signal.SIGKILL)
    assert wait_until(lambda: not servers & {pid for pid, _parent, _command in _processes()})
    assert site.answers(PATIENCE)


def test_a_socket_that_systemd_holds_is_taken(monkeypatch):
    monkeypatch.setenv("LISTEN_FDS", "1")
    monkeypatch.setenv("LISTEN_PID", "1")  # another process's
    assert not serving.is_given()
    with socket.socket(fileno=serving.listen("127.0.0.1", 0)) as own:
        assert own.getsockname()[1] > 0
    monkeypatch.setenv("LISTEN_PID", str(os.getpid()))
    assert serving.is_given()
    assert serving.listen("127.0.0.1", 0) == serving.GIVEN


def test_a_new_version_is_taken_in_and_no_request_is_refused(site):
    assert wait_until(site.answers)
    before = _servers(site)
    assert before
    refused, is_done = [], threading.Event()

    def ask():
        while not is_done.is_set():
            if not site.answers(PATIENCE):
                refused.append(1)

    people = [threading.Thread(target=ask) for _person in range(3)]
    for person in people:
        person.start()
    try:
        site.process.send_signal(signal.SIGHUP)
        assert wait_until(lambda: (now := _servers(site)) and not now & before)
    finally:
        is_done.set()
        for person in people:
            person.join()
    assert refused == []
    assert site.answers()


def _servers(site) -> set[int]:
    return set(site.processes("management.serving")[1:])  # the first one listens, and stays


def test_a_job_whose_worker_was_killed_or_lost_its_database_is_done_once_by_the_next(site, cast):
    """The job waits for a post that this test holds, so that it is surely in the middle of it."""
    trashed = delete_post(post=cast.posts["cohort"])
    Post.objects.filter(pk=trashed.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    job = ProcrastinateJob.objects.filter(pk=enqueue("empty_trash"))
    with transaction.atomic():
        Post.objects.select_for_update().get(pk=trashed.pk)
        for end in (_kill_worker, _end_connections):
            assert wait_until(lambda: _is_held_up(job))
            end(site, job)
    # A worker that lost its database may still have said that its job failed: that is tried again after a minute.
    assert wait_until(lambda: job.get().status == "succeeded", 3 * PATIENCE)
    assert not Post.objects.filter(pk=trashed.pk).exists()
    assert job.get().procrastinateevent_set.filter(type="succeeded").count() == 1


def _kill_worker(site, job):
    dead = job.get().worker_id
    os.kill(site.processes("manage.py worker")[0], signal.SIGKILL)
    assert wait_until(lambda: job.get().worker_id not in (dead, None))


def _end_connections(site, job):
    """Do what a PostgreSQL that is restarted does to whoever is there."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_terminate_backend(pid) {_OTHERS}")


def _is_held_up(job) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(f"SELECT count(*) {_OTHERS} AND wait_event_type = 'Lock'")
        return job.get().status == "doing" and cursor.fetchone()[0] > 0


def test_a_killed_parent_leaves_nothing(site):
    assert wait_until(site.answers)
    assert wait_until(lambda: site.processes("manage.py worker"))
    all_of_it = set(site.processes())
    site.process.kill()
    assert wait_until(lambda: not {pid for pid, _parent, _command in _processes()} & all_of_it)


def test_links_of_mails_lead_to_the_port_that_is_served(monkeypatch):
    monkeypatch.setenv("HARU_URL", "")  # so that it is as before afterwards, whatever becomes of it
    monkeypatch.delenv("HARU_URL")
    serving.name_the_site(8123)
    assert env.site() == "http://127.0.0.1:8123"
    monkeypatch.setenv("HARU_URL", "https://haru.example")
    serving.name_the_site(8123)
    assert os.environ["HARU_URL"] == "https://haru.example"


def test_a_database_of_another_version_is_refused(monkeypatch):
    monkeypatch.setattr(serve, "become_parent", lambda *_args, **_how: pytest.fail("it serves"))
    monkeypatch.setattr(serve.MigrationExecutor, "migration_plan", lambda *_args, **_how: [("a", False)])
    with pytest.raises(CommandError, match="lacks 1 migrations. Run: manage.py migrate"):
        call_command("serve", port=0)
