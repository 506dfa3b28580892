"""Every page of accounts: it has one heading, a title, no script of its own, and few queries."""

import re

import pytest
from django.urls import reverse

VISITORS = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_inactive",
]
PEOPLE = [
    "accounts.profile",
    "accounts.sessions",
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
]


def check(response):
    """What holds for every page."""
    page = response.content.decode()
    assert response.status_code == 200
    assert len(re.findall(r"<h1>\s*\S", page)) == 1
    assert re.search(r"<title>\s*[^<\s·]", page)
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:", page)
    labels = set(re.findall(r'<label for="([^"]+)"', page))
    controls = set(re.findall(r'<(?:input|select|textarea)[^>]*\bid="(id_[^"]+)"', page))
    around = {
        name
        for label in re.findall(r"<label(?! for=).*?</label>", page, re.S)
        for name in re.findall(r'id="(id_\w+)"', label)
    }
    assert controls <= labels | around


@pytest.mark.parametrize("name", VISITORS)
def test_a_visitor_s_page_is_whole(client, db, settings, name, django_assert_max_num_queries):
    settings.OPEN_SIGNUP = True
    with django_assert_max_num_queries(12):
        check(client.get(reverse(name)))


def test_the_closed_sign_up_is_whole(client, db):
    check(client.get(reverse("account_signup")))


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_s_page_is_whole(signed_in, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        check(signed_in.get(reverse(name)))


def test_choosing_a_first_password_is_whole(client, minji):
    minji.set_unusable_password()
    minji.save()
    client.force_login(minji)
    check(client.get(reverse("account_set_password")))


@pytest.mark.parametrize("name", [*PEOPLE, "account_set_password"])
def test_a_person_s_page_sends_a_visitor_away(client, db, name):
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert "haru.example" not in response.headers["Location"]


def test_refusals_are_tied_to_their_fields(client, db):
    page = client.post(reverse("account_login"), {"login": "minji", "password": ""}).content.decode()
    assert 'aria-invalid="true"' in page
    for described in re.findall(r'aria-describedby="([^"]+)"', page):
        assert all(f'id="{name}"' in page for name in described.split())
