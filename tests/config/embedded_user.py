"""A process that uses the embedded PostgreSQL below a home of its own, as a command of Haru would.

It knows nothing of Haru's settings, so it runs while DATABASE_URL is set, and answers one request
a line. It also tells who belongs to a server: Linux only, by /proc.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 60  # seconds that a busy machine has to do what a test waits for
PROJECT = Path(__file__).parents[2]
SITE_PACKAGES = next(path for path in sys.path if path.endswith("site-packages"))
SCRIPT = """
import json, sys, traceback
from pathlib import Path
from config.embedded import settings_for
from django.conf import settings
database = {**settings_for(Path(sys.argv[1])), **json.loads(sys.argv[2])}
settings.configure(DATABASES={"default": database}, USE_TZ=True)
import django
django.setup()
from django.db import connection
def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None
for line in sys.stdin:
    answer, scope = {}, {"sql": sql, "connection": connection}
    try:
        exec(json.loads(line), scope)
        answer["result"] = scope.get("result")
    except Exception as error:
        answer["error"] = f"{type(error).__module__}.{type(error).__name__}: {error}"
        connection.close()
    print(json.dumps(answer, default=str), flush=True)
"""


class Refused(Exception):
    """What the user's process was told by the database engine."""


class User:
    """A running process; its requests are Python that leaves something in `result`.

    uid: the Unix user to become first (needs root). env: what replaces LANG and the like.
    database: more keys of the DATABASES entry. packages: a folder that goes before the installed
    packages. before: called in the child before it starts.
    """

    def __init__(self, home, *, env=None, uid=None, database=None, packages=PROJECT, before=None):
        python_path = f"{packages}:{PROJECT}:{SITE_PACKAGES}"
        self.process = subprocess.Popen(
            [sys.executable if uid is None else "/usr/bin/python3", "-S", "-c", SCRIPT]
            + [home, json.dumps(database or {})],
            env={"PYTHONPATH": python_path, **(env or {"LANG": "C.UTF-8"})},
            cwd="/",
            user=uid,
            group=uid,
            extra_groups=None if uid is None else [],
            preexec_fn=before,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def send(self, source):
        """Ask without waiting: for two users at the same moment."""
        self.process.stdin.write(json.dumps(source) + "\n")
        self.process.stdin.flush()

    def receive(self):
        """Return the oldest unread answer; raise Refused with the error's name and text."""
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise Refused(answer["error"])
        return answer["result"]

    def run(self, source):
        """Run Python there and return its `result`."""
        self.send(source)
        return self.receive()

    def sql(self, statement):
        """Run SQL there and return the rows."""
        return self.run(f"result = sql({statement!r})")

    def value(self, statement):
        """Run SQL there and return the only value of the only row."""
        return self.sql(statement)[0][0]

    def leave(self):
        """End the process as a command ends."""
        if self.process.poll() is None:
            self.process.stdin.close()
        self.process.wait(timeout=PATIENCE)
        self.process.stdout.close()

    def kill(self):
        """End the process as the kernel ends one: without a last word."""
        self.process.kill()
        self.process.wait(timeout=PATIENCE)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.leave()


def server_processes(home):
    """Return the pids of the keeper, initdb and every PostgreSQL process below `home`."""
    folder, found = os.fsencode(home / "postgres"), []
    for process in Path("/proc").iterdir():
        try:
            command = (process / "cmdline").read_bytes()
            inside = os.fsencode(os.readlink(process / "cwd")).startswith(folder + b"/")
        except OSError:
            continue
        if process.name.isdigit() and (folder in command or inside):
            found.append(int(process.name))
    return found


def kill_server(home, keep=lambda command: False):
    """SIGKILL all of them at once, but those whose command line `keep` accepts."""
    for pid in server_processes(home):
        try:
            if not keep(Path(f"/proc/{pid}/cmdline").read_bytes()):
                os.kill(pid, signal.SIGKILL)
        except (ProcessLookupError, FileNotFoundError):
            pass


def wait_until(condition, seconds=PATIENCE):
    """Return whether `condition()` came true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return False


def nothing_runs(home):
    """Return whether every process of the server ended soon."""
    return wait_until(lambda: not server_processes(home))
