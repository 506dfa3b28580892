"""`manage.py worker`: does the background jobs. `serve` and `demo` start one; it may also run by itself."""

import sys

from django.core.management import BaseCommand

from journal.management.working import work


class Command(BaseCommand):
    """Runs until SIGTERM or Ctrl+C; ends with status 1 when the database goes away, to be started again."""

    help = "Does background jobs and the schedule until it is stopped."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--instead-of", type=int, metavar="N", help="the number of a worker that died")
        parser.add_argument("--tell", type=int, metavar="FD", help="a file descriptor to write this one's number to")

    def handle(self, *, instead_of, tell, **options):
        """Work."""
        if not work(instead_of=instead_of, tell=tell):
            sys.exit(1)
