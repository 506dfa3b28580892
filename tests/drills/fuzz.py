"""The drill: so many requests of a property-based fuzz over every address, parameter and role, and no answer of 500.

`python -m tests.drills.fuzz --requests 100000 [--seed 1] [--from 0] [--keep FILE]`, with DATABASE_URL or without. It
makes a database of its own, and the world of tests/world.py in it; what a request changes is taken back, after its
constraints were asked and what waits for the commit was run. Requests come in rounds of 500, each of a seed of its own:
`--from` goes on at a round, `--keep` keeps the counts in a file and goes on where it ended. Each fault is shrunk, and
printed once as the smallest request that shows it.
"""

import argparse
import json
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from urllib.parse import quote, unquote, urlencode

from tests.drills.own_database import own_database

ROUND = 500
FORM = "application/x-www-form-urlencoded"


class Fault(Exception):
    """An answer that nobody should get; `where` says which fault it is."""

    def __init__(self, where: str, trace: str):
        super().__init__(where)
        self.where, self.trace = where, trace


class Fuzz:
    """One world, asked again and again."""

    def __init__(self, media: Path):
        from tests.drills.fuzz_requests import Maker
        from tests.world import make_world

        self.world = make_world(media)
        self.maker = Maker(self.world)
        self.answers: Counter = Counter()
        self.asked: Counter = Counter()
        self.faults: dict[str, object] = {}
        self.raised: list[BaseException] = []

    def listen(self, sender=None, **_more):
        """Note what a view raised."""
        self.raised.append(sys.exc_info()[1])

    def round(self, seed: int, count: int) -> None:
        """Send so many requests; keep each new fault with its smallest request."""
        import hypothesis

        settings = hypothesis.settings(
            max_examples=count, deadline=None, database=None, suppress_health_check=list(hypothesis.HealthCheck),
            phases=(hypothesis.Phase.generate, hypothesis.Phase.shrink), report_multiple_bugs=False, print_blob=False,
            verbosity=hypothesis.Verbosity.quiet,
        )  # fmt: skip
        before = sum(self.answers.values())
        for attempt in range(9):  # a fault ends its round: the rest is of another seed
            left = count - (sum(self.answers.values()) - before)
            if left <= 0 or self._search(
                hypothesis.seed(seed * 10 + attempt), hypothesis.settings(settings, max_examples=left)
            ):
                return

    def _search(self, seed, settings) -> bool:
        """Send requests until one shows a new fault; return whether none did."""
        import hypothesis

        smallest: dict[str, tuple] = {}

        def once(request):
            try:
                self.ask(request)
            except Fault as fault:
                if fault.where in self.faults:
                    return
                smallest[fault.where] = (request, fault.trace)
                raise

        try:
            seed(settings(hypothesis.given(self.maker.requests)(once)))()
        except Exception:
            if not smallest:
                raise
        for where, (request, trace) in smallest.items():
            self.faults[where] = request
            sys.stdout.write(f"\nFAULT {where}\n  {request}\n{trace}\n")
            sys.stdout.flush()
        return not smallest

    def ask(self, request) -> None:
        """Send one request; raise Fault where the answer is of 500 or more, or could not have been kept."""
        from django.db import connection, transaction
        from django.test import TestCase

        from tests.world import set_state

        self.raised.clear()
        status = 599
        try:
            with transaction.atomic(), TestCase.captureOnCommitCallbacks(execute=True):
                if request.state != "open":
                    set_state(self.world.cast.cohort, request.state)
                response = self._send(request)
                status = response.status_code
                b"".join(response) if response.streaming else response.content
                if status < 500:
                    connection.check_constraints()
                transaction.set_rollback(True)
        except Exception as error:
            self.raised.append(error)
            status = 599
        self.answers[status] += 1
        self.asked[request.name] += 1
        if status >= 500:
            raise Fault(*_told(self.raised[0] if self.raised else None, request, status))

    def _send(self, request):
        from http.cookies import SimpleCookie

        from tests.journal.test_permissions import TABLE

        client = self.world.clients[request.role]
        client.cookies = SimpleCookie(self.world.cookies[request.role].output(header="", sep=";"))
        headers = dict(request.headers)
        if request.method != "POST":
            return client.generic(request.method, request.url, **headers)
        if request.body is not None:
            return client.generic("POST", request.url, request.body, request.content_type, **headers)
        data = dict(TABLE[request.good].data(self.world, request.role)) if request.good >= 0 else {}
        data = {name: value for name, value in data.items() if name != request.without}
        if request.files or any(hasattr(value, "read") for value in data.values()):
            words = {name: unquote(raw, errors="replace") for name, raw in request.fields}
            files = {name: upload.opened() for name, upload in request.files}
            return client.post(request.url, {**data, **words, **files}, **headers)
        named = dict(request.fields)
        rest = {name: value for name, value in data.items() if name not in named}
        body = "&".join([urlencode(rest, doseq=True), *(f"{quote(name)}={raw}" for name, raw in request.fields)])
        return client.generic("POST", request.url, body, FORM, **headers)


def _told(error: BaseException | None, request, status: int) -> tuple[str, str]:
    """Return a fault's name, the innermost line of ours that it went through, and the end of its trace."""
    if error is None:
        return f"{request.name} {request.method}: {status}", ""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename and "/tests/" not in frame.filename]
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else request.name
    return f"{type(error).__name__} at {place}", "".join(traceback.format_exception(error)[-8:])


def main() -> int:
    """Fuzz, and print what was asked, answered and broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="first", help="the round to begin with")
    parser.add_argument("--keep", type=Path, help="a file for the counts; a second run goes on there")
    given = parser.parse_args()
    kept = json.loads(given.keep.read_text()) if given.keep and given.keep.exists() else {}
    first, done = kept.get("next", given.first), kept.get("requests", 0)

    since = time.monotonic()
    with own_database(f"fuzz_{given.seed}") as media:
        from django.core.signals import got_request_exception

        fuzz = Fuzz(media / "media")
        got_request_exception.connect(fuzz.listen)
        fuzz.answers.update({int(status): count for status, count in kept.get("answers", {}).items()})
        number = first
        while (total := sum(fuzz.answers.values())) < given.requests:
            fuzz.round(given.seed * 1_000_003 + number, min(ROUND, given.requests - total))
            number += 1
            if given.keep:
                counts = {"next": number, "requests": sum(fuzz.answers.values()), "answers": fuzz.answers}
                given.keep.write_text(json.dumps(counts))
    seconds = time.monotonic() - since
    total = sum(fuzz.answers.values())
    answered = ", ".join(f"{status}: {count}" for status, count in sorted(fuzz.answers.items()))
    broken = sum(count for status, count in fuzz.answers.items() if status >= 500)
    sys.stdout.write(
        f"\n{total} requests ({total - done} now, {(total - done) / seconds:.0f} a second), seed {given.seed}, "
    )
    sys.stdout.write(f"rounds {first} to {number - 1}; addresses: {len(fuzz.asked)}\n{answered}\n")
    sys.stdout.write(f"answers of 500 or more: {broken}, different faults: {len(fuzz.faults)}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
