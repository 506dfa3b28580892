"""A picture, for whoever may read a post that shows it."""

import uuid

import pytest

from journal.actions.uploads import add_upload
from tests.factories import make_post
from tests.journal.pictures import photo
from tests.journal.views.browsing import browser, query_count, statuses


@pytest.fixture
def upload(cast):
    upload = add_upload(owner=cast.author, data=photo())
    make_post(cast.author, cast.cohort, body=f"![]({upload.get_absolute_url()})")
    return upload


@pytest.fixture
def path(upload):
    return upload.get_absolute_url()


def test_picture_comes_as_what_it_is_and_as_nothing_else(cast, upload, path):
    answer = browser(cast.camper).get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(answer.streaming_content) == upload.file.read()
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "private" in answer["Cache-Control"]


def test_small_picture_comes_through_the_same_door(cast, upload, path):
    answer = browser(cast.camper).get(path, {"size": "small"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert b"".join(answer.streaming_content) == upload.small.read()
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert browser(cast.people["stranger"]).get(path, {"size": "small"}).status_code == 404
    for size in ("big", "480", "small\x00"):
        assert browser(cast.camper).get(path, {"size": size}).status_code == 404


def test_older_picture_without_a_small_one_comes_in_full(cast, upload, path):
    upload.small.delete()
    answer = browser(cast.camper).get(path, {"size": "small"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")


def test_address_with_another_ending_is_not_there(cast, path):
    for ending in ("png", "svg", "html", "jpg"):
        assert browser(cast.camper).get(path.replace(".jpeg", f".{ending}")).status_code == 404


def test_picture_that_never_was_is_not_there(cast, path):
    assert browser(cast.camper).get(f"/uploads/{uuid.uuid4()}.jpeg").status_code == 404


def test_picture_whose_file_is_lost_is_not_there(cast, upload, path):
    upload.file.delete(save=False)
    assert browser(cast.camper).get(path).status_code == 404


@pytest.mark.parametrize("role", ["visitor", "stranger", "withdrawn"])
def test_who_reads_no_post_with_it_finds_nothing(cast, path, role):
    assert browser(cast.people[role]).get(path).status_code == 404


def test_picture_of_a_public_post_is_for_everybody(cast):
    upload = add_upload(owner=cast.author, data=photo())
    make_post(cast.author, cast.cohort, body=f"![]({upload.get_absolute_url()})", visibility="public")
    assert browser().get(upload.get_absolute_url()).status_code == 200


def test_answers_reading_methods_only(cast, path):
    assert statuses(browser(cast.camper), path, "post", "put", "delete") == {405}
    assert browser(cast.camper).head(path).status_code == 200


def test_costs_the_same_in_one_post_and_in_thirty(cast, upload, path):
    client = browser(cast.camper)
    one = query_count(client, path)
    for at in range(10):
        make_post(cast.author, cast.cohort, title=f"Again {at}", body=f"![]({path})")
    assert query_count(client, path) == one
    assert upload.posts.count() == 11
