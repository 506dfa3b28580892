"""Passwords: long ones of any signs are taken, exactly as typed; short, common and one's own words are not."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.conftest import PASSWORD
from tests.accounts.test_signup import fields

CHANGE = reverse("account_change_password")
LONG = "오늘 배운 것을 내일도 기억한다 " * 8  # 136 signs, and a blank at the end


def change(client, new: str, old: str = PASSWORD):
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


def opens(user, password: str) -> bool:
    sent = {"login": user.email, "password": password}
    return Client().post(reverse("account_login"), sent).status_code == 302


@pytest.mark.parametrize(
    "new", ["wnjrzbqv", "83620174", "한글로만쓴비밀번호", "🌱🌿🌳🍎🌱🌿🌳🍎", "    gradient    ", "ALLINCAPITALS", LONG]
)
def test_any_signs_will_do(signed_in, minji, new):
    assert change(signed_in, new).status_code == 302
    assert opens(minji, new)


def test_a_password_is_compared_as_it_was_typed_to_its_last_sign(signed_in, minji):
    change(signed_in, f"{LONG}Gradient ")
    assert opens(minji, f"{LONG}Gradient ")
    for other in (f"{LONG}Gradient", f"{LONG}gradient ", f"{LONG}Gradienx ", f"{LONG}Gradient "[:72], LONG[:64]):
        assert not opens(minji, other)


@pytest.mark.parametrize(
    "new",
    [
        "wnjrzbq",
        "password1",
        "qwertyuiop",
        "11111111",
        "iloveyou",
        "jiwon@haru.example",
        "Haru2026!!",
        "하루-부트캠프-10기수",
    ],
)
def test_what_is_guessed_first_is_refused_wherever_one_chooses(client, letterbox, settings, new, db):
    settings.OPEN_SIGNUP = True
    url = reverse("account_signup")
    assert client.post(url, fields(password1=new, password2=new)).context["form"].errors
    assert client.post(url, fields()).status_code == 302
    jiwon = User.objects.get(handle="jiwon")
    assert change(client, new).context["form"].errors
    visitor = Client()
    visitor.post(reverse("account_reset_password"), {"email": jiwon.email})
    form = visitor.get(letterbox.link(), follow=True).redirect_chain[-1][0]
    assert visitor.post(form, {"password1": new, "password2": new}).context["form"].errors
    assert opens(jiwon, PASSWORD) and not opens(jiwon, new)


def test_every_common_one_that_is_long_enough_is_refused():
    common = [word for word in CommonPasswordValidator().passwords if len(word) >= 8]
    assert len(common) > 3_000  # ASVS 6.2.4 asks for so many
    for word in common:
        with pytest.raises(ValidationError):
            validate_password(word)


@pytest.mark.parametrize(
    "new", ["haru-backpropagation", "하루에한번자전거타기", "mentor gradient", "2026 12 24 83620174"]
)
def test_the_site_s_words_beside_others_are_welcome(new):
    validate_password(new)


def test_the_words_of_the_host_are_the_site_s(settings):
    settings.ALLOWED_HOSTS = ["journal.sunflower.example"]
    with pytest.raises(ValidationError):
        validate_password("sunflower-2026")


def test_a_new_one_needs_the_old_one(signed_in, minji):
    for old in ("", "another-gradient", f"{PASSWORD} "):
        assert change(signed_in, "a-brand-new-gradient", old=old).context["form"].errors
    assert opens(minji, PASSWORD)


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_change_password", "account_reauthenticate", "people.close"]
)
def test_a_field_hides_what_is_typed_and_lets_a_password_manager_fill_it(client, minji, settings, name):
    settings.OPEN_SIGNUP = True
    if name not in ("account_login", "account_signup"):
        client.force_login(minji)
    page = client.get(reverse(name)).content.decode()
    inputs = [tag for tag in re.findall("<input[^>]*>", page) if re.search('name="[a-z]*password', tag)]
    assert inputs
    for tag in inputs:
        assert 'type="password"' in tag and re.search('autocomplete="(current|new)-password"', tag), tag
        assert not re.search(" (?:maxlength|readonly|value|onpaste)", tag), tag


def test_no_script_stands_between_pasting_and_a_password():
    for script in (settings.BASE_DIR / "static" / "js").rglob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert "password" not in text or "paste" not in text, script
