"""The drill: the embedded PostgreSQL's first start is killed at seven moments, and the matrix of starts.

`python -m tests.drills.first_start` measures an undisturbed first start, kills seven others (the process that asked,
keeper, initdb and server, at once) at as many moments of it, and starts each folder again; then it runs the tests about
folders, languages, Unix users and crashes (tests/config/test_embedded_*.py). The bars: every folder starts, nothing is
left over, no test fails.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.config.embedded_user import PROJECT, User, kill_server, nothing_runs, server_processes
from tests.drills.site import say

MOMENTS = 7
MATRIX = ("test_embedded_start.py", "test_embedded_users.py", "test_embedded_crash.py")


def main() -> int:
    """Kill and start, and print how each start went."""
    with tempfile.TemporaryDirectory(prefix="haru-first-") as folder:
        whole = _starts(Path(folder))
        say(f"a first start takes {whole:.2f} s")
    failed = [not _again(whole * moment / MOMENTS) for moment in range(MOMENTS)]
    tests = [str(Path("tests", "config", name)) for name in MATRIX]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *tests, "-n", "0", "-q"], cwd=PROJECT, capture_output=True, text=True
    )
    say(
        f"killed at {MOMENTS} moments: {sum(failed)} folders did not start again; the matrix of starts: {_last(ran.stdout)}"
    )
    return 1 if any(failed) or ran.returncode else 0


def _starts(home: Path) -> float:
    """Return the seconds to the first answer in a folder; raises Refused where there is none."""
    since = time.monotonic()
    with User(home) as user:
        assert user.value("SELECT 1") == 1
        seconds = time.monotonic() - since
    assert nothing_runs(home), "processes are left over"
    return seconds


def _again(moment: float) -> bool:
    """Kill a first start after so many seconds; return whether the folder starts afterwards."""
    with tempfile.TemporaryDirectory(prefix="haru-first-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        with User(home) as user:
            user.send("sql('SELECT 1')")
            time.sleep(moment)
            user.kill()
            while server_processes(home):  # initdb has children of its own
                kill_server(home)
        made = sorted(path.name for path in (home / "postgres").glob("data*"))
        try:
            seconds = _starts(home)
        except Exception as error:
            say(f"killed after {moment:.2f} s ({made or 'no folder yet'}): it does NOT start: {error}")
            return False
        is_clean = not (home / "postgres" / "data.new").exists()
        say(
            f"killed after {moment:.2f} s ({', '.join(made) or 'no folder yet'}): starts in {seconds:.2f} s, {'clean' if is_clean else 'NOT clean'}"
        )
        return is_clean


def _last(said: str) -> str:
    marks = "".join(
        line.partition(" [")[0].strip()
        for line in said.splitlines()
        if set(line.partition(" [")[0].strip()) <= set(".sFEx")
    )
    return f"{marks.count('.')} passed, {marks.count('s')} left out, {marks.count('F') + marks.count('E')} failed"


if __name__ == "__main__":
    sys.exit(main())
