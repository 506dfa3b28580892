"""Pictures that come with the post's own form, where no script has sent them before."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from journal.actions.uploads import MAX_BYTES
from journal.models.posts import Post
from journal.models.uploads import Upload
from tests.factories import make_post
from tests.journal.pictures import photo
from tests.journal.views.browsing import browser, words
from tests.world import picture_bytes

PATH = reverse("posts.new")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def files(*contents: bytes) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{at}.png", data, "image/png") for at, data in enumerate(contents)]


def send(client, path=PATH, **fields):
    return client.post(path, {"title": "Day 4", "body": "Text", "publish": "1", **fields})


def test_they_stand_behind_the_text_and_readers_see_them(cast):
    send(browser(cast.camper), pictures=files(photo(), picture_bytes()))
    post = Post.objects.get(author=cast.camper)
    addresses = re.findall(r"^!\[picture\]\((\S+)\)$", post.body, re.MULTILINE)
    assert post.body.startswith("Text\n\n![") and len(addresses) == 2
    assert [browser(cast.mentor).get(address).status_code for address in addresses] == [200, 200]
    assert browser(cast.stranger).get(addresses[0]).status_code == 404


def test_a_form_with_nothing_but_a_picture_can_be_published(cast):
    assert send(browser(cast.camper), title="", body="", pictures=files(photo())).status_code == 302
    assert Post.objects.get(author=cast.camper).body.startswith("![picture](")


def test_a_form_sent_twice_makes_one_post_with_one_picture(cast):
    key = uuid.uuid4()
    client = browser(cast.camper)
    answers = {send(client, key=key, pictures=files(photo())).status_code for _ in range(2)}
    post = Post.objects.get(author=cast.camper)
    assert (answers, Upload.objects.filter(owner=cast.camper).count()) == ({302}, 1)

    path = reverse("posts.edit", args=[post.pk])
    fields = {"body": post.body, "version": post.version}
    answers = {send(client, path, **fields, pictures=files(picture_bytes())).status_code for _ in range(2)}
    assert (answers, Upload.objects.filter(owner=cast.camper).count()) == ({302}, 2)


def test_the_refused_are_said_and_the_others_and_the_text_are_kept(cast):
    wrong = files(photo(), b"<html>", b"", b"\0" * (MAX_BYTES + 1))
    answer = send(browser(cast.camper), pictures=wrong)
    page = words(answer)
    assert answer.status_code == 200 and not Post.objects.filter(author=cast.camper).exists()
    for sentence in ("1.png: This is not a picture", "2.png: This file is empty", "3.png: A picture may be at most 10"):
        assert sentence in page
    assert re.search(r"Text\s+!\[picture\]\(/uploads/[\w.-]+\)", page)


def test_another_mistake_in_the_form_loses_no_picture(cast):
    answer = send(browser(cast.camper), pictures=files(photo()), study_on="never")
    assert re.search(r"Text\s+!\[picture\]\(/uploads/[\w.-]+\)", words(answer))


def test_more_than_twenty_at_once_are_left_out_in_words(cast):
    answer = send(browser(cast.camper), pictures=files(*[picture_bytes()] * 21))
    assert "At most 20 pictures at once" in words(answer)


def test_an_edit_of_somebody_elses_post_brings_nothing_in(cast):
    post = make_post(cast.author, cast.cohort)
    assert send(browser(cast.mentor), reverse("posts.edit", args=[post.pk]), pictures=files(photo())).status_code == 403
    assert not Upload.objects.filter(owner=cast.mentor).exists()
