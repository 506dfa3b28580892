"""The address of somebody's picture: harmless whatever was uploaded, and nothing else of the disk."""

import pytest
from django.urls import reverse

from accounts.pictures import store_picture

MISSING = "0" * 32 + ".webp"


def test_a_picture_is_served_as_nothing_but_a_picture(client, db):
    response = client.get(reverse("accounts.picture", args=[store_picture(b"RIFF....WEBP")]))
    assert response.content == b"RIFF....WEBP"
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in response.headers["Cache-Control"]


def test_a_name_that_is_not_there_is_not_found(client, db):
    assert client.get(reverse("accounts.picture", args=[MISSING])).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "../secret_key",
        "..%2fsecret_key",
        "%2e%2e/secret_key",
        MISSING.upper(),
        MISSING + "%0a",
        MISSING[:-4] + "svg",
        "a.webp",
        "%00",
    ],
)
def test_other_names_are_not_found(client, db, media, name):
    media.mkdir()
    (media / "secret_key").write_text("the secret")
    assert client.get(f"/accounts/pictures/{name}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods_are_refused(client, db, method):
    assert getattr(client, method)(reverse("accounts.picture", args=[MISSING])).status_code == 405
