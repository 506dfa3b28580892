"""The drill: all of PostgreSQL is killed eight times under four people who write, and nothing acknowledged is lost.

`python -m tests.drills.postgres_killed` serves a site of its own, whose campers send comments one after the other. What
was refused with 500 or not answered is sent again a second later with the same key, as a browser does: it must be there
once. kill -9 goes to every process of the server and to its keeper at once.
"""

import os
import random
import signal
import sys
import threading
import time
import uuid
from collections import Counter
from contextlib import suppress

from tests.drills.people import homeless, make_people, written
from tests.drills.site import Browser, Site, say, wait_for

KILLS, WRITERS, PAUSE = 8, 4, 1.0
ENOUGH = 5  # writes of each that are acknowledged before the next kill


class Writer(threading.Thread):
    """Somebody who comments without a pause."""

    def __init__(self, port: int, session: str, post: int, name: str):
        super().__init__(daemon=True)
        self.browser, self.post, self.name_said = Browser(port, session), post, name
        self.acknowledged: list[str] = []
        self.failures: Counter = Counter()
        self.slowest = 0.0
        self.ends = threading.Event()

    def run(self):
        number = 0
        while not self.ends.is_set():
            number += 1
            form = {"body": f"{self.name_said} {number}", "key": uuid.uuid4()}
            since = time.monotonic()
            while not self._send(form):
                if self.ends.wait(PAUSE):
                    return
            self.slowest = max(self.slowest, time.monotonic() - since)
            self.acknowledged.append(form["body"])

    def _send(self, form: dict) -> bool:
        answer = self.browser.post(f"/posts/{self.post}/comments/", form)
        if answer.status == 302:
            return True
        self.failures[answer.status] += 1
        return False


def main() -> int:
    """Kill, write, and compare what was acknowledged with what is there."""
    with homeless() as home:
        people = make_people(WRITERS)
        site = Site(home, worker=False)
        site.start()
        made = zip(people.sessions, people.posts, strict=True)
        writers = [Writer(site.port, session, post, f"writer {at}") for at, (session, post) in enumerate(made)]
        for writer in writers:
            writer.start()
        try:
            for _kill in range(KILLS):
                before = [len(writer.acknowledged) for writer in writers]
                wait_for(lambda before=before: _went_on(writers, before), "nobody writes any more")
                time.sleep(random.uniform(0, 0.5))  # noqa: S311
                for pid in [pid for pids in site.database().values() for pid in pids]:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
            before = [len(writer.acknowledged) for writer in writers]
            wait_for(lambda: _went_on(writers, before), "nobody writes after the last kill")
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
    slowest = max(writer.slowest for writer in writers)
    say(
        f"PostgreSQL killed {KILLS} times under {WRITERS} writers: {len(acknowledged)} writes acknowledged, {len(lost)} lost, "
    )
    say(
        f"{len(twice)} kept twice; {sum(failures.values())} attempts failed {dict(failures)}, slowest write with its retries {slowest:.1f} s"
    )
    return 1 if lost or twice else 0


def _went_on(writers: list[Writer], before: list[int]) -> bool:
    return all(len(writer.acknowledged) >= count + ENOUGH for writer, count in zip(writers, before, strict=True))


if __name__ == "__main__":
    sys.exit(main())
