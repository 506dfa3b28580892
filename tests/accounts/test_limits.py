"""Limits: exact over threads and processes, by account and by address, refused in words, and never for good."""

import multiprocessing
import os
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone, translation
from psycopg.errors import DiskFull

from accounts import limits
from accounts.limits import answers, key_of, network_of, over, rates_in, sentence, take
from accounts.models import Tally
from config import env
from tests.accounts.tries import ROWS, set_up, try_at_once
from tests.guards import query_budget


@pytest.fixture
def ask(db, settings):
    """A request by a person of this key (None: a visitor) from an address."""
    settings.RATE_LIMITS = {"thing": "3/m/user,5/m/ip"}

    def make(pk: int | None = 1, address: str = "192.0.2.1"):
        request = RequestFactory().post("/", REMOTE_ADDR=address)
        request.user = SimpleNamespace(pk=pk) if pk else AnonymousUser()
        return request

    return make


@pytest.mark.django_db(transaction=True)
def test_sixty_tries_at_once_let_five_in():
    Tally.objects.all().delete()
    assert try_at_once(60) == 5
    assert dict(Tally.objects.values_list("key", "number")) == {ROWS[0][0]: 5, ROWS[1][0]: 5}


@pytest.mark.django_db(transaction=True)
def test_sixty_tries_over_four_processes_let_five_in(monkeypatch):
    Tally.objects.all().delete()
    monkeypatch.setitem(os.environ, "DJANGO_SETTINGS_MODULE", "config.settings")
    with multiprocessing.get_context("spawn").Pool(4, set_up, [connection.settings_dict["NAME"]]) as pool:
        assert sum(pool.map(try_at_once, [15] * 4, chunksize=1)) == 5


def test_an_account_is_refused_wherever_it_is(ask):
    assert [bool(over(ask(1, f"192.0.2.{n}"), "thing")) for n in range(4)] == [False, False, False, True]
    assert not over(ask(2), "thing")


def test_an_address_is_refused_whoever_it_is(ask):
    assert [bool(over(ask(pk), "thing")) for pk in range(10, 16)] == [False] * 5 + [True]
    assert not over(ask(20, "192.0.2.2"), "thing")


def test_visitors_are_counted_by_their_address(ask):
    assert [bool(over(ask(None), "thing")) for _each in range(6)] == [False] * 5 + [True]


def test_an_account_over_its_limit_takes_nothing_from_its_neighbours(ask):
    for _each in range(50):
        over(ask(1), "thing")
    assert [bool(over(ask(pk), "thing")) for pk in (2, 3, 4)] == [False, False, True], "three of five were the first's"


def test_a_home_has_one_ipv6_address(ask):
    for n in range(5):
        assert not over(ask(30 + n, f"2001:db8:1:2:{n}::{n}"), "thing")
    assert over(ask(40, "2001:db8:1:2:ffff::1"), "thing")
    assert not over(ask(41, "2001:db8:1:3::1"), "thing")


def test_an_ipv4_address_is_one_in_both_spellings(ask):
    assert network_of(ask(1, "::ffff:192.0.2.1")) == network_of(ask(1, "192.0.2.1")) == "192.0.2.1"


def test_after_its_time_a_count_begins_anew(ask):
    for _each in range(4):
        over(ask(), "thing")
    Tally.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert not over(ask(), "thing")
    assert set(Tally.objects.values_list("number", flat=True)) == {1}


def test_what_is_refused_makes_nobody_wait_longer(ask):
    for _each in range(3):
        over(ask(), "thing")
    before = set(Tally.objects.values_list("key", "number", "ends_at"))
    for _each in range(20):
        assert over(ask(), "thing")
    assert set(Tally.objects.values_list("key", "number", "ends_at")) == before


def test_a_try_is_one_statement(ask):
    with query_budget(1):
        over(ask(), "thing")


