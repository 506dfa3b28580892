"""Settings come from the environment; a missing or weak one stops the start with a sentence (RUNNING.md, "Safety")."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env
from config.embedded import settings_for
from tests.config.deployment import DEPLOYED, STRONG, run


@pytest.fixture
def environment(monkeypatch):
    """Let a test say its whole environment."""

    def say(**words):
        for name in [name for name in os.environ if name.startswith(("HARU_", "DATABASE_URL"))]:
            monkeypatch.delenv(name)
        for name, value in words.items():
            monkeypatch.setenv(name, value)

    say()
    return say


@pytest.mark.parametrize("key", ["", "x" * 60, "kQ3-vJ8zR1wT6yB0nM5cX7dF2gH4jL9pS_aEoUiZ3qWx", "ababababab" * 6])
def test_a_weak_secret_key_stops_a_deployment(environment, key):
    environment(HARU_ENV="production", HARU_SECRET_KEY=key)
    with pytest.raises(ImproperlyConfigured, match="HARU_SECRET_KEY is missing or weak: set it to at least 50 random"):
        env.secret_key()


def test_a_strong_secret_key_is_taken(environment):
    environment(HARU_ENV="production", HARU_SECRET_KEY=STRONG)
    assert env.secret_key() == STRONG


def test_keys_of_before_are_read_and_weak_ones_refused(environment):
    assert env.old_secret_keys() == []
    environment(HARU_ENV="production", HARU_OLD_SECRET_KEYS=f"{STRONG}, {STRONG[::-1]}")
    assert env.old_secret_keys() == [STRONG, STRONG[::-1]]
    environment(HARU_ENV="production", HARU_OLD_SECRET_KEYS=f"{STRONG},short")
    with pytest.raises(ImproperlyConfigured, match="HARU_OLD_SECRET_KEYS has a weak key"):
        env.old_secret_keys()


def test_one_s_own_machine_keeps_a_secret_of_its_own(environment, tmp_path):
    environment(HARU_HOME=str(tmp_path / "집 home"))
    key = env.secret_key()
    assert len(key) > 40 and env.secret_key() == key
    assert (tmp_path / "집 home" / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("hosts", ["", " , ", "*", "haru.example,*"])
def test_a_deployment_names_its_hosts(environment, hosts):
    environment(HARU_ENV="production", HARU_HOSTS=hosts)
    with pytest.raises(ImproperlyConfigured, match="HARU_HOSTS is missing: name the site's host names"):
        env.hosts()


@pytest.mark.parametrize("kind", ["prod", "Produktion", "production1", "staging", "true"])
def test_a_misspelt_kind_of_environment_is_refused(environment, kind):
    environment(HARU_ENV=kind)
    with pytest.raises(ImproperlyConfigured, match="HARU_ENV must be production or local"):
        env.production()


@pytest.mark.parametrize(("kind", "is_production"), [("", False), ("local", False), (" Production ", True)])
def test_the_kind_of_environment_is_read(environment, kind, is_production):
    environment(HARU_ENV=kind)
    assert env.production() is is_production


@pytest.mark.parametrize("url", ["sqlite:///haru.db", "mysql://u@h/d", "sqlite://:memory:", "haru", "postgresql:haru"])
def test_other_databases_than_postgresql_are_refused(environment, url):
    environment(DATABASE_URL=url)
    with pytest.raises(
        ImproperlyConfigured, match="DATABASE_URL must start with postgresql://: Haru runs on PostgreSQL"
    ):
        env.databases()


@pytest.mark.parametrize("url", ["postgresql://h:port/d", "postgresql://[::1/d", "postgresql://u@h/", "postgresql://"])
def test_a_database_url_that_says_too_little_is_refused(environment, url):
    environment(DATABASE_URL=url)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        env.databases()


def test_a_database_url_is_read(environment):
    environment(DATABASE_URL="postgresql://me:p%40ss@db.example:5433/haru")
    found = env.databases()["default"]
    assert (found["ENGINE"], found["HOST"], found["PORT"]) == ("config.postgres", "db.example", 5433)
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("haru", "me", "p@ss")


def test_without_a_database_url_the_embedded_server_is_used(environment, tmp_path):
    environment(HARU_HOME=str(tmp_path))
    assert settings_for(tmp_path).items() <= env.databases()["default"].items()


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "smtp://h:port", "smtp://[::1", "mail.example:25"])
def test_a_mail_server_that_cannot_be_read_is_refused(environment, url):
    environment(HARU_SMTP_URL=url)
    with pytest.raises(ImproperlyConfigured, match=r"HARU_SMTP_URL must look like smtp\+starttls://"):
        env.smtp()


def test_a_deployment_without_mail_is_refused(environment):
    environment(HARU_ENV="production")
    with pytest.raises(ImproperlyConfigured, match="HARU_SMTP_URL is missing"):
        env.smtp()


def test_a_mail_server_is_read(environment):
    environment(HARU_SMTP_URL="smtps://me:p%40ss@mail.example")
    mail = env.smtp()
    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"], mail["EMAIL_HOST_PASSWORD"]) == ("mail.example", 465, "p@ss")
    assert (mail["EMAIL_USE_SSL"], mail["EMAIL_USE_TLS"]) == (True, False)


def test_a_start_with_a_missing_setting_ends_with_its_sentence(tmp_path):
    ended = run("import config.settings", {**DEPLOYED, "HARU_SECRET_KEY": ""}, tmp_path)
    assert ended.returncode != 0
    assert "HARU_SECRET_KEY is missing or weak" in ended.stderr.strip().splitlines()[-1]


def test_nothing_of_the_embedded_server_is_loaded_beside_a_database_url(tmp_path):
    code = (
        "import sys, django; django.setup(); from django.db import connection; connection.vendor\n"
        "print(sorted(n for n in sys.modules if n.startswith(('config.embedded', 'pixeltable'))))"
    )
    local = {"DATABASE_URL": "postgresql://haru@127.0.0.1:1/haru"}
    assert run(code, local, tmp_path).stdout.strip() == "[]"
    assert "config.embedded.base" in run(code, {}, tmp_path).stdout  # the test can fail


def test_a_deployment_hashes_passwords_slowly(tmp_path):
    code = """
import django
django.setup()
from django.contrib.auth.hashers import make_password
print(make_password("x"))
"""
    ended = run(code, DEPLOYED, tmp_path)
    kind, rounds, *_rest = ended.stdout.strip().splitlines()[-1].split("$")
    assert kind == "pbkdf2_sha256" and int(rounds) >= 600_000  # OWASP's floor for it
