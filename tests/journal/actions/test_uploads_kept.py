"""Pictures come in again under their own id, have a small one for lists, and go when nothing shows them."""

import io
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from journal.actions.uploads import add_upload, clean_uploads
from journal.models.revisions import PendingEdit, Revision
from journal.models.uploads import Upload
from tests.factories import make_post
from tests.journal.pictures import animation, encoded, halves, photo


def make_old(upload: Upload) -> Upload:
    """Return a picture as if it had come eight days ago."""
    upload.created_at = timezone.now() - timedelta(days=8)
    upload.save(update_fields=["created_at"])
    return upload


@pytest.fixture
def old(cast) -> Upload:
    """A picture of eight days ago that nothing shows."""
    return make_old(add_upload(owner=cast.author, data=photo()))


@pytest.mark.parametrize(
    "data", [photo(6), encoded(halves("RGBA", (900, 300))), animation(3), encoded(halves("L", (3, 5)))]
)
def test_small_picture_is_a_still_webp_of_480_pixels_at_most(cast, data):
    upload = add_upload(owner=cast.author, data=data)
    with upload.small.open("rb") as file, Image.open(io.BytesIO(file.read())) as small:
        assert (small.format, getattr(small, "n_frames", 1)) == ("WEBP", 1)
        assert max(small.size) == min(480, max(upload.width, upload.height))
        assert not {"exif", "icc_profile", "xmp"} & set(small.info)


def test_picture_keeps_the_id_that_it_had_elsewhere(cast):
    pk = uuid.uuid4()
    upload = add_upload(owner=cast.author, data=photo(), pk=pk)
    assert upload.pk == pk
    with upload.file.open("rb") as file:
        assert add_upload(owner=cast.author, data=file.read(), pk=pk) == upload
    assert add_upload(owner=cast.author, data=photo(), pk=pk) == upload
    assert Upload.objects.count() == 1


@pytest.mark.parametrize("whose", ["author", "team_mate"])
def test_id_that_another_picture_has_is_not_taken_and_the_second_time_is_no_third_picture(cast, whose):
    first = add_upload(owner=cast.author, data=photo())
    owner = getattr(cast, whose)
    other = add_upload(owner=owner, data=encoded(halves("L")), pk=first.pk)
    assert other.pk != first.pk and other.owner == owner
    assert add_upload(owner=owner, data=encoded(halves("L")), pk=first.pk) == other
    first.refresh_from_db()
    assert (first.owner, first.kind) == (cast.author, "jpeg")


def test_picture_that_nothing_shows_goes_after_a_week_with_its_files(cast, old, django_capture_on_commit_callbacks):
    fresh = add_upload(owner=cast.team_mate, data=photo())
    files = [Path(file.path) for file in (old.file, old.small)]
    with django_capture_on_commit_callbacks(execute=True):
        call_command("clean_uploads")
    assert list(Upload.objects.all()) == [fresh]
    assert [file.exists() for file in files] == [False, False]


def test_files_stay_where_the_transaction_does_not_end_well(cast, old):
    clean_uploads()  # the test's own transaction never ends
    assert Path(old.file.path).exists()


def test_one_more_picture_cleans_up_after_its_owner_and_after_nobody_else(cast, old):
    hers = make_old(add_upload(owner=cast.team_mate, data=photo()))
    fresh = add_upload(owner=cast.author, data=photo())
    assert set(Upload.objects.all()) == {hers, fresh}


def in_draft(post, body):
    """A draft names the picture."""
    make_post(post.author, post.cohort, title="", body=body, publish=False)


def in_pending_edit(post, body):
    """An edit that waits beside the published text names it."""
    PendingEdit.objects.create(post=post, body=body, visibility=post.visibility)


def in_revision(post, body):
    """An earlier version names it."""
    Revision.objects.create(post=post, version=99, body=body, visibility=post.visibility)


def in_trash(post, body):
    """A post that can still be brought back shows it."""
    post = make_post(post.author, post.cohort, title="Gone", body=body)
    post.deleted_at = timezone.now()
    post.save()


@pytest.mark.parametrize("where", [in_draft, in_pending_edit, in_revision, in_trash])
def test_picture_that_its_owner_still_has_a_text_with_stays(cast, old, where):
    where(cast.posts["cohort"], f"Look: ![a]({old.get_absolute_url()})")
    assert clean_uploads() == 0
    assert Upload.objects.filter(pk=old.pk).exists()


def test_picture_that_only_somebody_elses_draft_names_goes(cast, old):
    in_draft(make_post(cast.team_mate, cast.cohort), f"![a]({old.get_absolute_url()})")
    assert clean_uploads() == 1


def test_a_list_shows_the_first_picture_where_it_is_the_authors_own(cast):
    mine, theirs = (add_upload(owner=owner, data=photo()).get_absolute_url() for owner in (cast.author, cast.mentor))
    body = f"![]({mine})\n\n![](https://example.com/a.png)"
    assert make_post(cast.author, cast.cohort, body=body).thumbnail == f"{mine}?size=small"
    for other in (theirs, "https://example.com/a.png", f"https://example.com{mine}", f"{mine}?size=big"):
        assert make_post(cast.author, cast.cohort, body=f"![]({other})").thumbnail == ""
