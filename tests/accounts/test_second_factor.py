"""The second step: an app's codes from the page to the sign-in, spare codes, secrets in the database, who must have one."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import DoorEvent, Session
from accounts.second_factor import SecondFactorAdapter
from journal.models.cohorts import Cohort
from tests.accounts.conftest import PASSWORD
from tests.factories import make_cohort, make_member, make_user

INDEX, SIGN_IN, CODE = reverse("mfa_index"), reverse("account_login"), reverse("mfa_authenticate")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HOME = reverse("accounts.profile")


def code_of(secret: str) -> str:
    """Return what an app shows now (RFC 6238); never one that is about to change."""
    while time.time() % 30 > 27:
        time.sleep(0.5)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_app(user) -> None:
    """Give somebody an app that knows SECRET."""
    Authenticator.objects.create(user=user, type="totp", data={"secret": SecondFactorAdapter().encrypt(SECRET)})


def prove(client) -> None:
    """Type the password once more."""
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def sign_in(client, user):
    return client.post(SIGN_IN, {"login": user.email, "password": PASSWORD})


def test_a_new_password_by_mail_is_no_way_around_the_second_step(client, minji, letterbox):
    with_app(minji)
    client.post(reverse("account_reset_password"), {"email": minji.email})
    form = client.get(letterbox.link(), follow=True).redirect_chain[-1][0]
    assert client.post(form, {"password1": PASSWORD + "!", "password2": PASSWORD + "!"}).status_code == 302
    assert client.get(HOME).status_code == 302
    answer = client.post(SIGN_IN, {"login": minji.email, "password": PASSWORD + "!"})
    assert answer.headers["Location"] == CODE and client.get(HOME).status_code == 302


def test_a_changed_secret_makes_no_code(minji):
    adapter = SecondFactorAdapter()
    kept = adapter.encrypt(SECRET)
    assert adapter.decrypt(kept) == SECRET
    for at in (0, len(kept) // 2, len(kept) - 3):
        changed = kept[:at] + ("A" if kept[at] != "A" else "B") + kept[at + 1 :]
        assert code_of(adapter.decrypt(changed)) != code_of(SECRET)


def test_another_secret_key_reads_what_the_one_before_wrote(signed_in, minji, settings):
    with_app(minji)
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another-key-" * 6
    settings.SECRET_KEY_FALLBACKS = [before]
    assert signed_in.get(HOME).status_code == 200  # and nobody signs in again
    client = Client()
    assert sign_in(client, minji).headers["Location"] == CODE
    assert client.post(CODE, {"code": code_of(SECRET)}).status_code == 302
    settings.SECRET_KEY_FALLBACKS = []
    assert code_of(SecondFactorAdapter().decrypt(Authenticator.objects.get().data["secret"])) != code_of(SECRET)


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(signed_in, minji):
    prove(signed_in)
    page = signed_in.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert "<svg" in page.content.decode() and secret in page.content.decode()
    answer = signed_in.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept, "a backup makes no codes"
    client = Client()
    assert sign_in(client, minji).headers["Location"] == CODE
    assert client.get(HOME).status_code == 302, "a password alone is not enough"
    assert client.post(CODE, {"code": "000000"}).status_code == 200
    # The code that set the app up was not spent by that.
    assert client.post(CODE, {"code": code_of(secret)}).status_code == 302
    assert client.get(HOME).status_code == 200


def test_a_code_opens_once(client, minji):
    with_app(minji)
    code = code_of(SECRET)
    sign_in(client, minji)
    assert client.post(CODE, {"code": code}).status_code == 302
    again = Client()
    sign_in(again, minji)
    assert again.post(CODE, {"code": code}).status_code == 200 and again.get(HOME).status_code == 302


def test_codes_are_guessed_five_times(client, minji):
    with_app(minji)
    sign_in(client, minji)
    said = [client.post(CODE, {"code": f"{n:06}"}).status_code for n in range(7)]
    assert said == [200] * 5 + [429] * 2
    assert client.post(CODE, {"code": code_of(SECRET)}).status_code == 429


def test_wrong_codes_stand_in_the_log(client, minji):
    with_app(minji)
    sign_in(client, minji)
    for code in ("000000", "12345678"):  # an app's, a spare one
        assert client.post(CODE, {"code": code}).status_code == 200
    assert client.post(CODE, {"credential": '{"id": "zqkey"}'}).status_code == 200
    wrong = DoorEvent.objects.filter(user=minji, kind="wrong_step")
    assert wrong.count() == 3 and "000000" not in str(list(wrong.values()))
    client.post(CODE, {"code": code_of(SECRET)})
    assert wrong.count() == 3
    assert client.get(reverse("accounts.log")).content.decode().count("코드나 키가 틀렸어요") == 3


def test_a_wrong_code_before_a_change_stands_in_the_log_too(client, minji):
    with_app(minji)
    client.force_login(minji)
    client.post(reverse("mfa_reauthenticate"), {"code": "000000"})
    assert DoorEvent.objects.filter(user=minji, kind="wrong_step").count() == 1


def test_codes_that_are_one_too_many_are_not_read_and_not_written_down(client, minji):
    with_app(minji)
    sign_in(client, minji)
    for number in range(8):
        client.post(CODE, {"code": f"{number:06}"})
    assert DoorEvent.objects.filter(user=minji, kind="wrong_step").count() == 5


def test_a_spare_code_opens_once(signed_in, minji):
    with_app(minji)
    prove(signed_in)
    assert signed_in.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    page = signed_in.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<li><code>(\d+)</code>", page)
    assert len(codes) == 10
    assert codes[0] in signed_in.get(reverse("mfa_download_recovery_codes")).content.decode()
    for expected in (302, 200):
        client = Client()
        sign_in(client, minji)
        assert client.post(CODE, {"code": codes[0]}).status_code == expected


@pytest.mark.django_db(transaction=True)
def test_setting_one_up_ends_other_sessions_and_writes_a_mail(signed_in, minji):
    other = Client()
    other.force_login(minji)
    prove(signed_in)
    secret = signed_in.get(reverse("mfa_activate_totp")).context["form"].secret
    signed_in.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert other.get(HOME).status_code == 302 and signed_in.get(HOME).status_code == 200
    assert Session.objects.filter(user=minji).count() == 1
    told = "\n".join(f"{message.subject}\n{message.body}" for message in mail.outbox)
    assert "인증 앱이 연결됐어요" in told and secret not in told


def test_taking_it_away_asks_for_the_password(signed_in, minji):
    with_app(minji)
    answer = signed_in.post(reverse("mfa_deactivate_totp"))
    assert answer.status_code == 302 and "reauthenticate" in answer.headers["Location"]
    assert Authenticator.objects.exists()


def test_the_pages_of_the_second_step_are_whole(signed_in, minji):
    prove(signed_in)
    for name in (
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_activate_totp",
    ):
        page = signed_in.get(reverse(name)).content.decode()
        assert page.count("<h1>") == 1 and not re.search(r"<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=", page), name
        assert re.search("[가-힣]", page[page.index("<main") :]), name
    with_app(minji)
    assert signed_in.get(reverse("mfa_deactivate_totp")).status_code == 200
    for name in ("mfa_index", "mfa_reauthenticate"):
        page = signed_in.get(reverse(name))
        assert page.status_code == 200 and page.content.decode().count("<h1>") == 1, name


def test_a_key_has_a_name_that_fits(signed_in, minji):
    prove(signed_in)
    answer = signed_in.post(reverse("mfa_add_webauthn"), {"name": "x" * 100_000, "credential": "{}"})
    assert answer.status_code == 200 and answer.context["form"].errors["name"]


@pytest.mark.parametrize(
    "credential",
    ["", "x", "[]", "{}", "\x00", '{"id": 1}', "[" * 2_000, "9" * 5_000, '{"rawId": "AA", "response": {}}'],
)
def test_what_is_no_key_is_refused_without_an_error(signed_in, client, credential):
    prove(signed_in)
    assert signed_in.post(reverse("mfa_add_webauthn"), {"credential": credential}).status_code in (200, 302)
    assert Client().post(reverse("mfa_login_webauthn"), {"credential": credential}).status_code == 302


# Who must have one.


@pytest.fixture
def staff(db, settings):
    """Somebody of the staff, on a site that asks for a second step."""
    settings.STAFF_SECOND_FACTOR = True
    return make_user("root_staff", is_staff=True, is_superuser=True, language="en")


def test_staff_without_one_are_led_to_set_it_up(staff):
    client = Client()
    client.force_login(staff)
    for path in ("/", "/admin/", "/admin/accounts/user/", "/jobs/"):
        answer = client.get(path)
        assert answer.status_code == 302 and answer.headers["Location"] == INDEX, path
    assert client.post("/series/new/", {"title": "x"}).headers["Location"] == INDEX
    page = client.get(INDEX)
    assert page.status_code == 200 and "Set one up" in page.content.decode()


def test_staff_with_one_go_on(staff):
    with_app(staff)
    client = Client()
    client.force_login(staff)
    for path in ("/", "/admin/", "/admin/accounts/user/"):
        assert client.get(path).status_code == 200, path


def test_nobody_else_is_asked(staff):
    client = Client()
    client.force_login(make_user("minji"))
    assert client.get("/").status_code == 200 and Client().get("/").status_code == 200


def test_a_site_that_does_not_ask_lets_its_staff_work(staff, settings):
    settings.STAFF_SECOND_FACTOR = False
    client = Client()
    client.force_login(staff)
    assert client.get("/admin/").status_code == 200


def test_a_cohort_asks_its_organisers_for_one(db):
    cohort = make_cohort("ai-tech")
    organiser, camper = make_member(cohort, "organiser", "haeun"), make_member(cohort, handle="minji")
    page = reverse("organiser_desk.show", args=["ai-tech"])
    client = Client()
    client.force_login(organiser)
    assert client.get(page).status_code == 200
    Cohort.objects.update(asks_second_factor=True)
    answer = client.get(page)
    assert answer.status_code == 302 and answer.headers["Location"] == INDEX
    assert client.get(cohort.get_absolute_url()).status_code == 200, "reading is no organiser's act"
    with_app(organiser)
    assert client.get(page).status_code == 200
    other = Client()
    other.force_login(camper)
    assert other.get(page).status_code == 403 and other.get(cohort.get_absolute_url()).status_code == 200
