"""`manage.py doctor`: how this installation is, a line each, and what to do."""

import json
import sys
from dataclasses import asdict

from django.core.management import BaseCommand

from journal.management.checkup import look

SIGNS = {"ok": "ok     ", "warning": "WARNING", "failure": "FAILURE"}


class Command(BaseCommand):
    """Ends with status 1 when something is not well."""

    help = "Looks at database, settings, mail, storage, clock, disk, worker and backups, and says what to do."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="a JSON list instead of lines")

    def handle(self, *, json: bool, **options):
        """Look, and say."""
        found = look()
        self.stdout.write(_as_json(found) if json else "\n".join(_line(each) for each in found))
        if any(each.state == "failure" for each in found):
            sys.exit(1)


def _as_json(found) -> str:
    return json.dumps([asdict(each) for each in found], ensure_ascii=False)


def _line(each) -> str:
    advice = f"\n{'':20}{each.advice}" if each.advice and each.state != "ok" else ""
    return f"{SIGNS[each.state]}  {each.name:11}{each.words}{advice}"
