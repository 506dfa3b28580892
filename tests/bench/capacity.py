"""How much CPU an evening takes: `python -m tests.bench.capacity RUN.json`, out of the figures of tests.bench.

The evening peak of SPEED.md, a thousand campers' hour in five minutes, is so many requests of each kind a second; what
each costs the web processes and PostgreSQL was measured one at a time. Their products say which of the two is the first
limit, and how many campers a core of each carries. Waiting in queues is not in it: plan for half.
"""

import argparse
import json
from pathlib import Path

from tests.bench.evening import READ

CAMPERS = 1_000
AUTOSAVES, PUBLISHED, PAGES = 60, 2, 40  # a second
NAMES = {"post": "post with 10 comments"}  # in a run's figures


def needed(run: dict) -> dict[str, float]:
    """Return the milliseconds of CPU that a second of the evening takes, by where: "web" and "postgres"."""
    found = {page["name"]: page for page in run["pages"]}
    rates = {"autosave": AUTOSAVES, "publish": PUBLISHED}
    rates |= {NAMES.get(name, name): PAGES * part / 100 for name, part in READ}
    return {
        where: sum(rate * found[name][column] for name, rate in rates.items())
        for where, column in (("web", "cpu"), ("postgres", "postgres"))
    }


def told(run: dict) -> str:
    """Return it in words."""
    lines = []
    for where, took in needed(run).items():
        carried = int(CAMPERS * 1_000 / took / 100) * 100
        lines.append(f"{where}: {took / 1_000:.2f} cores for {CAMPERS:,} campers, so one core carries {carried:,}")
    return "\n".join(lines)


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.capacity", description=__doc__.splitlines()[0])
    parser.add_argument("run", type=Path, help="the figures of a run of tests.bench")
    print(told(json.loads(parser.parse_args().run.read_text())))


if __name__ == "__main__":
    main()
