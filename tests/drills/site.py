"""A site of a drill's own, served as people's is (`manage.py serve`), and browsers that ask it for something.

It lives in a temporary folder with the embedded PostgreSQL, so that its processes are told by that folder's name, and
that none of them outlives the drill.
"""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

PROJECT = Path(__file__).parents[2]
TOKEN = "d" * 32
FORM = "application/x-www-form-urlencoded"
PATIENCE = 60  # seconds for whatever has no bar of its own


@dataclass(frozen=True)
class Answer:
    """What a browser was told: 0 is no answer at all."""

    status: int
    body: str = ""
    where: str = ""
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        """Whether nobody could do anything about it but ask again."""
        return self.status == 0 or self.status >= 500


class Browser:
    """One person's browser: a connection that is kept, and opened again after it broke. It asks nothing twice."""

    def __init__(self, port: int, session: str = "", timeout: float = 30):
        self.port, self.timeout = port, timeout
        cookie = f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")
        self.headers = {"Cookie": cookie, "X-CSRFToken": TOKEN, "Accept-Language": "en"}
        self.connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: dict) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode(fields), {"Content-Type": FORM})

    def _ask(self, method: str, path: str, body: str | None, headers: dict) -> Answer:
        since = time.monotonic()
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
            self.connection.request(method, path, body, {**self.headers, **headers})
            answer = self.connection.getresponse()
            text = answer.read().decode(errors="replace")
            if answer.getheader("Connection", "") == "close":
                self.close()
        except (OSError, http.client.HTTPException):
            self.close()
            return Answer(0, seconds=time.monotonic() - since)
        return Answer(answer.status, text, answer.getheader("Location", ""), time.monotonic() - since)

    def close(self) -> None:
        """Let go of the connection."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Site:
    """`manage.py serve` in the home of this process (see `prepared`)."""

    def __init__(self, home: Path, *, processes: int = 2, worker: bool = True, env: dict | None = None):
        self.home, self.processes, self.worker = home, processes, worker
        self.env = {**os.environ, **(env or {})}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = home / "serve.log"
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it, and return when it answers."""
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port), "--processes", str(self.processes)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *([] if self.worker else ["--no-worker"])], cwd=PROJECT, env=self.env, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log,
            )  # fmt: skip
        wait_for(lambda: Browser(self.port).get("/healthz").status == 200, "the site does not answer")

    def stop(self) -> None:
        """End it as its operator does; what does not end is killed."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def pids(self) -> dict[str, list[int]]:
        """Return the numbers of its processes: parent, web master, web worker, job worker."""
        parent = self.process.pid
        found = {"parent": [parent], "web master": [], "web worker": [], "job worker": []}
        for pid in children(parent):
            words = command_of(pid)
            if "journal.management.serving" in words:
                found["web master"].append(pid)
                found["web worker"] += [child for child in children(pid) if "resource_tracker" not in command_of(child)]
            elif words[-1:] == ["worker"] or "worker" in words:
                found["job worker"].append(pid)
        return found

    def database(self) -> dict[str, list[int]]:
        """Return the numbers of its database's processes: the postmaster, backends of clients, and its keeper."""
        found = {"postmaster": [], "backend": [], "keeper": [], "others": []}
        for pid in processes_of(self.home / "postgres"):
            words = command_of(pid)
            title = " ".join(words)
            if "keeper.py" in title:
                found["keeper"].append(pid)
            elif title.startswith("postgres:"):
                found["backend" if " haru " in title else "others"].append(pid)
            else:
                found["postmaster"].append(pid)
        return found

    def orphans(self) -> list[int]:
        """Return who is left when the site has ended and this process is no user of its database either."""
        return [*processes_of(self.home / "postgres"), *_with_home(self.home)]


def children(pid: int) -> list[int]:
    """Return whom a process started."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(child) for child in task.read_text().split()]
    return found


def command_of(pid: int) -> list[str]:
    """Return a process's command line, or nothing."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0").decode(errors="replace").split("\0")
    except OSError:
        return []


def processes_of(folder: Path) -> list[int]:
    """Return the processes that name a folder or work below it."""
    found = []
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            works_in = os.readlink(process / "cwd")
        except OSError:
            continue
        if str(folder) in " ".join(command_of(int(process.name))) or works_in.startswith(f"{folder}/"):
            found.append(int(process.name))
    return found


def _with_home(home: Path) -> list[int]:
    wanted = f"HARU_HOME={home}".encode()
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and int(process.name) != os.getpid():
            with contextlib.suppress(OSError):
                if wanted in (process / "environ").read_bytes().split(b"\0"):
                    found.append(int(process.name))
    return found


def wait_for(condition: Callable[[], object], problem: str, seconds: float = PATIENCE) -> float:
    """Return the seconds until a condition came true; raises AssertionError with `problem` when it does not."""
    since = time.monotonic()
    while not condition():
        assert time.monotonic() - since < seconds, problem
        time.sleep(0.02)
    return time.monotonic() - since


def all_at_once(deeds: list[Callable[[], Answer]]) -> list[Answer]:
    """Do everything at the same moment, each in a thread of its own; return the answers in order."""
    told: list[Answer] = [Answer(0)] * len(deeds)
    gate = threading.Barrier(len(deeds))

    def do(at: int) -> None:
        gate.wait()
        told[at] = deeds[at]()

    threads = [threading.Thread(target=do, args=[at], daemon=True) for at in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@contextmanager
def prepared() -> Iterator[Path]:
    """Give a new, empty and migrated home, which this process uses too; its processes end with the drill."""
    from django.db import connections

    from tests.bench.site import prepare

    with tempfile.TemporaryDirectory(prefix="haru-drill-", ignore_cleanup_errors=True) as folder:
        os.environ["HARU_LIMITS"] = "0"  # everybody here is of one address
        try:
            yield prepare(Path(folder))
        finally:
            connections.close_all()
            for pid in processes_of(Path(folder)):
                with contextlib.suppress(ProcessLookupError):
                    if pid != os.getpid():
                        os.kill(pid, signal.SIGKILL)


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
