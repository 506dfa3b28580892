"""Cookies of a deployment: each by HTTPS alone, for its very host and nobody else, whatever page sets it."""

import pytest
from django.test import Client
from django.urls import reverse

from config.cookies import MessageCookie
from tests.config.deployment import DEPLOYED, run
from tests.factories import make_user

NAMES = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME", "MESSAGE_COOKIE_NAME")
SAID = f"from django.conf import settings; print(*(getattr(settings, name) for name in {NAMES}))"


@pytest.fixture(scope="module")
def names(tmp_path_factory) -> dict[str, str]:
    """Return what a deployment's cookies are called."""
    ended = run(SAID, DEPLOYED, tmp_path_factory.mktemp("deployed"))
    assert ended.returncode == 0, ended.stderr[-3_000:]
    return dict(zip(NAMES, ended.stdout.split(), strict=True))


def test_every_name_binds_its_cookie_to_the_host(names):
    assert len(set(names.values())) == len(NAMES)
    assert all(name.startswith("__Host-") for name in names.values()), names


def test_every_cookie_is_what_its_name_promises(db, names, settings, monkeypatch):
    for name, value in names.items():
        setattr(settings, name, value)
    monkeypatch.setattr(MessageCookie, "cookie_name", names["MESSAGE_COOKIE_NAME"])
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = True
    client, seen = Client(), {}

    def keep(response):
        seen.update(response.cookies.items())

    user = make_user("minji")
    keep(client.get(reverse("account_login"), secure=True))
    keep(client.post(reverse("account_login"), {"login": user.email, "password": "pass"}, secure=True))
    keep(client.post(reverse("accounts.language"), {"language": "en"}, secure=True))
    keep(client.post(reverse("accounts.end_others"), secure=True))
    assert set(seen) == set(names.values())
    for name, cookie in seen.items():
        bound = (cookie["secure"], cookie["path"], cookie["domain"], cookie["samesite"])
        assert bound == (True, "/", "", "Lax"), name
    assert {name for name, cookie in seen.items() if cookie["httponly"]} == {
        names["SESSION_COOKIE_NAME"],
        names["MESSAGE_COOKIE_NAME"],
    }
