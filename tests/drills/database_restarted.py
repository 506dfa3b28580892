"""The drill: the database is stopped eight times while a worker is in the middle of a job, and no job is lost.

`python -m tests.drills.database_restarted` in an empty HARU_HOME of its own prints its figures and ends with status 0
when every job was done. The stops are by turns those of a restart (fast) and of a crash (immediate); the embedded
server is started again by whoever asks it next, the worker and this drill alike.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

PROJECT = Path(__file__).parents[2]
STOPS, JOBS, SLOW = 8, 30, 0.3  # seconds before a job acts, and after
PATIENCE = 180  # seconds for any one thing to happen


def main() -> int:
    """Leave jobs, stop their database, and print what became of them."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.models import ProcrastinateJob

    from journal import tasks
    from journal.actions.jobs import enqueue

    call_command("migrate", verbosity=0)
    tasks.job("drill", lambda number: None, "The drill's own")
    assert "drill" in app.tasks
    pid_file = Path(settings.DATABASES["default"]["HOME"]) / "postgres" / "data" / "postmaster.pid"
    for number in range(JOBS):
        enqueue("drill", number=number)
    ours = ProcrastinateJob.objects.filter(task_name="drill")
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger"
        ledger.touch()
        command = [sys.executable, "-m", "tests.drills.slow_worker", "drill", str(SLOW), str(ledger)]
        children = json.dumps([{"name": "worker", "command": command, "is_worker": True, "waits": [0]}])
        parent = subprocess.Popen([sys.executable, "-I", "-S", "config/parent.py", children], cwd=PROJECT)
        try:
            for turn in range(STOPS):
                _wait(lambda: ours.filter(status="doing").exists(), "no job is begun")
                time.sleep(random.uniform(0, 2 * SLOW))  # noqa: S311
                stopped = _pid(pid_file)
                os.kill(stopped, (signal.SIGINT, signal.SIGQUIT)[turn % 2])
                _wait(lambda stopped=stopped: ours.exists() and _pid(pid_file) not in (stopped, 0), "it stays away")
            since = time.monotonic()
            _wait(lambda: not ours.filter(status__in=("todo", "doing")).exists(), "jobs are left over")
        finally:
            parent.terminate()
            parent.wait()
        done = Counter(int(line) for line in ledger.read_text().split())
    lost = sorted(set(range(JOBS)) - set(done))
    again = sum(count - 1 for count in done.values())
    sys.stdout.write(f"The database stopped {STOPS} times: {len(done)} of {JOBS} jobs done, {len(lost)} lost, ")
    sys.stdout.write(f"{again} runs twice; all done {time.monotonic() - since:.1f} s after the last stop\n")
    return 1 if lost else 0


def _pid(pid_file: Path) -> int:
    try:
        return int(pid_file.read_text().split()[0])
    except (OSError, IndexError):
        return 0


def _wait(condition, problem: str) -> None:
    from django.db import Error, connection

    ends = time.monotonic() + PATIENCE
    while True:
        with suppress(Error):
            if condition():
                return
        connection.close_if_unusable_or_obsolete()
        assert time.monotonic() < ends, problem
        time.sleep(0.05)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("HARU_HOME", tempfile.mkdtemp(prefix="haru-drill-"))
    sys.exit(main())
