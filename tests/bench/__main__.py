"""What Haru's pages cost at a size: `python -m tests.bench --size S|M|L|XL`, and `--compare OLD.json NEW.json`.

The database is made once a size under `.haru/bench/<size>` (or in `--database postgresql://…`, which must be empty) and
found again. The pages are served as `manage.py demo` serves, on this machine only, and asked for a bounded number of
times. Written: a table, a plot and the figures in `docs/benchmarks/`.
"""

import argparse
import json
import platform
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tests.bench.report import comparison, plot, table
from tests.bench.site import PROJECT, prepare, running

BARE = "from tests.bench.site import serve_bare; serve_bare({port})"


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=("S", "M", "L", "XL"), default="S")
    parser.add_argument("--home", type=Path, help="where the database is kept (default: .haru/bench/<size>)")
    parser.add_argument("--database", default="", help="a PostgreSQL to use instead of the embedded one")
    parser.add_argument("--requests", type=int, default=100, help="how often each page is asked for (default: 100)")
    parser.add_argument("--only", default="", help="pages whose name begins so")
    parser.add_argument("--quick", action="store_true", help="one client only")
    parser.add_argument("--camper", action="store_true", help="as a camper only, not as mentor and organiser too")
    parser.add_argument("--as-it-is", action="store_true", help="measure what is there, without filling newer tables")
    parser.add_argument("--fill-only", action="store_true", help="make the database, measure nothing")
    parser.add_argument("--out", type=Path, default=PROJECT / "docs" / "benchmarks")
    parser.add_argument("--compare", nargs=2, type=Path, metavar=("OLD", "NEW"))
    asked = parser.parse_args()
    if asked.compare:
        print(comparison(*(json.loads(path.read_text()) for path in asked.compare)))
        return
    prepare(asked.home or PROJECT / ".haru" / "bench" / asked.size, asked.database)
    run = measure(asked)
    if run:
        write(run, asked.out)


def measure(asked) -> dict | None:
    """Return the figures of every page, after filling the database where it is not filled yet."""
    from tests.bench import sizes
    from tests.bench.filling import fill
    from tests.bench.load import family, loop_ms, memory_mib
    from tests.bench.measuring import CLIENTS, Meter
    from tests.bench.pages import bench_cohort, forget_writes, pages_of, writes_of
    from tests.bench.selecting import select_only

    if not asked.as_it_is:
        fill(sizes.SIZES[asked.size], partial(print, flush=True))
    if asked.fill_only:
        return None
    cohort, rows = bench_cohort(), []
    levels, loop, rate = CLIENTS[:1] if asked.quick else CLIENTS, [loop_ms()], select_only()
    with running(BARE) as (address, pid):
        meter = Meter(address, pid, asked.requests)
        bare = [meter.bare("constant page", "/constant/"), meter.bare("leanest list of 20", f"/leanest/{cohort.pk}/")]
    with running() as (address, pid):
        meter = Meter(address, pid, asked.requests, levels)
        for page in (*pages_of(cohort), *writes_of(cohort)):
            is_other = page.name.endswith((", mentor", ", organiser"))
            if page.name.startswith(asked.only) and not (asked.camper and is_other):
                rows.append(meter.page(page))
                say(rows[-1])
        memory = memory_mib(family(pid)[1:])
    forget_writes(cohort)
    loop.append(loop_ms())
    return {
        "size": asked.size, "commit": commit(), "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": machine(), "loop": sum(loop) / 2, "unit": bare[0].cpu, "memory": memory, "pgbench": rate, **counted(),
        "pages": [row.as_dict() for row in (*bare, *rows)],
    }  # fmt: skip


def say(row) -> None:
    """Print a page's figures as they come."""
    told = "" if row.is_met else "  OVER" + f" {row.budget}"
    print(
        f"{row.name:32} {row.queries:3} queries {row.cpu:7.2f} ms web {row.postgres:7.2f} ms postgres{told}", flush=True
    )
    if row.failures:
        print(f"{row.failures} of its answers were no success", file=sys.stderr)


def counted() -> dict:
    """Return how much there is, and the bytes of the database."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM journal_post), (SELECT count(*) FROM journal_comment), "
            "(SELECT count(*) FROM journal_posttopic), pg_database_size(current_database())"
        )
        return dict(zip(("posts", "comments", "links", "disk"), cursor.fetchone(), strict=True))


def commit() -> str:
    """Return the short name of what is measured, with a + where something is not committed."""
    git = ["git", "-C", str(PROJECT)]
    name = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    changed = subprocess.run([*git, "status", "--porcelain", "-uno"], capture_output=True, text=True).stdout.strip()
    return f"{name or 'unknown'}{'+' if changed else ''}"


def machine() -> str:
    """Return what this machine is."""
    text = Path("/proc/cpuinfo").read_text()
    model = next((line.split(":")[1].strip() for line in text.splitlines() if line.startswith("model name")), "")
    return f"{text.count('processor')} × {model or platform.machine()}, Python {platform.python_version()}"


def write(run: dict, folder: Path) -> None:
    """Write the table, the plot and the figures of a run."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{run['date'][:10]}-{run['size']}-{run['commit']}"
    (folder / f"{name}.json").write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n")
    (folder / f"{name}.svg").write_text(plot(run))
    (folder / f"{name}.md").write_text(f"{table(run)}\n![CPU a request by page]({name}.svg)\n")
    print(f"written to {folder / name}.md")


if __name__ == "__main__":
    main()
