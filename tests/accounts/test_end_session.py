"""Ending one session: it holds from its next request on, and only of one's own."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Session, User
from tests.factories import make_user

PROFILE = reverse("accounts.profile")


@pytest.fixture
def two(db):
    """One person in two browsers."""
    user = make_user("minji")
    clients = Client(), Client()
    for client in clients:
        client.force_login(user)
    return clients


def path_of(client: Client) -> str:
    return reverse("accounts.end_session", args=[Session.objects.get(pk=client.session.session_key).public])


def test_another_device_is_signed_out_on_its_next_request(two):
    here, there = two
    assert here.post(path_of(there)).headers["Location"] == reverse("accounts.sessions")
    assert there.get(PROFILE).status_code == 302 and here.get(PROFILE).status_code == 200


def test_ending_this_one_is_signing_out(two):
    here, there = two
    assert here.post(path_of(here)).headers["Location"] == reverse("account_login")
    assert here.get(PROFILE).status_code == 302 and there.get(PROFILE).status_code == 200


def test_signing_out_clears_what_the_browser_kept_of_pages_and_nothing_else_does(two):
    here, there = two
    said = [
        here.get(PROFILE), here.post(path_of(there)), here.post(path_of(here)),
        Client().get(reverse("account_login")), there.get(PROFILE),
    ]  # fmt: skip
    assert [answer.headers.get("Clear-Site-Data") for answer in said] == [None, None, '"cache"', None, None]
    there.force_login(User.objects.get())
    assert there.post(reverse("account_logout")).headers["Clear-Site-Data"] == '"cache"'


def test_a_second_press_and_somebody_else_s_device_are_not_there(two):
    here, there = two
    path = path_of(there)
    here.post(path)
    assert here.post(path).status_code == 404
    other = Client()
    other.force_login(make_user("jiho"))
    assert other.post(path_of(here)).status_code == 404 and here.get(PROFILE).status_code == 200
    assert here.post(reverse("accounts.end_session", args=[uuid.uuid4()])).status_code == 404
    assert here.get(path).status_code == 405
