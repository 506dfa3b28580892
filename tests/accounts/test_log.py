"""The log of an account: what its owner and the staff see of sign-ins and changes, for how long, and nothing secret."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.audit import forget_events
from accounts.models import DoorEvent, User
from config import env
from tests.accounts.conftest import PASSWORD
from tests.factories import make_user
from tests.guards import query_budget

PATH, SIGN_IN = reverse("accounts.log"), reverse("account_login")
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36"


def sign_in(agent: str = DESK, password: str = PASSWORD, email: str = "minji@haru.example") -> Client:
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR="2001:db8:1:2:3::4")
    client.post(SIGN_IN, {"login": email, "password": password})
    return client


def kinds(user=None) -> list[str]:
    return list(DoorEvent.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def test_sign_ins_failures_and_new_devices_are_lines(minji):
    sign_in(password="wrong")
    sign_in()
    sign_in()
    sign_in(PHONE)
    sign_in(PHONE)
    assert kinds(minji) == ["failed", "signed_in", "signed_in", "new_device", "signed_in"]
    assert set(DoorEvent.objects.values_list("address", flat=True)) == {"2001:db8:1:2::"}


def test_a_failure_at_no_account_is_a_line_too(db):
    with query_budget(40):
        sign_in(email="nobody@haru.example", password="wrong")
    assert kinds(None) == ["failed"]
    assert "nobody" not in str(list(DoorEvent.objects.values()))


def test_changes_of_what_opens_an_account_are_lines(minji):
    client = sign_in()
    sent = {"oldpassword": PASSWORD, "password1": "another-haru-word", "password2": "another-haru-word"}
    client.post(reverse("account_change_password"), sent)
    client.post(reverse("account_reauthenticate"), {"password": "another-haru-word"})
    EmailAddress.objects.create(user=minji, email="other@haru.example", verified=True)
    client.post(reverse("account_email"), {"action_primary": "", "email": "other@haru.example"})
    other = sign_in(email="other@haru.example", password="another-haru-word")
    assert other.post(reverse("accounts.end_others")).status_code == 302
    assert kinds(minji) == ["signed_in", "password", "email", "signed_in", "ended"]


def test_one_sees_one_s_own_and_nobody_else_s(minji):
    sign_in(PHONE, "wrong")
    client = sign_in()
    page = client.get(PATH).content.decode()
    assert "비밀번호가 틀렸어요" in page and "iPhone" in page and "2001:db8:1:2::" in page and PASSWORD not in page
    other = Client()
    other.force_login(make_user("jiho"))
    assert "iPhone" not in other.get(PATH).content.decode()


def test_the_page_costs_the_same_for_many_lines(signed_in, minji):
    DoorEvent.objects.create(user=minji, kind="failed")
    with query_budget(12) as one:
        signed_in.get(PATH)
    DoorEvent.objects.bulk_create(DoorEvent(user=minji, kind="failed", agent=PHONE) for _each in range(150))
    with query_budget(len(one.captured_queries)):
        assert signed_in.get(PATH).content.decode().count("<time") == 100


def test_staff_read_all_and_change_nothing(minji):
    sign_in(PHONE, "wrong")
    line = DoorEvent.objects.get()
    client = Client()
    client.force_login(User.objects.create_superuser("admin@haru.example", "haneul", PASSWORD, display_name="하늘"))
    listed = reverse("admin:accounts_doorevent_changelist")
    page = client.get(listed)
    assert page.status_code == 200 and "2001:db8:1:2::" in page.content.decode()
    assert client.get(f"{listed}add/").status_code == 403
    assert client.post(f"{listed}{line.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{listed}{line.pk}/change/", {"kind": "signed_in"}).status_code == 403
    assert client.get(reverse("admin:admin_logentry_changelist")).status_code == 200
    assert DoorEvent.objects.get().kind == "failed"


def test_a_person_is_deleted_with_their_lines(minji):
    sign_in()
    client = Client()
    client.force_login(User.objects.create_superuser("admin@haru.example", "haneul", PASSWORD, display_name="하늘"))
    client.post(reverse("admin:accounts_user_delete", args=[minji.pk]), {"post": "yes"})
    assert not User.objects.filter(pk=minji.pk).exists() and kinds(minji) == []


def test_lines_are_forgotten_after_the_stated_days(minji, settings):
    settings.AUDIT_DAYS = 30
    for days in (29, 31, 400):
        moment = timezone.now() - timedelta(days=days)
        DoorEvent.objects.create(user=minji, kind="failed", happened_at=moment)
    assert forget_events() == 2 and DoorEvent.objects.count() == 1


@pytest.mark.parametrize("said", ["0", "-1", "x", "99999", "1.5"])
def test_the_days_are_a_number(monkeypatch, said):
    monkeypatch.setenv("HARU_AUDIT_DAYS", "30")
    assert env.audit_days() == 30
    monkeypatch.setenv("HARU_AUDIT_DAYS", said)
    with pytest.raises(ImproperlyConfigured, match="HARU_AUDIT_DAYS"):
        env.audit_days()


def test_visitors_sign_in(client, db):
    assert client.get(PATH).status_code == 302 and client.post(PATH).status_code == 405
