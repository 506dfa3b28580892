"""Exports of a cohort: asked for, made by the worker turn by turn (journal/transfer/making.py), kept for a week."""

import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from journal.actions.acts import note_act
from journal.actions.jobs import enqueue
from journal.models.cohorts import Cohort
from journal.models.exports import Export
from journal.models.moderation import Act
from journal.policies import may_export_cohort

KEEP = timedelta(days=7)
FORGOTTEN = timedelta(days=2)  # after which nobody believes any more that one is still made
MOST_STARTS = 3  # one that kills its worker every time is given up
FOLDER = "exports/"  # of the finished files
WORKSHOP = Path(settings.HARU_HOME) / "workshop"
State = Export.State


class Workpiece(File):
    """A finished file that a storage on this machine takes over by moving it."""

    def temporary_file_path(self) -> str:
        """Return where it lies."""
        return self.name


@transaction.atomic
def ask_for_export(*, cohort: Cohort, owner, kind: str) -> Export:
    """Return an export that the worker makes; asking again while one is on its way gives that one."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)  # two at once would both begin one
    waiting = Export.objects.filter(cohort=cohort, owner=owner, kind=kind, state=State.WAITING).first()
    if waiting is not None:
        return waiting
    export = Export.objects.create(cohort=cohort, owner=owner, kind=kind)
    note_act(cohort_id=cohort.pk, by=owner, verb=Act.Verb.EXPORTED, words=str(Export.Kind(kind).label))
    _enqueue(export)
    return export


def export_to_make(*, key: UUID) -> Export | None:
    """Return an export that is to be made, or None: it is finished, or whoever asked may not have it any more."""
    found = Export.objects.select_related("cohort", "owner").filter(pk=key, state=State.WAITING)
    export = found.first()
    if export is not None and not may_export_cohort(export.owner, export.cohort):
        fail_export(export=export)
        return None
    return export


def begin_export(*, export: Export, total: int) -> bool:
    """Note that it is begun, from nothing; return whether to go on, because it was not begun too often."""
    if export.starts >= MOST_STARTS:
        fail_export(export=export)
        return False
    export.starts, export.place, export.done, export.total = export.starts + 1, {}, 0, total
    export.save(update_fields=["starts", "place", "done", "total"])
    shutil.rmtree(workshop_of(export), ignore_errors=True)
    workshop_of(export).mkdir(parents=True, mode=0o700)
    return True


def note_export(*, export: Export, done: int) -> None:
    """Note how many posts are in it."""
    Export.objects.filter(pk=export.pk).update(done=done)


@transaction.atomic
def go_on_with_export(*, export: Export, place: dict) -> None:
    """Leave the rest of an export to another turn, which begins at `place`."""
    Export.objects.filter(pk=export.pk).update(place=place)
    _enqueue(export)


def finish_export(*, export: Export, path: Path) -> None:
    """Put the finished file where whoever asked finds it."""
    with path.open("rb") as opened:
        piece = Workpiece(opened, name=str(path))
        name = default_storage.save(f"{FOLDER}{export.pk}.zip", piece)
    export.file, export.size = name, default_storage.size(name)
    export.state, export.done, export.ended_at = State.DONE, export.total, timezone.now()
    export.save(update_fields=["file", "size", "state", "done", "ended_at"])
    shutil.rmtree(workshop_of(export), ignore_errors=True)


def fail_export(*, export: Export) -> None:
    """Give an export up: whoever asked is told so."""
    Export.objects.filter(pk=export.pk).update(state=State.FAILED, ended_at=timezone.now())
    shutil.rmtree(workshop_of(export), ignore_errors=True)


def trouble_export(*, export: Export) -> None:
    """Note that making it came to an exception: it is begun again, or given up."""
    if export.starts >= MOST_STARTS:
        fail_export(export=export)
    else:
        Export.objects.filter(pk=export.pk).update(place={})


@transaction.atomic
def clean_exports() -> int:
    """Forget exports that ended a week ago, with their files, and give up forgotten ones; return how many are gone."""
    now = timezone.now()
    for lost in Export.objects.filter(state=State.WAITING, created_at__lte=now - FORGOTTEN):
        fail_export(export=lost)
    old = list(Export.objects.select_for_update(skip_locked=True).filter(ended_at__lte=now - KEEP))
    Export.objects.filter(pk__in=[each.pk for each in old]).delete()
    for each in old:
        if each.file:
            transaction.on_commit(partial(default_storage.delete, each.file.name))
    _sweep()
    return len(old)


def _sweep() -> None:
    """Take away what belongs to no export any more: its cohort or whoever asked was deleted meanwhile."""
    try:
        names = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        names = []
    known = set(Export.objects.exclude(file="").values_list("file", flat=True))
    for name in (f"{FOLDER}{name}" for name in names):
        if name not in known and default_storage.get_modified_time(name) <= timezone.now() - timedelta(hours=1):
            default_storage.delete(name)
    waiting = {str(key) for key in Export.objects.filter(state=State.WAITING).values_list("key", flat=True)}
    for folder in WORKSHOP.glob("*"):
        if folder.name not in waiting:
            shutil.rmtree(folder, ignore_errors=True)


def workshop_of(export: Export) -> Path:
    """Return the folder in which an export is made."""
    return WORKSHOP / str(export.pk)


def _enqueue(export: Export) -> None:
    enqueue("make_export", key=str(export.pk), lock="make_export")  # one at a time: it is heavy work
