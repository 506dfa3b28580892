"""A finished export is downloaded by whoever asked for it, as long as they may."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from journal.actions.exports import ask_for_export
from tests.guards import query_budget
from tests.jobs import run_jobs
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses


@pytest.fixture
def path(cast) -> str:
    """The address of a finished export of the organiser's."""
    export = ask_for_export(cohort=cast.cohort, owner=cast.organiser, kind="files")
    run_jobs("make_export")
    return reverse("exports.download", args=["ai-tech", export.key])


def test_it_is_the_zip(cast, path):
    client = browser(cast.organiser)
    with query_budget(5):
        answer = client.get(path)
    assert answer["Content-Disposition"].startswith('attachment; filename="haru-ai-tech-20')
    assert answer["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert "members.csv" in archive.namelist()


@pytest.mark.parametrize(("change", "status"), [
    ({"state": "withdrawn"}, 404), ({"state": "on_leave"}, 403), ({"role": "mentor"}, 403), ({"state": "invited"}, 404),
])  # fmt: skip
def test_the_right_is_asked_again_at_every_download(cast, path, change, status):
    assert browser(cast.organiser).get(path).status_code == 200
    cast.organiser.memberships.update(**change)
    assert browser(cast.organiser).get(path).status_code == status


def test_it_is_nobody_else_s_and_nothing_before_it_is_finished_or_after_it_is_gone(cast, path):
    assert asks_to_sign_in(browser().get(path), path)
    for person, status in ((cast.staff, 404), (cast.stranger, 404), (cast.author, 403)):
        assert browser(person).get(path).status_code == status
    assert statuses(browser(cast.organiser), path, "post", "put", "delete", "patch") == {405}
    waiting = ask_for_export(cohort=cast.cohort, owner=cast.organiser, kind="files")
    assert browser(cast.organiser).get(reverse("exports.download", args=["ai-tech", waiting.key])).status_code == 404
    default_storage.delete(f"exports/{path.split('/')[-3]}.zip")
    assert browser(cast.organiser).get(path).status_code == 404
