"""How long people wait for search: `python -m tests.bench.searches --home DIR`, a database that tests.bench has filled.

Every query of the judged set is asked by a camper of the measured cohort, each alone: the query as it is answered
without cutting pieces out of texts, the whole answer with them, and what is suggested after the first two letters.
Printed: milliseconds at the median, p95 and the worst, and the web process's own CPU.
"""

import argparse
import statistics
import time
from pathlib import Path
from unittest import mock

from tests.bench.site import prepare
from tests.search_corpus import judged


def measure(home: Path, database: str = "") -> dict[str, list[tuple[float, float]]]:
    """Return (milliseconds waited, milliseconds of CPU) of every asking, by what was asked."""
    prepare(home, database)
    from journal.queries import search as searching
    from journal.queries.search_names import suggestions
    from tests.bench.pages import bench_cohort, pages_of

    cohort = bench_cohort()
    user = pages_of(cohort)[0].user
    queries = [query.text for query in judged()]
    bare = mock.patch.object(searching, "hits_of", lambda rows, cohort, terms: list(rows))

    def search(text: str):
        return searching.search(user, cohort, searching.Asked(text))

    def query_alone(text: str):
        with bare:
            return search(text)

    asked = {
        "query": (query_alone, queries),
        "with snippets": (search, queries),
        "suggestions": (lambda text: suggestions(user, cohort, text), [text[:2] for text in queries]),
    }
    for ask, texts in asked.values():  # what is kept between requests is made
        for text in texts[:10]:
            ask(text)
    return {name: [timed(ask, text) for text in texts] for name, (ask, texts) in asked.items()}


def timed(ask, text: str) -> tuple[float, float]:
    """Return how many milliseconds one asking took: waited, and of CPU."""
    waited, worked = time.perf_counter(), time.process_time()
    ask(text)
    return (time.perf_counter() - waited) * 1_000, (time.process_time() - worked) * 1_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--database", default="", help="a server's address instead of the embedded one")
    arguments = parser.parse_args()
    print("| asked | times | median, ms | p95 | worst | CPU, mean |\n|---|---:|---:|---:|---:|---:|")
    for name, times in measure(arguments.home, arguments.database).items():
        waited = sorted(each for each, _cpu in times)
        p95 = waited[int(len(waited) * 0.95)]
        cpu = statistics.mean(cpu for _waited, cpu in times)
        row = (name, len(waited), f"{statistics.median(waited):.1f}", f"{p95:.1f}", f"{waited[-1]:.1f}", f"{cpu:.1f}")
        print("| " + " | ".join(map(str, row)) + " |")


if __name__ == "__main__":
    main()
