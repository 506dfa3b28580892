"""Makes an export turn by turn: a zip on disk that grows, and the place where the next turn goes on.

A turn closes the zip before its place is written down. A worker that is killed in a turn leaves a zip that is broken,
or that holds more than the place says: then it is begun again.
"""

import zipfile
from collections.abc import Iterator
from contextlib import closing
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from journal.actions.exports import (
    begin_export,
    export_to_make,
    finish_export,
    go_on_with_export,
    note_export,
    trouble_export,
    workshop_of,
)
from journal.actions.jobs import for_a_while
from journal.models.exports import Export
from journal.transfer.cohort_files import CohortFiles
from journal.transfer.yearbook import Yearbook
from journal.transfer.zips import Zip


class Maker(Protocol):
    """What fills the zip of an export."""

    def total(self) -> int:
        """Return how many posts will be in it."""

    def steps(self, archive: Zip, place: dict) -> Iterator[tuple[dict, int]]:
        """Write on from `place`, yielding after each step where the next one begins, and how many posts are in."""


MAKERS = {Export.Kind.FILES: CohortFiles, Export.Kind.COHORT: Yearbook, Export.Kind.PUBLIC: Yearbook}


def make_export(*, key: str) -> None:
    """Make an export, or go on with it; what takes longer than a turn goes on in another job."""
    export = export_to_make(key=UUID(key))
    if export is None:
        return
    person = export.owner
    try:
        with translation.override(person.language), timezone.override(ZoneInfo(export.cohort.time_zone)):
            _work(export)
    except Exception:
        trouble_export(export=export)
        raise


def _work(export: Export) -> None:
    maker = MAKERS[export.kind](export)
    path = workshop_of(export) / "export.zip"
    archive = _opened(path, export.place)
    if archive is None:
        if not begin_export(export=export, total=maker.total()):
            return
        archive = Zip(path, "w")
    last = {"place": export.place}

    def noted() -> Iterator[None]:
        with closing(maker.steps(archive, export.place)) as steps:
            for last["place"], done in steps:
                note_export(export=export, done=done)
                yield

    with archive, closing(noted()) as steps:
        ended = for_a_while(steps)
    if ended:
        finish_export(export=export, path=path)
    else:
        go_on_with_export(export=export, place={**last["place"], "members": len(archive.names)})


def _opened(path, place: dict) -> Zip | None:
    """Return the zip as the last turn left it, or None where there is none, or it is not as that turn left it."""
    if not place:
        return None
    try:
        archive = Zip(path, "a")
    except (OSError, zipfile.BadZipFile):
        return None
    if len(archive.names) == place.get("members"):
        return archive
    archive.close()
    return None
