"""Guards that page tests share: how many queries a page may cost."""

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

PAGE_BUDGET = 12


@contextmanager
def query_budget(most: int = PAGE_BUDGET):
    """Fail when the block costs more than `most` queries, and print them."""
    with CaptureQueriesContext(
        connection,
    ) as seen:
        yield seen
    queries = [query["sql"] for query in seen.captured_queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    listing = "\n".join(f"{at}. {sql[:300]}" for at, sql in enumerate(queries, 1))
    assert len(queries) <= most, f"{len(queries)} queries instead of at most {most}:\n{listing}"
