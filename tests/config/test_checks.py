"""Django's own checks are clean, on this machine and with the settings of a deployment."""

import json

import pytest
from django.core.management import call_command

from tests.config.deployment import DEPLOYED, run

REPORT = """
import io, json, django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
call_command("check", deploy=True, fail_level="WARNING", stdout=io.StringIO())
url, here = "/posts/1/like/", {"host": "haru.example"}  # by GET it is refused before any page or database is needed
page, plain = Client().get(url, secure=True, headers=here), Client().get(url, headers=here)
names = [name for name in dir(settings) if name.isupper()]
print(json.dumps({
    "settings": {name: getattr(settings, name) for name in names},
    "headers": dict(page.headers), "status": page.status_code,
    "plain": [plain.status_code, plain.headers.get("Location")],
}, default=str))
"""


@pytest.fixture(scope="module")
def deployed(tmp_path_factory) -> dict:
    """Return what a deployed site says of itself; starting it fails when a check complains."""
    ended = run(REPORT, DEPLOYED, tmp_path_factory.mktemp("deployed"))
    assert ended.returncode == 0, ended.stderr[-3_000:]
    return json.loads(ended.stdout.strip().splitlines()[-1])


def test_the_checks_are_clean():
    call_command("check", fail_level="WARNING")


def test_the_checks_of_a_deployment_are_clean(deployed):
    assert deployed["settings"]["PRODUCTION"] is True


def test_the_models_have_their_migrations(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_deployment_shows_nobody_its_inside(deployed):
    assert deployed["settings"]["DEBUG"] is False


@pytest.mark.parametrize(
    "name", ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"]
)
def test_a_deployment_s_cookies_travel_by_https_only(deployed, name):
    assert deployed["settings"][name] is True


@pytest.mark.parametrize("name", ["SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE", "LANGUAGE_COOKIE_SAMESITE"])
def test_a_deployment_s_cookies_stay_on_its_pages(deployed, name):
    assert deployed["settings"][name] == "Lax"


def test_a_deployment_is_reached_by_https_only(deployed):
    hsts = deployed["headers"]["Strict-Transport-Security"]
    assert int(hsts.split("max-age=")[1].split(";")[0]) >= 31_536_000
    assert "includeSubDomains" in hsts
    assert deployed["plain"] == [301, "https://haru.example/posts/1/like/"]


def test_a_deployment_answers_to_its_own_names_only(deployed):
    assert deployed["settings"]["ALLOWED_HOSTS"] == ["haru.example", "www.haru.example"]
    assert deployed["settings"]["CSRF_TRUSTED_ORIGINS"] == ["https://haru.example", "https://www.haru.example"]


def test_a_deployment_trusts_no_proxy_that_nobody_named(deployed):
    assert deployed["settings"]["SECURE_PROXY_SSL_HEADER"] is None
    assert deployed["settings"]["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0


def test_a_deployment_confirms_addresses_and_sends_its_mail_encrypted(deployed):
    settings = deployed["settings"]
    assert settings["ACCOUNT_EMAIL_VERIFICATION"] == "mandatory"
    assert (settings["EMAIL_BACKEND"].split(".")[-2], settings["EMAIL_USE_TLS"]) == ("smtp", True)


def test_a_deployment_s_policy_is_the_strict_one(deployed):
    policy = deployed["headers"]["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "'unsafe-eval'" not in policy
    assert policy.replace("style-src-attr 'unsafe-inline'", "").count("'unsafe-inline'") == 0
    assert "frame-ancestors 'none'" in policy
