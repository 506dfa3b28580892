"""Changing the language of the pages from anywhere, as a visitor and as a person."""

import pytest
from django.test import Client
from django.urls import reverse

URL = reverse("accounts.language")


def test_a_visitor_gets_a_cookie_and_goes_back(client, db):
    response = client.post(URL, {"language": "en", "next": "/accounts/login/?next=/posts/new/"})
    assert response.headers["Location"] == "/accounts/login/?next=/posts/new/"
    assert client.get(reverse("account_login")).headers["Content-Language"] == "en"


def test_a_person_keeps_the_language_on_every_device(signed_in, minji):
    signed_in.post(URL, {"language": "en"})
    minji.refresh_from_db()
    assert minji.language == "en"
    elsewhere = Client()
    elsewhere.force_login(minji)
    assert elsewhere.get(reverse("accounts.profile")).headers["Content-Language"] == "en"


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_other_methods_are_refused(client, db, method):
    assert getattr(client, method)(URL).status_code == 405


def test_a_form_without_its_token_is_refused(db):
    assert Client(enforce_csrf_checks=True).post(URL, {"language": "en"}).status_code == 403


@pytest.mark.parametrize("language", ["", "xx", "ko\x00", "en-US", "x" * 100_000, "../../en", "한국어"])
def test_other_languages_are_refused(client, db, language):
    response = client.post(URL, {"language": language})
    assert response.status_code == 400
    assert "django_language" not in response.cookies


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        " //evil.example",
        "\x00/",
        "",
    ],
)
def test_no_address_of_another_site_is_followed(client, db, target):
    assert client.post(URL, {"language": "en", "next": target}).headers["Location"] == "/"


def test_line_breaks_cannot_be_put_into_the_answer(client, db):
    response = client.post(URL, {"language": "en", "next": "/a\r\nSet-Cookie: stolen=1"})
    assert "stolen" not in response.cookies
    assert "\n" not in response.headers["Location"]
