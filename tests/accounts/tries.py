"""A process of its own that tries the same thing many times: what a second web worker is to the first."""

import threading

import django
from django.conf import settings
from django.db import connection
from django.test.utils import setup_test_environment

import tests.environment  # noqa: F401 (before the settings)

ROWS = [("a" * 32, 5, 3_600), ("b" * 32, 1_000, 3_600)]


def set_up(database: str) -> None:
    """Start Django in this process, on the test's own database."""
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    setup_test_environment()


def try_at_once(count: int) -> int:
    """Return how many of `count` tries, each in a thread of its own, were let in."""
    from accounts.limits import take  # which needs Django

    let_in = []
    gate = threading.Barrier(count)

    def attempt() -> None:
        connection.ensure_connection()
        gate.wait()
        if not take(ROWS):
            let_in.append(1)
        connection.close()

    threads = [threading.Thread(target=attempt) for _each in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(let_in)
