"""How soon Haru answers and what it weighs: `python -m tests.bench.weight --home DIR [--starts 5]`.

DIR is a database that tests.bench has filled (size M for the bars). The site is started as people start it, by
`manage.py serve`, with one web process and the worker; the first start may collect static files and counts for nothing.
Printed: seconds from the start of the command to the first answer, and, after every page was read by twelve clients, the memory (proportional
set size) of the web process, of the worker, of PostgreSQL and of everything.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.bench.load import ask, family
from tests.bench.site import PROJECT, prepare, session_of

PORT = 8765
BARS = {"first answer": 3.0, "web": 150, "everything": 600}  # seconds, MiB


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--starts", type=int, default=5)
    asked = parser.parse_args()
    prepare(asked.home)
    from django.db import connections

    from tests.bench.pages import bench_cohort, pages_of

    pages = pages_of(bench_cohort())
    sessions = {page.user.pk: session_of(page.user) for page in pages}
    connections.close_all()
    waits = []
    for turn in range(asked.starts + 1):
        process, wait = started()
        waits.append(wait)
        if turn < asked.starts:
            stop(process)
    print(
        f"first answer: median {statistics.median(waits[1:]):.2f} s, worst {max(waits[1:]):.2f} s (bar {BARS['first answer']:g})"
    )
    for page in pages:
        ask(f"http://127.0.0.1:{PORT}", page.path, sessions[page.user.pk], clients=12, requests=24)
    weights = weigh(process.pid, asked.home)
    stop(process)
    for name, weight in weights.items():
        print(f"{name:12} {weight:6.0f} MiB" + (f" (bar {BARS[name]:g})" if name in BARS else ""))


def started() -> tuple[subprocess.Popen, float]:
    """Start `manage.py serve`, and return it with the seconds until /healthz answers."""
    begin = time.monotonic()
    command = [sys.executable, "manage.py", "serve", "--port", str(PORT)]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while time.monotonic() < begin + 60:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=60).close()
            return process, time.monotonic() - begin
        except (OSError, urllib.error.URLError):
            time.sleep(0.01)
    raise SystemExit("no answer within a minute")


def stop(process: subprocess.Popen) -> None:
    """End the site as an operator does."""
    process.terminate()
    process.wait(30)


def weigh(parent: int, home: Path) -> dict[str, float]:
    """Return the MiB of each part of a site: its web processes, its worker, its embedded PostgreSQL, and all of it."""
    found = {"web": 0.0, "worker": 0.0, "postgres": 0.0, "parents": 0.0}
    for pid in family(parent):
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        loaded = "django" in Path(f"/proc/{pid}/maps").read_text() or "psycopg" in Path(f"/proc/{pid}/maps").read_text()
        part = "worker" if "worker" in command else "web" if loaded else "parents"
        found[part] += pss(pid)
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if os.fsencode(str(home / "postgres")) in b" ".join(command) and b"postgres" in command[0]:
            found["postgres"] += sum(pss(pid) for pid in family(int(folder.name)))
    return {**found, "everything": sum(found.values())}


def pss(pid: int) -> float:
    """Return the proportional set size of a process in MiB, 0 where it is gone."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return int(text.split("Pss:")[1].split()[0]) / 1_024


if __name__ == "__main__":
    main()
