"""`manage.py import_posts`: what it says, and that it only does what it says."""

import io

import pytest
from django.core.management import CommandError, call_command

from journal.models.posts import Post
from tests.factories import make_user
from tests.journal.pictures import photo
from tests.journal.transfer.zips import zipped


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "til").mkdir()
    (tmp_path / "til/day4.md").write_text("# 부스트캠프 Day 4\n\n![](a.png)")
    (tmp_path / "til/a.png").write_bytes(photo())
    (tmp_path / "til/empty.md").write_text("")
    return tmp_path / "til"


def say(path, *more) -> str:
    out = io.StringIO()
    call_command("import_posts", str(path), "--author", "sol", "--cohort", "ai-tech", *more, stdout=out, stderr=out)
    return out.getvalue()


def test_a_dry_run_says_everything_and_does_nothing(cast, folder):
    said = say(folder, "--dry-run")
    assert "new       · day4.md · 부스트캠프 Day 4 · Day 4\n" in said and "refused   · empty.md · " in said
    assert "1 new, 0 changed, 0 same, 1 refused; 0 comments, 0 other files\nNothing was changed.\n" in said
    assert not Post.objects.filter(author=cast.camper).exists()


def test_a_folder_comes_in_once(cast, folder):
    assert "1 of 1 posts taken in." in say(folder)
    post = Post.objects.get(author=cast.camper)
    assert cast.cohort.calendar.number_of(post.study_on) == 4 and post.is_published and post.uploads.count() == 1
    assert "0 new, 0 changed, 1 same, 1 refused" in say(folder)
    packed = folder.parent / "til.zip"
    packed.write_bytes(zipped({f"til/{path.name}": path.read_bytes() for path in folder.iterdir()}))
    assert "0 new, 0 changed, 1 same, 1 refused" in say(packed)  # a zip of the folder is the folder
    assert "0 of 0 posts taken in." in say(packed)


def test_one_file_and_drafts(cast, folder):
    assert "new (draft) · day4.md" in say(folder / "day4.md", "--visibility", "draft")
    assert not Post.objects.get(author=cast.camper).is_published


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--cohort", "none"], "There is no cohort none. There are: "),
        (["--author", "nobody"], "There is nobody called nobody."),
        (["--author", "@seoyeon"], "@seoyeon is no camper of ai-tech."),
        (["--author", "jiho"], "@jiho is no camper of ai-tech."),
    ],
)
def test_who_or_what_is_not_there_is_said(cast, folder, arguments, words):
    assert make_user("free")
    with pytest.raises(CommandError, match=words):
        say(folder, *arguments)


def test_what_cannot_be_read_is_said(cast, tmp_path):
    for path in (tmp_path / "none.zip", tmp_path):
        with pytest.raises(CommandError, match=str(path)):
            say(path)
