"""A worker whose jobs of one name are slow before and after they act, so that it can be killed in the middle of one.

`python -m tests.drills.slow_worker JOB SECONDS LEDGER [--tell FD] [--instead-of N]`. Where the site has no job of that
name, the drill's own takes its place: it writes its number into the file LEDGER.
"""

import argparse
import time

import django

django.setup()

from procrastinate.contrib.django import app  # noqa: E402

from journal import tasks  # noqa: E402
from journal.management.working import work  # noqa: E402


def main() -> None:
    """Work, slowly."""
    parser = argparse.ArgumentParser()
    parser.add_argument("job")
    parser.add_argument("seconds", type=float)
    parser.add_argument("ledger")
    parser.add_argument("--tell", type=int)
    parser.add_argument("--instead-of", type=int)
    given = parser.parse_args()
    if given.job not in app.tasks:
        tasks.job(given.job, lambda number: _write(given.ledger, number), "The drill's own")
    act = app.tasks[given.job].func

    def slowly(**args):
        time.sleep(given.seconds)
        act(**args)
        time.sleep(given.seconds)

    app.tasks[given.job].func = slowly
    raise SystemExit(not work(instead_of=given.instead_of, tell=given.tell))


def _write(ledger: str, number: int) -> None:
    with open(ledger, "a") as file:
        file.write(f"{number}\n")


if __name__ == "__main__":
    main()
