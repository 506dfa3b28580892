"""The drill: each process of a served site is killed under four clients, and the site answers again.

`python -m tests.drills.killed [--rounds 1]` kills by turns (kill -9) the database's server, a backend, a web worker, the
web master, the job worker and the parent. The bars, for each: at most 10 failed requests, answering again within 5
seconds, nobody left over. A client that was told nothing, or 500, asks again a second later, as people do. When the
parent is dead, everything of the site has to be gone; then the drill starts it again, as systemd does.
"""

import argparse
import itertools
import os
import signal
import sys
import threading
import time
import uuid

from tests.drills.people import homeless, make_people
from tests.drills.site import Browser, Site, children, command_of, say, wait_for

CLIENTS, FAILURES, SECONDS = 4, 10, 5.0
PAUSE = 1.0  # seconds after a failure
VICTIMS = ("server", "backend", "web worker", "web master", "job worker", "parent")


class Client(threading.Thread):
    """Somebody who reads and writes without a pause; what they were told, with when they asked."""

    def __init__(self, port: int, session: str, post: int):
        super().__init__(daemon=True)
        self.browser, self.post = Browser(port, session), post
        self.told: list[tuple[float, bool, int, float]] = []  # asked at, failed, status, answered at
        self.ends = threading.Event()

    def run(self):
        for turn in itertools.count():
            if self.ends.is_set():
                return
            asked_at = time.monotonic()
            answer = self._ask(turn)
            self.told.append((asked_at, answer.failed, answer.status, time.monotonic()))
            if answer.failed:
                self.ends.wait(PAUSE)

    def _ask(self, turn: int):
        if turn % 4 == 3:
            return self.browser.post(f"/posts/{self.post}/comments/", {"body": "Here.", "key": uuid.uuid4()})
        return self.browser.get(("/", "/c/ai-tech/", f"/posts/{self.post}/")[turn % 4])

    def since(self, moment: float) -> list[tuple[float, bool, int, float]]:
        """Return what was answered after a moment."""
        return [told for told in list(self.told) if told[3] > moment]

    def answered(self, moment: float, times: int = 3) -> bool:
        """Return whether the last few of what was asked after a moment went well."""
        last = [told for told in self.since(moment) if told[0] > moment][-times:]
        return len(last) == times and not any(failed for _at, failed, _status, _end in last)


def main() -> int:
    """Kill each, and print what clients saw of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=1)
    rounds = parser.parse_args().rounds
    with homeless() as home:
        people = make_people(CLIENTS)
        site = Site(home)
        site.start()
        clients = [
            Client(site.port, session, post) for session, post in zip(people.sessions, people.posts, strict=True)
        ]
        for client in clients:
            client.start()
        try:
            missed = [kill(site, clients, victim) for _round in range(rounds) for victim in VICTIMS]
        finally:
            for client in clients:
                client.ends.set()
            site.stop()
        for client in clients:
            client.join()
        wait_for(lambda: not site.orphans(), f"still there: {[command_of(pid) for pid in site.orphans()]}")
        asked = sum(len(client.told) for client in clients)
        failed = sum(told[1] for client in clients for told in client.told)
    say(
        f"{len(missed)} kills under {CLIENTS} clients: {failed} of {asked} requests failed, {sum(missed)} bars missed, nobody left over"
    )
    return 1 if any(missed) else 0


def kill(site: Site, clients: list[Client], victim: str) -> bool:
    """Kill one process, wait until everybody is answered again, and return whether a bar was missed."""
    before = time.monotonic()
    wait_for(lambda: all(client.answered(before) for client in clients), "clients are not answered before the kill")
    pid, family = _find(site, victim)
    moment = time.monotonic()
    os.kill(pid, signal.SIGKILL)
    left = []
    if victim == "parent":
        left = _left(site, family)
        site.start()
    wait_for(lambda: all(client.answered(moment) for client in clients), f"no answers after the {victim} was killed")
    told = [told for client in clients for told in client.since(moment)]
    failures = [each for each in told if each[1]]
    last = max((end for _at, _failed, _status, end in failures), default=moment)
    back = (
        max(min(end for at, failed, _s, end in client.since(moment) if not failed and at >= last) for client in clients)
        - moment
    )
    slowest = max(end - at for at, _failed, _status, end in told)
    if victim != "parent":
        wait_for(lambda: _whole(site), f"the {victim} does not come back")
    missed = len(failures) > FAILURES or back > SECONDS or bool(left)
    say(
        f"{victim:<11} {'MISSED' if missed else 'held'}: {len(failures)} failed "
        f"({', '.join(str(each[2]) for each in failures) or 'none'}), all answered again after {back:.2f} s, "
        f"slowest answer {slowest:.2f} s, left over: {left or 'nobody'}"
    )  # fmt: skip
    return missed


def _find(site: Site, victim: str) -> tuple[int, list[int]]:
    """Return whom to kill, and everybody of the site at that moment."""
    ours, database = site.pids(), site.database()
    everybody = [pid for pids in (*ours.values(), *database.values()) for pid in pids]
    names = {"server": database["postmaster"], "backend": database["backend"], **ours}
    return names[victim][0], everybody


def _whole(site: Site) -> bool:
    ours = site.pids()
    return all(ours.values()) and len(ours["web worker"]) == site.processes and bool(site.database()["postmaster"])


def _left(site: Site, family: list[int]) -> list[str]:
    """Return who of the site is still there after their parent, and all its database's last users, are dead."""
    site.process.wait()
    try:
        wait_for(lambda: not site.orphans(), "", SECONDS)
    except AssertionError:
        return [" ".join(command_of(pid))[:80] for pid in site.orphans()]
    return [str(child) for pid in family for child in children(pid)]


if __name__ == "__main__":
    sys.exit(main())
