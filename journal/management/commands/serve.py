"""`manage.py serve`: the site as it runs for people: web server and worker under one parent."""

import os
import shutil

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from journal.management.serving import become_parent, is_free, is_given, name_the_site
from journal.management.static_files import collect_if_changed


class Command(BaseCommand):
    """The parent starts again what dies; SIGTERM or Ctrl+C ends all of it, SIGHUP takes a new version in."""

    help = "Serves Haru: web server and worker under one parent, until SIGTERM or Ctrl+C."
    requires_system_checks = []  # they load every page's code, which the web server then loads again; `check` asks them

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="the port (default: 8000)")
        parser.add_argument("--processes", type=int, default=1, help="web processes of four threads (default: 1)")
        parser.add_argument("--no-worker", action="store_true", help="only the web: a worker runs somewhere else")

    def handle(self, *, host, port, processes, no_worker, **options):
        """See that the database and the static files are of this version, then serve."""
        if not is_given() and not is_free(host, port):
            raise CommandError(f"Something else listens on {host}:{port}.")
        connection = connections[DEFAULT_DB_ALIAS]
        executor = MigrationExecutor(connection)
        if missing := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError(f"The database lacks {len(missing)} migrations. Run: manage.py migrate")
        collect_if_changed()
        if settings.METRICS_TOKEN:
            _begin_counting()
        if not settings.PRODUCTION:
            name_the_site(port)
        self.stdout.write(f"Haru is at http://{host}:{port}/")
        connection.close()
        connection.outlive_exec()
        form = settings.LOGGING["handlers"]["console"]["formatter"]
        become_parent(host, port, processes=processes, form=form, worker=not no_worker)


def _begin_counting() -> None:
    """Let the web processes count requests together, from nothing (config/metrics.py)."""
    folder = settings.HARU_HOME / "run" / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
