"""A picture into the editor."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from journal.actions.uploads import MAX_BYTES
from journal.models.uploads import Upload
from tests.factories import make_post, make_user
from tests.journal.pictures import animation, encoded, photo
from tests.journal.views.browsing import browser, statuses

PATH = reverse("markdownx_upload")


def send(client, data, name="a.png", kind="image/png"):
    return client.post(PATH, {"image": SimpleUploadedFile(name, data, kind)})


def test_picture_comes_back_as_markdown_that_shows_it(cast):
    client = browser(cast.camper)
    answer = send(client, photo(), "IMG_0001.HEIC.jpg", "image/jpeg")
    assert answer.status_code == 200
    code = answer.json()["image_code"]
    address = re.fullmatch(r"!\[picture\]\((/uploads/[0-9a-f-]{36}\.jpeg)\)", code)[1]
    assert client.get(address).status_code == 200
    post = make_post(cast.camper, cast.cohort, body=code)
    assert list(post.uploads.all()) == [Upload.objects.get()]
    assert browser(cast.mentor).get(address).status_code == 200


@pytest.mark.parametrize(
    ("data", "name", "kind", "sentence"),
    [
        (b"", "a.png", "image/png", "This file is empty."),
        (b"<html><script>alert(1)</script>", "a.gif", "image/gif", "This is not a picture we can show."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "image/svg+xml", "This is not a picture we can show."),
        (photo()[:60], "a.jpg", "image/jpeg", "This is not a picture we can show."),
        (animation(4)[:60], "a.gif", "image/gif", "This is not a picture we can show."),
        (photo() + b"\0" * MAX_BYTES, "a.jpg", "image/jpeg", "A picture may be at most 10 MB."),
        (encoded(Image.new("1", (6_400, 6_407))), "a.png", "image/png", "at most 40 megapixels"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_in_words(db, data, name, kind, sentence):
    answer = send(browser(make_user()), data, name, kind)
    assert answer.status_code == 400
    assert sentence in answer.json()["image"][0]
    assert not Upload.objects.exists()


def test_form_without_a_picture_is_refused_in_words(db):
    answer = browser(make_user()).post(PATH)
    assert answer.status_code == 400
    assert answer.json()["image"] == ["Choose a picture first."]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.png", "x" * 300 + ".png", "그림 1.png", "a\x00b.png", ".png", "a.php"]
)
def test_name_of_the_file_is_nowhere(db, settings, name):
    answer = send(browser(make_user()), photo(), name)
    assert answer.status_code == 200
    kept = {path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}
    pk = Upload.objects.get().pk
    assert kept == {f"{pk}.jpeg", f"{pk}.small.webp"}


def test_visitor_is_refused_without_a_page_to_sign_in(db):
    assert send(browser(), photo()).status_code == 403
    assert not Upload.objects.exists()


def test_answers_posting_only(db):
    assert statuses(browser(make_user()), PATH, "get", "put", "delete") == {405}
