"""The parent of Haru's processes: starts them, starts again what dies, ends them all, and leaves none behind.

`manage.py serve` and `demo` become it: `python -I -S parent.py CHILDREN [FORM]`, where CHILDREN is JSON, a list of
objects with `name`, `command`, and perhaps `nice`, `wait` (seconds before its first start), `waits` (those after each
death), `is_worker`, and `keeps`, descriptors that it is given: the socket on which the site listens outlives the web
server that way, and whoever comes while there is none waits for the next. FORM is `json` where its lines in the log are
to be JSON too. It knows nothing of Haru, so it stays small.

SIGTERM and Ctrl+C let the children end what they do; a second one, or 30 seconds, cuts that short. SIGHUP lets the web
server take its processes in by and by, with no request lost, and the worker start anew. When the parent itself is
killed, its children go with it (on Linux; elsewhere there is no such service of the kernel).
"""

import contextlib
import ctypes
import json
import os
import select
import signal
import sys
import time

PATIENCE = 30  # seconds for children to end in
GOOD_LIFE = 30  # seconds after which a death counts as the first one again
WAITS = (0, 0.5, 1, 2, 4, 8, 15)  # seconds before a child is started again, by its deaths in a row
PR_SET_PDEATHSIG = 1


class Child:
    """One process that is kept alive."""

    def __init__(self, name, command, nice=0, wait=0, is_worker=False, waits=WAITS, keeps=()):
        self.name, self.command, self.nice, self.is_worker = name, command, nice, is_worker
        self.pid, self.keeps = 0, keeps
        self.deaths, self.waits = 0, waits
        self.started_at, self.due_at = 0.0, time.monotonic() + wait
        self.says = None  # where a worker says its number, to be read
        self.number = ""

    def start(self):
        """Start the process; of a worker, say whom it follows."""
        command = list(self.command)
        if self.is_worker:
            self.says, tell = os.pipe()
            os.set_blocking(self.says, False)
            os.set_inheritable(tell, True)
            command += ["--tell", str(tell)]
            if self.number:
                command += ["--instead-of", self.number]
        self.number, self.started_at, parent = "", time.monotonic(), os.getpid()
        self.pid = os.fork()
        if not self.pid:
            self._become(command, parent)
        if self.is_worker:
            os.close(tell)

    def _become(self, command, parent):
        try:
            os.setpgid(0, 0)  # Ctrl+C is for the parent, which passes it on once
            signal.set_wakeup_fd(-1)
            die_with_parent(parent)
            for descriptor in self.keeps:
                os.set_inheritable(descriptor, True)
            os.nice(self.nice)
            os.execv(command[0], command)
        finally:
            os._exit(127)

    def bury(self, status):
        """Note that the process has ended, and when the next one is due."""
        if self.says is not None:
            with contextlib.suppress(BlockingIOError):
                self.number = os.read(self.says, 100).decode().strip()
            os.close(self.says)
            self.says = None
        now = time.monotonic()
        self.deaths = 0 if now - self.started_at > GOOD_LIFE else self.deaths
        wait = self.waits[min(self.deaths, len(self.waits) - 1)]
        self.pid, self.deaths, self.due_at = 0, self.deaths + 1, now + wait
        return f"the {self.name} ended ({_words(status)}); it starts again" + (f" in {wait} s" if wait else "")

    def signal(self, number):
        """Pass a signal on, if the process lives."""
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)


def main(children):
    """Keep the children alive until a signal ends it; return the exit status."""
    signals = _signals()
    is_terminal = os.isatty(0)
    while True:
        for child in children:
            if not child.pid and child.due_at <= time.monotonic():
                child.start()
        for number in _wait(signals, _until(children)):
            if number == signal.SIGHUP and not is_terminal:
                for child in children:
                    child.signal(signal.SIGTERM if child.is_worker else signal.SIGHUP)
            elif number != signal.SIGCHLD:
                return _end(children, signals)
        for child, status in _ended(children):
            _say(child.bury(status))


def die_with_parent(parent):
    """Let the kernel kill this process when its parent has died, however it died; it ends where that was before."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(127)


def _signals():
    """Return a pipe out of which the numbers of signals can be read."""
    read, write = os.pipe()
    for end in (read, write):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(write)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, lambda *_: None)
    return read


def _until(children):
    """Return the seconds until a child is due, or None."""
    due = [child.due_at for child in children if not child.pid]
    return max(0, min(due) - time.monotonic()) if due else None


def _wait(signals, seconds):
    """Return the signals that came, at the latest after so many seconds."""
    select.select([signals], [], [], seconds)
    with contextlib.suppress(BlockingIOError):
        return list(os.read(signals, 100))
    return []


def _ended(children):
    """Yield each child that has ended, with its status; take in whatever else was left to this process."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        yield from ((child, status) for child in children if child.pid == pid)


def _end(children, signals):
    """Ask the children to end, wait, then make them; return 0 when all did so by themselves."""
    deadline = time.monotonic() + PATIENCE
    for child in children:
        child.signal(signal.SIGTERM)
    while any(child.pid for child in children) and (left := deadline - time.monotonic()) > 0:
        for child, status in _ended(children):
            child.bury(status)
        if not any(child.pid for child in children):
            return 0
        if {signal.SIGTERM, signal.SIGINT} & set(_wait(signals, left)):
            break
    late = [child for child in children if child.pid]
    for child in late:
        child.signal(signal.SIGKILL)
    for child in late:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(child.pid, 0)
    return 1 if late else 0


def _say(words):
    """Write a line to the log, in the form that config/logs.py gives those of the children."""
    if sys.argv[2:] == ["json"]:
        at = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
        words = json.dumps({"at": at, "level": "warning", "logger": "haru.parent", "message": words})
        sys.stderr.write(f"{words}\n")
    else:
        sys.stderr.write(f"haru: {words}\n")


def _words(status):
    code = os.waitstatus_to_exitcode(status)
    return f"signal {-code}" if code < 0 else f"status {code}"


if __name__ == "__main__":
    for descriptor in range(3, 256):  # what came along to be held, such as the embedded server, is not for the children
        with contextlib.suppress(OSError):
            os.set_inheritable(descriptor, False)
    sys.exit(main([Child(**child) for child in json.loads(sys.argv[1])]))
