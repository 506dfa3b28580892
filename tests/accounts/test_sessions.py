"""Sessions know whose they are and bring the person along; who may not be signed in (any more) is nobody."""

from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.test import Client
from django.urls import reverse

from accounts.models import Session, User
from accounts.sessions import SessionStore
from tests.factories import make_user
from tests.guards import query_budget

pytestmark = pytest.mark.django_db
PROFILE = reverse("accounts.profile")


@pytest.fixture
def user():
    return make_user("minji")


@pytest.fixture
def client(user):
    client = Client()
    client.force_login(user)
    return client


def is_signed_in(client) -> bool:
    return client.get(PROFILE).status_code == 200


def test_a_session_says_whose_it_is(client, user):
    assert list(Session.objects.values_list("user", flat=True)) == [user.pk]


def test_session_and_person_are_one_query(client):
    with query_budget(2) as seen:  # and the answer's own, of what the journal asks about the person
        client.get(reverse("accounts.picture", args=["a" * 32 + ".webp"]))
    assert "accounts_session" in seen.captured_queries[0]["sql"] and "accounts_user" in seen.captured_queries[0]["sql"]


@pytest.mark.parametrize(
    "change",
    [
        {"is_active": False},
        {"password": "pbkdf2_sha256$1$other$other"},
    ],
)
def test_who_was_closed_or_has_another_password_is_signed_out_on_the_next_request(client, user, change):
    assert is_signed_in(client)
    User.objects.filter(pk=user.pk).update(**change)
    assert not is_signed_in(client)


def test_a_person_who_is_gone_is_signed_out(client, user):
    user.delete()
    assert not Session.objects.exists()
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("key", "value"),
    [(SESSION_KEY, "2000000000"), (BACKEND_SESSION_KEY, "some.other.Backend"), (HASH_SESSION_KEY, "0" * 64)],
)
def test_a_session_that_says_otherwise_than_its_row_lets_nobody_in(client, key, value):
    session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    row = Session.objects.get()
    Session.objects.update(session_data=session.encode({**session.decode(row.session_data), key: value}))
    assert not is_signed_in(client)


def test_an_expired_session_lets_nobody_in(client):
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")
    assert not is_signed_in(client)


def test_signing_out_ends_the_session(client):
    client.post(reverse("account_logout"))
    assert not Session.objects.filter(user__isnull=False).exists()


def test_sessions_of_before_are_carried_over(user):
    old = db.SessionStore()
    old[SESSION_KEY], old[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    old[HASH_SESSION_KEY] = user.get_session_auth_hash()
    old.create()
    nobody = db.SessionStore()
    nobody[SESSION_KEY] = "999999999"
    nobody.create()
    import_module("accounts.migrations.0002_sessions").carry_over(apps, None)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = old.session_key
    assert is_signed_in(client)
    client.cookies[settings.SESSION_COOKIE_NAME] = nobody.session_key
    assert not is_signed_in(client)
