"""`manage.py demo`: a database, a sample cohort, the site, and how to sign in."""

import itertools
import sys

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.utils import translation

from journal.actions.search import reindex_comments, reindex_posts
from journal.management.serving import become_parent, is_free, name_the_site
from journal.management.static_files import collect_if_changed
from journal.transfer import demo

HOST = "127.0.0.1"


class Command(BaseCommand):
    """Everything from nothing; a second time it finds its data again."""

    help = "Starts Haru with a sample cohort on http://127.0.0.1:8000 and prints the sign-ins."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="the port on 127.0.0.1 (default: 8000)")
        parser.add_argument("--reset", action="store_true", help="throw the sample cohorts away and load them anew")
        parser.add_argument("--no-serve", action="store_true", help="prepare everything, but do not serve")

    def handle(self, *, port, reset, no_serve, **options):
        """Prepare the database, the sample and the static files, then serve until Ctrl+C."""
        if settings.PRODUCTION:
            raise CommandError(
                "The demo makes people whose password everybody knows: it is not for HARU_ENV=production."
            )
        if not no_serve and not is_free(HOST, port):
            raise CommandError(
                f"Something else listens on port {port}. Choose another: manage.py demo --port {port + 1}"
            )
        self._say("Preparing the database …")
        call_command("migrate", verbosity=0)
        self._load(reset)
        self._say("Preparing the static files …")
        collect_if_changed()
        self._print_sign_ins(port)
        if not no_serve:
            name_the_site(port)
            connection.close()
            connection.outlive_exec()
            become_parent(HOST, port)

    def _load(self, reset: bool) -> None:
        if reset:
            demo.remove_demo()
        if demo.is_loaded():
            self._find_again()
            return
        with translation.override("ko"):
            demo.load_demo(self._progress)
        self._say("")

    def _find_again(self) -> None:
        """Let search know what an older Haru wrote: a newer one may read words otherwise."""
        for done, total in itertools.chain(reindex_posts(), reindex_comments()):
            if sys.stdout.isatty() or done == total:
                self._say(f"\rReading for search: {done}/{total}" + "\n" * (done == total))

    def _progress(self, done: int, total: int) -> None:
        if sys.stdout.isatty() or done == total:
            self.stdout.write(f"\rLoading the sample cohort: {done}/{total} posts", ending="")
            self.stdout.flush()

    def _print_sign_ins(self, port: int) -> None:
        roles = {
            "minji": "camper", "seoyeon": "mentor", "haeun": "organiser", "jiho": "camper of the other cohort",
            "admin": "staff",
        }  # fmt: skip
        self._say(
            f"\nHaru is at http://{HOST}:{port}/   (Ctrl+C ends it)\n\nSign in with the password {demo.PASSWORD}:"
        )
        for handle in demo.SIGN_INS:
            self._say(f"  {f'{handle}@{demo.MAIL_DOMAIN}':<24} {roles[handle]}")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
