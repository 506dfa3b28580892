"""Sessions know whose they are and bring the person along; who may not be signed in (any more) is nobody."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from accounts.devices import device_words, devices_of
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


@pytest.mark.parametrize(("column", "days"), [("made_at", 30), ("seen_at", 14)])
def test_a_session_ends_so_long_after_signing_in_and_sooner_unused(client, user, column, days):
    later = timezone.now() + timedelta(days=90)
    for hours, is_open in ((-1, True), (1, False)):
        moment = timezone.now() - timedelta(days=days, hours=hours)
        Session.objects.update(expire_date=later, **{column: moment})
        assert len(devices_of(user, "")) == is_open
        assert is_signed_in(client) == is_open


def test_what_is_written_to_a_session_prolongs_nothing(client):
    made_at = timezone.now() - timedelta(days=29)
    Session.objects.update(made_at=made_at)
    session = client.session
    session["told"] = "something"
    session.save()
    client.post(reverse("accounts.end_others"))
    assert Session.objects.get().made_at == made_at


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


# What their owner sees of them.

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0"
PAGE = reverse("accounts.sessions")


def sign_in(user, agent: str, address: str = "192.0.2.7") -> Client:
    """Return a browser that has signed in through the page."""
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    user.set_password("haru-backpropagation")
    user.save()
    answer = client.post(reverse("account_login"), {"login": user.email, "password": "haru-backpropagation"})
    assert answer.status_code == 302
    return client


@pytest.fixture
def reader(user):
    """Somebody who reads English and is signed in by their telephone and at their desk."""
    User.objects.filter(pk=user.pk).update(language="en")
    user.refresh_from_db()
    phone = sign_in(user, PHONE, "2001:db8:1:2:3:4:5:6")
    user.refresh_from_db()
    key = user.password
    desk = Client(headers={"user-agent": DESK}, REMOTE_ADDR="192.0.2.7")
    desk.post(reverse("account_login"), {"login": user.email, "password": "haru-backpropagation"})
    assert User.objects.get(pk=user.pk).password == key
    return phone, desk


def test_devices_are_listed_in_words_with_this_one_first(reader):
    phone, desk = reader
    assert [(d.words, d.address, d.is_this) for d in phone.get(PAGE).context["devices"]] == [
        ("Safari on iPhone", "2001:db8:1:2::", True),
        ("Edge on Windows", "192.0.2.7", False),
    ]
    page = desk.get(PAGE).content.decode()
    assert page.index("Edge on Windows") < page.index("Safari on iPhone") and "this device" in page


def test_a_page_of_sessions_tells_no_key(reader):
    phone, desk = reader
    page = phone.get(PAGE).content.decode()
    for client in reader:
        assert client.cookies[settings.SESSION_COOKIE_NAME].value not in page


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("", "Unknown browser"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537 KAKAOTALK 10", "KakaoTalk on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Chrome/120 Safari/537 Whale/3.2", "Whale on Mac"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Linux"),
        ("curl/8", "curl"),
        ("<script>alert(1)</script>\x00\n역전파", "Unknown browser"),
    ],
)
def test_what_a_browser_calls_itself_is_said_in_words(agent, said):
    with translation.override("en"):
        assert device_words(agent) == said


def test_a_request_writes_nothing_until_an_hour_has_passed(reader):
    phone, _desk = reader
    row = Session.objects.get(agent=PHONE)
    with CaptureQueriesContext(connection) as seen:
        phone.get(PROFILE)
    assert not [query for query in seen.captured_queries if query["sql"].startswith("UPDATE")]
    hours_ago = timezone.now() - timedelta(hours=2)
    Session.objects.filter(agent=PHONE).update(made_at=hours_ago, seen_at=hours_ago)
    with CaptureQueriesContext(connection) as seen:
        phone.get(PROFILE)
    assert len([query for query in seen.captured_queries if query["sql"].startswith("UPDATE")]) == 1
    again = Session.objects.get(agent=PHONE)
    assert again.seen_at > hours_ago and again.made_at == hours_ago and again.public == row.public


def test_a_session_that_is_written_stays_itself(reader):
    phone, _desk = reader
    before = Session.objects.get(agent=PHONE)
    session = SessionStore(before.session_key)
    session["x"] = 1
    session.save()
    after = Session.objects.get(agent=PHONE)
    assert after.session_data != before.session_data
    for name in ("public", "made_at", "seen_at", "agent", "address"):
        assert getattr(after, name) == getattr(before, name)


def test_another_password_ends_all_other_sessions(reader, user):
    phone, desk = reader
    stranger = make_user("jiho")
    others = Client()
    others.force_login(stranger)
    sent = {"oldpassword": "haru-backpropagation", "password1": "another-haru-word", "password2": "another-haru-word"}
    assert desk.post(reverse("account_change_password"), sent).status_code == 302
    assert Session.objects.filter(user=user).count() == 1  # before the other one is used, which would end it itself
    assert is_signed_in(desk) and not is_signed_in(phone) and is_signed_in(others)


def test_a_reset_password_ends_all_sessions(reader, user):
    user.refresh_from_db()
    uid, token = user_pk_to_url_str(user), default_token_generator.make_token(user)
    client = Client()
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    path = client.get(path).headers["Location"]
    sent = {"password1": "another-haru-word", "password2": "another-haru-word"}
    assert client.post(path, sent).status_code == 302
    assert not Session.objects.filter(user=user).exists()
    assert not any(map(is_signed_in, reader))


def test_a_password_set_in_the_admin_ends_all_sessions_and_lists_none(reader, user):
    phone, desk = reader
    user.refresh_from_db()
    user.set_password("by-the-staff-word")
    user.save()
    mine = Client()
    mine.force_login(user)
    assert len(mine.get(PAGE).context["devices"]) == 1
    assert not is_signed_in(phone) and not is_signed_in(desk)


def test_a_page_of_thirty_devices_costs_what_one_costs(client, user):
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE)
    for _each in range(29):
        Client().force_login(user)
    with query_budget(len(one.captured_queries)):
        assert len(client.get(PAGE).context["devices"]) == 30
    assert len(one.captured_queries) <= 12


def test_visitors_are_asked_to_sign_in(db):
    for name in ("accounts.sessions", "accounts.end_others"):
        answer = Client().post(reverse(name)) if "end" in name else Client().get(reverse(name))
        assert answer.status_code == 302 and "/login/" in answer.headers["Location"]


def test_signing_in_gives_another_key_and_ends_the_one_before(user):
    client, keys = Client(), []
    client.get(reverse("account_login"))
    client.session.save()  # a visitor's, as of an invitation
    for _each in range(3):
        client.post(reverse("account_login"), {"login": user.email, "password": "pass"})
        keys.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
        client.post(reverse("account_logout"))
    assert len(set(keys)) == 3 and not Session.objects.filter(session_key__in=keys).exists()
    assert all(len(key) == 32 and re.fullmatch("[a-z0-9]+", key) for key in keys)  # 32 of 36 signs: 165 bits


def test_a_session_goes_on_under_another_key(client, user):
    before = Session.objects.get()
    session = SessionStore(before.session_key)
    session.cycle_key()
    session.save()
    after = Session.objects.get()
    assert after.session_key != before.session_key and after.made_at == before.made_at
