"""An export is made turn by turn, begun again where a worker was killed, and given up where that goes on."""

import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from journal.actions import exports as actions
from journal.actions.exports import KEEP, ask_for_export, clean_exports, workshop_of
from journal.models.exports import Export
from journal.models.moderation import Act
from journal.transfer import cohort_files, making
from tests.factories import make_post
from tests.jobs import run_jobs, waiting_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_at_a_time(monkeypatch):
    """A turn is one step, and a step is one post."""
    monkeypatch.setattr(cohort_files, "AT_ONCE", 1)
    monkeypatch.setattr(making, "for_a_while", lambda steps: next(iter(steps), "over") == "over")


def asked(cast, kind: str = "files") -> Export:
    """Ask for an export as the organiser."""
    return ask_for_export(cohort=cast.cohort, owner=cast.organiser, kind=kind)


def names(export: Export) -> list[str]:
    """Return the names of what is in the finished zip."""
    export.refresh_from_db()
    assert export.state == "done"
    with zipfile.ZipFile(export.file.open("rb")) as archive:
        assert archive.testzip() is None
        return sorted(archive.namelist())


def test_many_turns_give_the_same_as_one_and_say_how_far_it_is(cast, one_at_a_time, monkeypatch):
    export, seen = asked(cast), set()
    note = making.note_export
    monkeypatch.setattr(making, "note_export", lambda **how: (seen.add(how["done"]), note(**how)))
    assert len(run_jobs("make_export")) > 9
    several = names(export)
    assert seen == {0, 1, 2, 3, 4} and (export.done, export.total, export.starts) == (4, 4, 1)
    assert not workshop_of(export).exists() and export.size == export.file.size
    monkeypatch.undo()
    again = asked(cast)
    run_jobs("make_export")
    assert names(again) == several and again.pk != export.pk


def test_asking_twice_gives_the_one_that_is_on_its_way_and_one_line_in_the_log(cast):
    assert asked(cast) == asked(cast) and len(waiting_jobs("make_export")) == 1
    assert ask_for_export(cohort=cast.cohort, owner=cast.staff, kind="files") != asked(cast)
    assert list(Act.objects.order_by("pk").values_list("actor", "verb")) == [
        (cast.organiser.pk, "exported"), (cast.staff.pk, "exported")
    ]  # fmt: skip


@pytest.mark.parametrize("damage", ["cut", "more", "gone"])
def test_a_killed_worker_begins_it_again(cast, one_at_a_time, damage):
    """Killed while it wrote, or after a turn of which nothing was noted; or the machine is another one."""
    export = asked(cast)
    for _turn in range(7):
        making.make_export(key=str(export.pk))
    path = workshop_of(export) / "export.zip"
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-30])
    elif damage == "more":
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("posts/twice.md", "x")
    else:
        path.unlink()
    run_jobs("make_export")
    assert "posts/twice.md" not in names(export) and export.starts == 2 and export.done == 4


def test_one_that_never_ends_well_is_given_up_and_says_so(cast, monkeypatch):
    export = asked(cast)
    monkeypatch.setattr(cohort_files.CohortFiles, "_page", lambda self, after: 1 / 0)
    for _attempt in range(actions.MOST_STARTS):
        with pytest.raises(ZeroDivisionError):
            making.make_export(key=str(export.pk))
    export.refresh_from_db()
    assert export.state == "failed" and not workshop_of(export).exists()
    making.make_export(key=str(export.pk))  # the job comes again, and has nothing to do
    assert asked(cast) != export


def test_who_lost_the_right_gets_nothing_made(cast):
    export = asked(cast)
    cast.organiser.memberships.update(state="withdrawn")
    run_jobs("make_export")
    export.refresh_from_db()
    assert export.state == "failed" and not export.file


def test_it_is_kept_for_a_week_and_then_gone_with_its_file(cast):
    export = asked(cast)
    run_jobs("make_export")
    export.refresh_from_db()
    name, ended_at = export.file.name, timezone.now() - KEEP
    Export.objects.update(ended_at=ended_at + timedelta(minutes=1))
    assert clean_exports() == 0 and default_storage.exists(name)
    Export.objects.update(ended_at=ended_at)
    lost = asked(cast)
    Export.objects.filter(pk=lost.pk).update(created_at=timezone.now() - timedelta(days=3))
    assert clean_exports() == 1
    assert not Export.objects.filter(pk=export.pk).exists() and Export.objects.get(pk=lost.pk).state == "failed"


@pytest.mark.django_db(transaction=True)
def test_the_file_of_a_purged_export_is_gone(cast):
    export = asked(cast)
    run_jobs("make_export")
    export.refresh_from_db()
    Export.objects.update(ended_at=timezone.now() - KEEP)
    clean_exports()
    assert not default_storage.exists(export.file.name)


def test_what_belongs_to_nobody_any_more_is_swept_away(cast, monkeypatch):
    """Whoever asked deleted their account: the row went with them, the files follow within hours."""
    finished, waiting, kept = asked(cast), asked(cast, "public"), asked(cast, "cohort")
    making.make_export(key=str(finished.pk))
    finished.refresh_from_db()
    for export in (waiting, kept):
        actions.begin_export(export=export, total=1)
    Export.objects.filter(pk__in=[finished.pk, waiting.pk]).delete()
    clean_exports()
    assert default_storage.exists(finished.file.name)  # perhaps of one that is being finished at this moment
    assert not workshop_of(waiting).exists() and workshop_of(kept).exists()
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(actions.timezone, "now", lambda: later)
    clean_exports()
    assert not default_storage.exists(finished.file.name)


def test_posts_that_come_and_go_meanwhile_are_in_it_or_not_but_never_twice(cast, one_at_a_time):
    export = asked(cast)
    for _turn in range(6):
        making.make_export(key=str(export.pk))
    make_post(cast.author, cast.cohort, title="Later", day=15)
    run_jobs("make_export")
    assert sum("later" in name for name in names(export)) == 1
