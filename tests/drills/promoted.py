"""The drill: the primary is killed under four writers, its replica is promoted, and writes are back within 5 seconds.

`python -m tests.drills.promoted` makes two servers of the machine's own PostgreSQL (Debian's), the second one a
synchronous replica of the first, and serves a site on both by one DATABASE_URL of two hosts. Every process of the primary
gets kill -9, `pg_ctl promote` follows at once, as a failover manager does it. The bars: every writer is answered again
within 5 seconds of the kill, and no acknowledged write is lost.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tests.drills.people import homeless, make_people, written
from tests.drills.postgres_killed import Writer
from tests.drills.site import Site, processes_of, say, wait_for

WRITERS, SECONDS, ENOUGH = 4, 5.0, 5


class Server:
    """A PostgreSQL of its own below a folder, which its user owns."""

    def __init__(self, programs: Path, folder: Path):
        self.programs, self.data, self.port = programs, folder, _free_port()
        self.how = {"user": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}

    def run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs to its end."""
        command = [self.programs / program, *words]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.how)

    def make(self) -> None:
        """Make an empty one."""
        self.run("initdb", "-D", str(self.data), "-A", "trust", "-U", "haru", "-E", "UTF8", "--locale=C.UTF-8")

    def follow(self, first: "Server") -> None:
        """Make a replica of another, which runs."""
        source = ("-h", "127.0.0.1", "-p", str(first.port), "-U", "haru")
        self.run("pg_basebackup", *source, "-D", str(self.data), "-R", "-X", "stream", "-c", "fast")

    def start(self, **settings: str) -> None:
        """Start it on an address of this machine; return when it accepts connections."""
        settings = {"listen_addresses": "127.0.0.1", "port": str(self.port), "unix_socket_directories": "", **settings}
        words = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self.run("pg_ctl", "-D", str(self.data), "-w", "-s", "-l", f"{self.data}.log", "-o", words, "start")

    def kill(self) -> None:
        """End every process of it as a power cut does."""
        for pid in processes_of(self.data):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def newest_programs() -> Path | None:
    """Return the folder of Debian's newest PostgreSQL server, or None where there is none."""
    found = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), default=None)
    return found and found.parent


def main() -> int:
    """Kill the primary, promote the replica, and print what the writers saw."""
    programs = newest_programs()
    if programs is None:
        say("left out: there is no PostgreSQL server below /usr/lib/postgresql")
        return 0
    folder = Path(tempfile.mkdtemp(prefix="haru-hosts-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    first, second = (Server(programs, folder / name) for name in ("first", "second"))
    try:
        first.make()
        first.start()
        first.run("createdb", "-h", "127.0.0.1", "-p", str(first.port), "-U", "haru", "haru")
        second.follow(first)
        second.start()
        first.run("pg_ctl", "-D", str(first.data), "-s", "-w", "stop")
        first.start(synchronous_standby_names="*")
        with homeless() as home:
            os.environ["DATABASE_URL"] = f"postgresql://haru@127.0.0.1:{first.port},127.0.0.1:{second.port}/haru"
            return _drill(Site(home, worker=False), first, second)
    finally:
        first.kill()
        second.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _drill(site: Site, first: Server, second: Server) -> int:
    people = make_people(WRITERS)
    site.start()
    made = zip(people.sessions, people.posts, strict=True)
    writers = [Writer(site.port, session, post, f"writer {at}") for at, (session, post) in enumerate(made)]
    for writer in writers:
        writer.start()
    try:
        wait_for(lambda: all(len(writer.acknowledged) >= ENOUGH for writer in writers), "nobody writes")
        moment = time.monotonic()
        first.kill()
        before = [len(writer.acknowledged) for writer in writers]
        second.run("pg_ctl", "-D", str(second.data), "-s", "-w", "promote")
        promoted = time.monotonic() - moment
        wait_for(lambda: _went_on(writers, before), "nobody writes on the promoted server")
        back = time.monotonic() - moment
        before = [len(writer.acknowledged) + ENOUGH for writer in writers]
        wait_for(lambda: _went_on(writers, before), "writing does not go on")
    finally:
        for writer in writers:
            writer.ends.set()
        for writer in writers:
            writer.join()
        site.stop()
    kept = Counter(written()["comments"])
    acknowledged = {body for writer in writers for body in writer.acknowledged}
    lost, twice = acknowledged - set(kept), [body for body, count in kept.items() if count > 1]
    failures = sum((writer.failures for writer in writers), Counter())
    say(
        f"primary killed under {WRITERS} writers: replica promoted after {promoted:.2f} s, everybody writes again after "
        f"{back:.2f} s; {len(acknowledged)} writes acknowledged, {len(lost)} lost, {len(twice)} kept twice; "
        f"attempts that failed: {dict(failures)}"
    )
    return 1 if lost or twice or back > SECONDS else 0


def _went_on(writers: list[Writer], before: list[int]) -> bool:
    return all(len(writer.acknowledged) > count for writer, count in zip(writers, before, strict=True))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
