"""Bringing in and taking along in a browser: on a small screen, step by step, with and without JavaScript."""

import io
import zipfile

import pytest

from journal.models.posts import Post
from journal.views import transfers
from tests.cast import make_cast
from tests.journal.transfer.zips import zipped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "아주아주긴이름이라서끊을곳이없는파일" * 4
FILES = {f"til/{n}.md": f"# Day {n} {'제목' * 20}\n본문" for n in range(1, 6)} | {f"til/{LONG}.md": "", "til/x.csv": ""}


@pytest.fixture
def look(sign_in):
    """Return a function that signs Sol in and chooses a zip: the page with the rows."""

    def looked(**options):
        page = sign_in(make_cast().camper, "/import/", **options)
        file = {"name": "til.zip", "mimeType": "application/zip", "buffer": zipped(FILES)}
        page.set_input_files("input[type=file]", [file])
        page.click("main form button[type=submit]")
        page.wait_for_url("**/import/*-*/")
        return page

    return looked


@pytest.mark.parametrize("js", [True, False])
def test_a_zip_comes_in_on_a_small_screen(look, js):
    page = look(width=320, height=640, js=js)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator(".arrival").count() == 6
    page.click("main form button[type=submit]")
    page.wait_for_selector(".message--success")
    assert Post.objects.filter(author__handle="sol").count() == 5
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_long_work_goes_on_by_itself(look, monkeypatch):
    monkeypatch.setattr(transfers, "STEP", -1)
    page = look()
    page.click("main form button[type=submit]")
    page.wait_for_selector("progress")
    page.wait_for_selector(".message--success")
    assert Post.objects.filter(author__handle="sol").count() == 5


def test_without_javascript_long_work_goes_on_by_its_button(look, monkeypatch):
    monkeypatch.setattr(transfers, "STEP", -1)
    page = look(js=False)
    for done in range(1, 6):
        with page.expect_navigation():
            page.click("main form button[type=submit]")
        assert page.locator("progress").count() == (done < 5)
        assert Post.objects.filter(author__handle="sol").count() == done


def test_ones_own_writing_is_downloaded(sign_in):
    page = sign_in(make_cast().author, "/export/")
    with page.expect_download() as download:
        page.click("main form button[type=submit]")
    assert download.value.suggested_filename == "haru-minji.zip"
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        assert sum(name.startswith("posts/") for name in archive.namelist()) == 5