def test_no_table_says_whose_a_count_is(ask):
    over(ask(77, "198.51.100.7"), "thing")
    kept = str(list(Tally.objects.values_list("key", flat=True)))
    assert "77" not in kept.replace(key_of("thing", "user", "77"), "").replace(
        key_of("thing", "ip", "198.51.100.7"), ""
    )
    assert "198.51" not in kept


def test_the_counts_are_not_logged(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE oid = 'accounts_tally'::regclass")
        assert cursor.fetchone()[0] == "u"


def test_a_refused_request_is_answered_with_its_status_and_when_to_come_again(ask):
    request = ask()
    for _each in range(3):
        over(ask(), "thing")
    response = answers(lambda request: HttpResponse(over(request, "thing")))(request)
    assert response.status_code == 429
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    fine = answers(lambda request: HttpResponse("fine"))(ask())
    assert fine.status_code == 200 and "Retry-After" not in fine.headers


def test_how_long_is_said_in_seconds_and_minutes(settings):
    with translation.override("en"):
        assert sentence(1).endswith("Wait 1 second and try again.")
        assert sentence(59).endswith("Wait 59 seconds and try again.")
        assert sentence(60).endswith("Wait 1 minute and try again.")
        assert sentence(61).endswith("Wait 2 minutes and try again.")
    with translation.override("ko"):
        assert "59초" in sentence(59) and "2분" in sentence(61)


def test_rates_are_read_and_bad_ones_refused():
    assert [(rate.most, rate.seconds, rate.per) for rate in rates_in("60/10m/ip,5/s/user")] == [
        (5, 1, "user"),
        (60, 600, "ip"),
    ]
    for bad in ("5/m", "5/m/key", "x/m/ip", ""):
        with pytest.raises(ValueError, match="no rate"):
            rates_in(bad)


def test_every_limit_of_the_settings_is_one(settings):
    for name, text in settings.RATE_LIMITS.items():
        own, shared = rates_in(text)
        assert (own.per, shared.per) == ("user", "ip"), name
        assert shared.most >= 1_000, f"{name}: a whole cohort is behind one address"


def test_a_full_disk_refuses_nobody(ask, monkeypatch):
    class Full:
        def cursor(self):
            raise DatabaseError from DiskFull()

    monkeypatch.setattr(limits, "connection", Full())
    assert take(ROWS) == 0


def test_without_limits_nothing_is_counted_and_production_refuses_to_go_without(ask, settings, monkeypatch):
    settings.LIMITED = False
    assert not any(over(ask(), "thing") for _each in range(10))
    monkeypatch.setenv("HARU_LIMITS", "0")
    assert env.limited() is False
    monkeypatch.setenv("HARU_ENV", "production")
    with pytest.raises(ImproperlyConfigured, match="HARU_LIMITS"):
        env.limited()


# allauth's own doors, counted here.


def sign_in(client, password: str, email: str = "minji@haru.example"):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_a_guess_too_many_is_answered_429_in_words(client, minji):
    for n in range(5):
        assert sign_in(client, f"wrong {n}").status_code == 200
    response = sign_in(client, "wrong")
    assert response.status_code == 429
    assert 1 <= int(response.headers["Retry-After"]) <= 300
    assert "5분" in response.content.decode()
    assert sign_in(client, "haru-backpropagation").status_code == 429, "the right one has to wait too"


def test_right_passwords_are_no_guesses(client, minji):
    for _each in range(20):
        assert sign_in(client, "haru-backpropagation").status_code == 302
        client.post(reverse("account_logout"))


def test_a_thousand_people_sign_in_from_one_address(client, settings):
    names = {"login": 2_000, "login_failed": 300, "signup": 1_000}
    for name, most in names.items():
        shared = [part for part in settings.ACCOUNT_RATE_LIMITS[name].split(",") if part.endswith("/ip")]
        assert int(shared[0].split("/")[0]) >= most


def test_a_view_of_allauth_over_its_limit_shows_our_page(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "1/m/ip"}
    sign_in(client, "x")
    response = sign_in(client, "x")
    assert response.status_code == 429 and int(response.headers["Retry-After"]) >= 1
    assert "다시" in response.content.decode()
