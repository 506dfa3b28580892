"""The parent of Haru's processes, with small children: what dies comes back, and nothing outlives it."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.embedded_user import PATIENCE, wait_until

PROJECT = Path(__file__).parents[2]
# A child that says its own number and the arguments it was given, and ends well when asked. It waits for the signal
# instead of handling it: one that comes between two steps of Python and the sleep after them would wait that sleep out.
OBEDIENT = """
import os, signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
if "--tell" in sys.argv:
    os.write(int(sys.argv[sys.argv.index("--tell") + 1]), b"%d\\n" % os.getpid())
with open(sys.argv[1], "a") as file:
    file.write(f"{os.getpid()} {' '.join(sys.argv[2:])}\\n")
signal.sigtimedwait({signal.SIGTERM}, 600)
"""
STUBBORN = OBEDIENT.replace("signal.sigtimedwait({signal.SIGTERM}, 600)", "signal.sigtimedwait({signal.SIGHUP}, 600)")


class Family:
    """A parent with children that write down each of their starts."""

    def __init__(self, folder: Path, script: str, is_worker: bool):
        self.starts = folder / "starts"
        self.starts.touch()
        command = [sys.executable, "-c", script, str(self.starts)]
        children = [{"name": "child", "command": command, "is_worker": is_worker}]
        parent = [sys.executable, "-I", "-S", str(PROJECT / "config" / "parent.py"), json.dumps(children)]
        self.process = subprocess.Popen(parent, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def children(self, count: int = 1) -> list[list[str]]:
        """Return what the first `count` children wrote, once they have."""
        assert wait_until(lambda: len(self.starts.read_text().splitlines()) >= count)
        return [line.split() for line in self.starts.read_text().splitlines()]

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def family(tmp_path):
    families = []

    def start(script=OBEDIENT, is_worker=False):
        families.append(Family(tmp_path, script, is_worker))
        return families[-1]

    yield start
    for each in families:
        each.end()


def lives(pid: str) -> bool:
    """Return whether a process lives: one that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_what_is_killed_comes_back(family):
    home = family()
    for count in (1, 2, 3):
        os.kill(int(home.children(count)[-1][0]), signal.SIGKILL)
    last = home.children(4)[-1][0]
    assert lives(last)
    home.process.terminate()
    said = home.process.communicate(timeout=PATIENCE)[1]
    assert "the child ended (signal 9); it starts again\n" in said
    assert "starts again in 0.5 s" in said


def test_a_child_is_given_what_it_keeps_and_nothing_else(tmp_path):
    looks = "import os, sys; print(*[f for f in map(int, sys.argv[1:]) if os.path.exists(f'/dev/fd/{f}')], flush=True)"
    kept, other = os.open(tmp_path, os.O_RDONLY), os.open(tmp_path, os.O_RDONLY)
    command = [sys.executable, "-c", looks, str(kept), str(other)]
    children = json.dumps([{"name": "child", "command": command, "keeps": [kept]}])
    parent = [sys.executable, "-I", "-S", str(PROJECT / "config" / "parent.py"), children]
    process = subprocess.Popen(parent, pass_fds=[kept, other], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    try:
        assert process.stdout.readline().decode().split() == [str(kept)]
    finally:
        process.kill()
        process.communicate()
        os.close(kept)
        os.close(other)


def test_a_worker_is_told_whom_it_follows(family):
    home = family(is_worker=True)
    first = home.children()[0]
    assert "--instead-of" not in first
    os.kill(int(first[0]), signal.SIGKILL)
    second = home.children(2)[1]
    assert second[second.index("--instead-of") + 1] == first[0]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_end_it_lets_its_children_end(family, number):
    home = family()
    child = home.children()[0][0]
    home.process.send_signal(number)
    assert home.process.wait(timeout=PATIENCE) == 0
    assert not lives(child)


def test_asked_twice_it_waits_no_longer(family):
    home = family(STUBBORN)
    child = home.children()[0][0]
    home.process.terminate()
    with pytest.raises(subprocess.TimeoutExpired):
        home.process.wait(timeout=0.5)
    for _ in range(6):  # two that come before it looks are one
        home.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            home.process.wait(timeout=10)
            break
    assert home.process.returncode == 1
    assert not lives(child)


def test_who_comes_to_life_when_the_parent_is_dead_already_ends():
    code = "import os, config.parent as p; print('before', flush=True); p.die_with_parent({}); print('after')"
    for parent, said in (("os.getppid()", "before after"), ("os.getppid() + 1", "before")):
        run = subprocess.run([sys.executable, "-c", code.format(parent)], cwd=PROJECT, capture_output=True, text=True)
        assert " ".join(run.stdout.split()) == said


@pytest.mark.skipif(sys.platform != "linux", reason="a service of Linux")
def test_killed_it_takes_its_children_along(family):
    home = family(STUBBORN)
    child = home.children()[0][0]
    home.process.kill()
    assert wait_until(lambda: not lives(child))
