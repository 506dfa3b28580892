"""`manage.py migrate`: Django's, which waits for no lock for long, and tries again, so that nobody waits behind it."""

import time

from django.core.management.commands import migrate
from django.db import OperationalError
from psycopg.errors import LockNotAvailable

WAITS = (1, 2, 4, 8, 15, 30, 30, 30, 30, 30)  # seconds before it tries again: three minutes in all


class Command(migrate.Command):
    """A migration that cannot have its lock within half a second lets everybody else go first.

    Each one is a transaction of its own, so those that are done stay done.
    """

    def handle(self, *args, **options):
        """Migrate. Raises OperationalError when a table stays in use for all that time."""
        for wait in WAITS:
            try:
                return super().handle(*args, **options)
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable):
                    raise
            self.stderr.write(f"A table is in use by somebody's long work; trying again in {wait} s.")
            time.sleep(wait)
        return super().handle(*args, **options)
