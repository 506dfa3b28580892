"""What exporting a whole cohort costs: `python -m tests.bench.export HOME [--kind files]` on a filled installation.

HOME is a HARU_HOME that `python -m tests.bench fill` made; it is migrated and written to, so give a copy. The turns are
those of the worker, in one process. Printed are seconds (the database apart from the processor's), the process's largest memory, and the size of the zip.
"""

import argparse
import resource
import sys
import time
import zipfile
from pathlib import Path

from tests.bench.site import prepare


def measure(kind: str, slug: str, say=sys.stdout.write) -> None:
    """Make an export of this kind as the worker does, and say what it cost."""
    from accounts.models import User
    from journal.actions.exports import ask_for_export, workshop_of
    from journal.models.cohorts import Cohort
    from journal.transfer.making import make_export

    cohort = Cohort.objects.get(slug=slug)
    owner = User.objects.filter(memberships__cohort=cohort, memberships__role="organiser").first()
    export = ask_for_export(cohort=cohort, owner=owner or User.objects.filter(is_staff=True).first(), kind=kind)
    began, turns = time.monotonic(), 0
    while export.state == "waiting":
        make_export(key=str(export.pk))
        export.refresh_from_db()
        turns += 1
    took, busy = time.monotonic() - began, time.process_time()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with zipfile.ZipFile(export.file.open("rb")) as archive:
        files, unpacked = len(archive.namelist()), sum(member.file_size for member in archive.infolist())
    assert not workshop_of(export).exists()
    say(
        f"{kind}: {export.state}, {export.total:,} posts, {took:.0f} s ({busy:.0f} s of processor) in {turns} turns, {most:.0f} MiB at most, "
        f"{export.size / 2**20:.0f} MiB zip of {files:,} files ({unpacked / 2**20:.0f} MiB)\n"
    )


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--kind", default="files")
    parser.add_argument("--cohort", default="bench-1")
    asked = parser.parse_args()
    prepare(asked.home)
    measure(asked.kind, asked.cohort)


if __name__ == "__main__":
    main()
