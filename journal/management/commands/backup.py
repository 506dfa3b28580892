"""`manage.py backup`: everything of this installation in one file, while people write on."""

import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from journal.management.dumping import LEFT_OUT, DatabaseFailed, moment
from journal.transfer.backups import DUMP, Manifest, Writer, add_media

TRIES = 5  # moments until one is found all of whose files are there


class Command(BaseCommand):
    """The file has the database as it was at one moment, and every picture that it names then."""

    help = "Writes database and pictures into one file, with checksums, while the site runs."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="default: HARU_HOME/backups/haru-<moment>.zip")

    def handle(self, *, file, verbosity, **options):
        """Write it under another name, and give it its own once it is whole."""
        began = time.monotonic()
        path = (file or settings.HARU_HOME / "backups" / f"haru-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.zip").absolute()
        self.quiet, self.said = verbosity < 1, 0.0
        try:
            if file is None:
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            writer = Writer(path)
        except FileExistsError:
            raise CommandError(f"{path} is there already: choose another name.") from None
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
        try:
            manifest = self._fill(writer)
            size = writer.finish(manifest)
        except FileExistsError:
            raise CommandError(f"{path} has come meanwhile: choose another name.") from None
        except (DatabaseFailed, OSError) as error:
            raise CommandError(f"The backup is not made: {error}") from None
        finally:
            writer.close()
        self._note(path, size)
        rows, seconds = sum(manifest.tables.values()), time.monotonic() - began
        for name in manifest.missing:
            self.stderr.write(f"The database names a file that is not there: {name}")
        self.stdout.write(
            f"{path}: {rows} rows, {len(manifest.files) - 1} files, {size / 1e6:.1f} MB in {seconds:.1f} s. "
            "It has no secret key: keep HARU_SECRET_KEY somewhere else."
        )

    def _fill(self, writer: Writer) -> Manifest:
        """Write files and database. Pictures go first, without holding the database still for their sake.

        A file may go between a moment and its being read, because its row has gone since: then there is another moment
        to be taken. What is missing twice in a row was missing before.
        """
        with moment() as first:
            names = first.files()
        gone, before = add_media(writer, names, self._progress), None
        for _try in range(TRIES):
            with moment() as now:
                gone = add_media(writer, now.files(), self._progress)
                if gone and gone != before:
                    before = gone
                    continue
                with now.dump() as dump:
                    writer.add(DUMP, dump)
                made_at = datetime.now(UTC).isoformat(timespec="seconds")
                return Manifest(made_at, now.server, now.migrations(), now.tables(), list(LEFT_OUT), missing=gone)
        raise CommandError("Files vanish faster than they can be read: try again later.")

    def _progress(self, what: str, done: int, total: int) -> None:
        if not self.quiet and (time.monotonic() - self.said > 2 or sys.stdout.isatty()) and total:
            self.said = time.monotonic()
            self.stderr.write(f"\r{what}: {done}/{total}" if sys.stderr.isatty() else f"{what}: {done}/{total}")

    def _note(self, path: Path, size: int) -> None:
        """Leave word of it for `doctor`, wherever the file goes."""
        note = settings.HARU_HOME / "run" / "last_backup.json"
        note.parent.mkdir(parents=True, exist_ok=True)
        draft = note.with_name(f"{note.name}.{os.getpid()}")
        draft.write_text(json.dumps({"at": datetime.now(UTC).isoformat(), "file": str(path), "bytes": size}))
        draft.replace(note)
