"""How many drafts a second: `python -m tests.bench.autosave [--rate 60] [--seconds 60] [--size 2500]`.

Each writer saves once a second, on a clock of its own that does not wait for slow answers, in a text of the usual
length that grows. Printed: how many of the saves arrived, and the answers' times at the median, p95 and the worst.
"""

import argparse
import http.client
import json
import statistics
import threading
import time
import uuid
from urllib.parse import urlencode, urlsplit

from tests.bench.site import prepare, served, session_of

TOKEN = "b" * 32


class Writer(threading.Thread):
    """One open editor on a connection of its own."""

    def __init__(self, address: str, draft: dict, session: str, start: float, seconds: int, body: str):
        super().__init__(daemon=True)
        self.host = urlsplit(address).netloc
        self.draft, self.start_at, self.seconds, self.body = draft, start, seconds, body
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        self.times, self.failures = [], 0

    def run(self):
        connection = http.client.HTTPConnection(self.host, timeout=30)
        for turn in range(1, self.seconds + 1):
            due = self.start_at + turn - 1
            time.sleep(max(0, due - time.monotonic()))
            form = {**self.draft, "turn": turn, "body": f"{self.body}\n{turn}"}
            connection.request("POST", "/posts/drafts/", urlencode(form), self.headers)
            answer = connection.getresponse()
            said = answer.read()
            self.times.append(time.monotonic() - due)
            if answer.status != 200:
                self.failures += 1
                continue
            self.draft["version"] = json.loads(said)["version"]


def measure(rate: int, seconds: int, size: int) -> dict:
    """Return the figures: saves, failures, and seconds at the median, p95 and the worst."""
    prepare()
    from tests.factories import make_cohort, make_member, make_post

    cohort = make_cohort("bench")
    drafts = []
    for at in range(rate):
        camper = make_member(cohort, handle=f"bench{at}")
        post = make_post(camper, cohort, publish=False)
        form = {
            "post": post.pk, "writer": camper.pk, "client": uuid.uuid4(), "version": 1, "title": "T",
            "visibility": "cohort",
        }  # fmt: skip
        drafts.append((form, session_of(camper)))
    with served() as address:
        start = time.monotonic() + 2
        body = "오늘은 행렬을 배웠다. " * (size // 12)
        writers = [Writer(address, *draft, start + at / rate, seconds, body) for at, draft in enumerate(drafts)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
    times = sorted(time for writer in writers for time in writer.times)
    return {
        "saves": len(times), "failures": sum(writer.failures for writer in writers), "median": statistics.median(times),
        "p95": times[int(len(times) * 0.95)], "worst": times[-1],
    }  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=int, default=60)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--size", type=int, default=2_500)
    asked = parser.parse_args()
    found = measure(asked.rate, asked.seconds, asked.size)
    print(
        f"{found['saves']} saves in {asked.seconds} s, {found['failures']} failed; "
        + ", ".join(f"{name} {found[name] * 1000:.0f} ms" for name in ("median", "p95", "worst"))
    )
