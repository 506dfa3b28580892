"""Signing in and out: where one lands, what is refused, and how many guesses there are."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.conftest import PASSWORD

URL = reverse("account_login")
LOGOUT = reverse("account_logout")
PROFILE = reverse("accounts.profile")


def fields(**changes) -> dict:
    """What the sign-in form sends for Minji, with changes."""
    return {"login": "minji@haru.example", "password": PASSWORD} | changes


def test_signing_in_leads_to_where_one_wanted_to_go(client, minji):
    page = client.get(f"{URL}?next={PROFILE}")
    assert f'name="next" value="{PROFILE}"' in page.content.decode()
    assert client.post(URL, fields(next=PROFILE)).headers["Location"] == PROFILE
    assert client.get(PROFILE).status_code == 200


@pytest.mark.parametrize("address", ["MINJI@haru.example", " minji@Haru.Example "])
def test_the_case_of_the_address_does_not_count(client, minji, address):
    assert client.post(URL, fields(login=address)).status_code == 302


def test_an_account_made_without_confirmation_may_still_sign_in_here(client, db):
    User.objects.create_user("jiho@haru.example", "jiho", PASSWORD, display_name="지호")
    assert client.post(URL, fields(login="jiho@haru.example")).headers["Location"] == "/"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "https://localhost/",
        "\x00",
    ],
)
def test_no_address_of_another_site_is_followed(client, minji, target):
    assert client.post(URL, fields(next=target)).headers["Location"] == "/"
    assert client.get(URL, {"next": target}).headers["Location"] == "/"  # signed in by now


def test_a_form_without_its_token_is_refused(minji):
    assert Client(enforce_csrf_checks=True).post(URL, fields()).status_code == 403


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_logout",
        "account_signup",
        "account_reset_password",
        "account_email",
        "account_change_password",
        "account_set_password",
        "account_reauthenticate",
    ],
)
def test_other_methods_are_refused(client, db, method, name):
    assert getattr(client, method)(reverse(name)).status_code == 405


@pytest.mark.parametrize(
    "changes",
    [
        {"login": ""},
        {"login": "minji"},
        {"login": "min\x00ji@haru.example"},
        {"login": "x" * 100_000},
        {"login": "민지@haru.example"},
        {"password": ""},
        {"password": "wrong"},
        {"password": "a\x00b"},
        {"password": "🔑" * 25_000},
        {"login": "nobody@haru.example"},
    ],
)
def test_what_is_wrong_is_said_in_words_and_the_address_stays_typed(client, minji, changes):
    response = client.post(URL, fields(**changes))
    form = response.context["form"]
    assert response.status_code == 200
    assert form.errors
    assert form["login"].value() == changes.get("login", "minji@haru.example")
    assert client.get(PROFILE).status_code == 302


def test_a_wrong_password_and_an_unknown_address_read_the_same(client, minji):
    wrong = client.post(URL, fields(password="wrong")).context["form"].errors
    unknown = client.post(URL, fields(login="nobody@haru.example")).context["form"].errors
    assert wrong == unknown


def test_after_five_wrong_guesses_even_the_right_password_waits_and_others_do_not(client, minji):
    other = User.objects.create_user("jiwon@haru.example", "jiwon", PASSWORD, display_name="지원")
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    said = [str(client.post(URL, fields(password="wrong")).context["form"].non_field_errors()) for _ in range(7)]
    assert len(set(said[:5])) == len(set(said[5:])) == 1
    assert said[4] != said[5]
    assert client.post(URL, fields()).status_code == 429
    assert Client().post(URL, fields(login="jiwon@haru.example")).status_code == 302


def test_signing_out_is_one_step_and_a_visit_of_the_page_is_none(signed_in):
    page = signed_in.get(LOGOUT)
    assert page.status_code == 200
    assert signed_in.get(PROFILE).status_code == 200
    assert signed_in.post(LOGOUT).headers["Location"] == "/"
    assert signed_in.get(PROFILE).status_code == 302


def test_signing_out_needs_its_token_and_follows_no_other_site(minji):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(minji)
    assert browser.post(LOGOUT).status_code == 403
    trusting = Client()
    trusting.force_login(minji)
    assert trusting.post(LOGOUT, {"next": "https://evil.example/"}).headers["Location"] == "/"


def test_somebody_whose_account_is_closed_is_told_so_after_the_right_password(client, minji):
    User.objects.filter(pk=minji.pk).update(is_active=False)
    response = client.post(URL, fields(), follow=True)
    assert response.redirect_chain[-1][0] == reverse("account_inactive")
    assert client.get(PROFILE).status_code == 302


def test_the_page_costs_few_queries(client, minji, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(URL)
