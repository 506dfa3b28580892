"""The drill: a worker is killed twenty times in the middle of a job, and no job is lost.

`python -m tests.drills.worker_killed` in an empty HARU_HOME of its own prints its figures and ends with status 0 when
every job was done. For another job than the drill's own (one that sends a mail, say), leave jobs and call
`kill_workers(job="...", ledger=path)`: it returns when none of them waits any more.
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
from pathlib import Path

PROJECT = Path(__file__).parents[2]
SLOW = 0.4  # seconds before a job acts, and after
PATIENCE = 180  # seconds for all jobs to be done after the last kill


def kill_workers(*, job: str, ledger: Path, kills: int = 20, slow: float = SLOW) -> float:
    """Run a worker under Haru's parent, kill it so many times while it does a job of this name, and return the seconds
    from the last kill until none waits any more. Raises AssertionError when that takes too long."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    ours = ProcrastinateJob.objects.filter(task_name=job)
    command = [sys.executable, "-m", "tests.drills.slow_worker", job, str(slow), str(ledger)]
    children = json.dumps([{"name": "worker", "command": command, "is_worker": True, "waits": [0]}])
    parent = subprocess.Popen([sys.executable, "-I", "-S", "config/parent.py", children], cwd=PROJECT)
    try:
        killed = 0
        while killed < kills:
            _wait(lambda: ours.filter(status="doing").exists(), "no job is begun")
            time.sleep(random.uniform(0, 2 * slow))  # noqa: S311
            held = list(ours.filter(status="doing").values_list("pk", flat=True))
            if held:
                _kill_child(parent.pid)
                killed += 1
                _wait(lambda held=held: not ours.filter(pk__in=held, status="doing").exists(), "no job comes back")
        since = time.monotonic()
        _wait(lambda: not ours.filter(status__in=("todo", "doing")).exists(), "jobs are left over")
        return time.monotonic() - since
    finally:
        parent.terminate()
        parent.wait()


def _wait(condition, problem: str) -> None:
    ends = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < ends, problem
        time.sleep(0.05)


def _kill_child(parent: int) -> None:
    pids = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    for pid in pids:
        os.kill(int(pid), signal.SIGKILL)


def main() -> int:
    """Leave jobs, kill their workers, and print what became of them."""
    import django

    django.setup()
    from django.core.management import call_command
    from procrastinate.contrib.django import app

    from journal import tasks
    from journal.actions.jobs import enqueue

    call_command("migrate", verbosity=0)
    if "drill" not in app.tasks:
        tasks.job("drill", lambda number: None, "The drill's own")
    numbers = list(range(60))
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger"
        ledger.touch()
        for number in numbers:
            enqueue("drill", number=number)
        seconds = kill_workers(job="drill", ledger=ledger)
        done = Counter(int(line) for line in ledger.read_text().split())
    lost = sorted(set(numbers) - set(done))
    again = sum(count - 1 for count in done.values())
    sys.stdout.write(
        f"20 workers killed: {len(done)} of {len(numbers)} jobs done, {len(lost)} lost, {again} runs twice; "
    )
    sys.stdout.write(f"all done {seconds:.1f} s after the last kill\n")
    return 1 if lost else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if "DATABASE_URL" not in os.environ and "HARU_HOME" not in os.environ:
        os.environ["HARU_HOME"] = tempfile.mkdtemp(prefix="haru-drill-")
    sys.exit(main())
