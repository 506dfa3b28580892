"""A person's e-mail addresses: add, confirm, make the main one, remove."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.conftest import PASSWORD

URL = reverse("account_email")


@pytest.fixture
def fresh(client, minji):
    """Minji's browser just after she typed her password."""
    client.force_login(minji)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_an_address_is_added_confirmed_later_and_made_the_main_one(fresh, minji):
    fresh.post(URL, {"action_add": "", "email": "minji@home.example"})
    assert mail.outbox[0].to == ["minji@home.example"]
    fresh.post(URL, {"action_primary": "", "email": "minji@home.example"})
    minji.refresh_from_db()
    assert minji.email == "minji@haru.example"  # not before it is confirmed
    EmailAddress.objects.filter(email="minji@home.example").update(verified=True)
    fresh.post(URL, {"action_primary": "", "email": "minji@home.example"})
    minji.refresh_from_db()
    assert minji.email == "minji@home.example"


def test_an_open_laptop_is_asked_for_the_password_first(signed_in):
    response = signed_in.post(URL, {"action_add": "", "email": "thief@haru.example"})
    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert "<h1>" in signed_in.get(response.headers["Location"]).content.decode()
    assert not EmailAddress.objects.filter(email="thief@haru.example").exists()


def test_the_password_once_more_takes_up_what_was_begun(signed_in, minji):
    response = signed_in.post(URL, {"action_add": "", "email": "minji@home.example"})
    signed_in.post(response.headers["Location"], {"password": PASSWORD}, follow=True)
    assert EmailAddress.objects.filter(email="minji@home.example").exists()


@pytest.mark.parametrize("password", ["", "wrong", "a\x00b", "x" * 100_000])
def test_a_wrong_password_goes_no_further(signed_in, password):
    response = signed_in.post(URL, {"action_add": "", "email": "thief@haru.example"})
    again = signed_in.post(response.headers["Location"], {"password": password})
    assert list(again.context["form"].errors) == ["password"]
    assert not EmailAddress.objects.filter(email="thief@haru.example").exists()


def test_the_main_address_cannot_be_removed(fresh, minji):
    fresh.post(URL, {"action_remove": "", "email": minji.email})
    assert EmailAddress.objects.filter(user=minji).count() == 1


def test_somebody_else_s_address_cannot_be_touched(fresh):
    other = User.objects.create_user("jiwon@haru.example", "jiwon", display_name="지원")
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=False)
    for action in ("action_remove", "action_primary", "action_send"):
        fresh.post(URL, {action: "", "email": other.email})
    assert EmailAddress.objects.filter(user=other).exists()
    assert mail.outbox == []


def test_a_visitor_is_sent_to_sign_in(client, db):
    assert client.get(URL).headers["Location"].startswith(reverse("account_login"))


def test_a_form_without_its_token_is_refused(minji):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(minji)
    assert browser.post(URL, {"action_add": "", "email": "thief@haru.example"}).status_code == 403


@pytest.mark.parametrize("email", ["", "home", "a\x00b@haru.example", "x" * 100_000, "minji@haru.example"])
def test_what_cannot_be_added_is_refused_at_the_field(fresh, email):
    response = fresh.post(URL, {"action_add": "", "email": email})
    assert list(response.context["form"].errors) == ["email"]


@pytest.mark.parametrize("email", ["home", "a\x00b@haru.example", "x" * 100_000, "nobody@haru.example"])
@pytest.mark.parametrize("action", ["action_remove", "action_primary", "action_send"])
def test_an_address_that_is_not_there_changes_nothing(fresh, email, action):
    assert fresh.post(URL, {action: "", "email": email}).status_code == 302
    assert EmailAddress.objects.count() == 1


def test_nobody_collects_addresses_without_end(fresh, minji):
    for number in range(8):
        fresh.post(URL, {"action_add": "", "email": f"minji{number}@home.example"})
    assert EmailAddress.objects.filter(user=minji).count() <= 5
