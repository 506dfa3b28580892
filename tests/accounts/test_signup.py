"""Signing up: by invitation or where the site is open; two people, one handle; and no word about who has an account."""

import time
from threading import Barrier, Thread

import pytest
from allauth.core.internal import ratelimit
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.forms import HandleMixin
from accounts.models import User
from tests.accounts.conftest import PASSWORD

URL = reverse("account_signup")
PROFILE = reverse("accounts.profile")


def fields(**changes) -> dict:
    """What the sign-up form sends for Jiwon, with changes."""
    return {
        "email": "jiwon@haru.example",
        "handle": "jiwon",
        "display_name": "지원",
        "password1": PASSWORD,
        "password2": PASSWORD,
    } | changes


@pytest.fixture
def mandatory(settings):
    """As in production: nobody comes in before their address is confirmed."""
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def test_with_an_invitation_one_signs_up_and_goes_where_one_wanted(invited):
    response = invited.post(URL, fields(handle="@JiWon", next=PROFILE))
    person = User.objects.get(email="jiwon@haru.example")
    assert response.headers["Location"] == PROFILE
    assert (person.handle, person.display_name, person.language) == ("JiWon", "지원", "ko")
    assert invited.get(PROFILE).status_code == 200


def test_who_signs_up_in_english_stays_in_english(invited):
    invited.post(URL, fields(), headers={"accept-language": "en"})
    assert User.objects.get(handle="jiwon").language == "en"


def test_without_an_invitation_it_is_closed_in_words(client, db):
    page = client.get(URL)
    assert page.status_code == 200
    assert "form" not in page.context
    client.post(URL, fields())
    assert not User.objects.exists()


@pytest.mark.parametrize("until", [0, -1, "soon", None, [], True])
def test_an_invitation_that_has_run_out_or_is_none_does_not_open_it(client, db, until):
    session = client.session
    session["invited_until"] = until
    session.save()
    client.post(URL, fields())
    assert not User.objects.exists()


def test_one_invitation_makes_one_account_in_one_browser(invited):
    invited.post(URL, fields())
    assert "invited_until" not in invited.session
    invited.post(reverse("account_logout"))
    invited.post(URL, fields(email="second@haru.example", handle="second"))
    assert list(User.objects.values_list("handle", flat=True)) == ["jiwon"]


def test_an_open_site_lets_everybody_in(client, db, settings):
    settings.OPEN_SIGNUP = True
    client.post(URL, fields())
    assert User.objects.filter(handle="jiwon").exists()


def test_a_form_without_its_token_is_refused(db, settings):
    settings.OPEN_SIGNUP = True
    assert Client(enforce_csrf_checks=True).post(URL, fields()).status_code == 403
    assert not User.objects.exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(invited, method):
    assert getattr(invited, method)(URL).status_code == 405


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "https://localhost/"]
)
def test_no_address_of_another_site_is_followed(invited, target):
    assert invited.post(URL, fields(next=target)).headers["Location"] == "/"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("handle", ""),
        ("handle", "j"),
        ("handle", "j" * 31),
        ("handle", "지원"),
        ("handle", "지원"),  # decomposed
        ("handle", "_jiwon"),
        ("handle", "ji.won"),
        ("handle", "jiwon😀"),
        ("handle", "ji\x00won"),
        ("handle", "jiwоn"),  # a Cyrillic o
        ("handle", "mentor"),
        ("handle", "Ment0r"),
        ("handle", "x" * 100_000),
        ("display_name", ""),
        ("display_name", "   "),
        ("display_name", "\u3164"),
        ("display_name", "\u202egnp"),
        ("display_name", "a\x00b"),
        ("display_name", "가" * 51),
        ("email", ""),
        ("email", "jiwon"),
        ("email", "지원@haru.example"),
        ("email", "ji\x00won@haru.example"),
        ("email", "j" * 100_000 + "@haru.example"),
        ("email", "a@b.c\nBcc: all@haru.example"),
        ("password1", ""),
        ("password1", "short"),
        ("password1", "password1234"),
        ("password1", "jiwon@haru.example"),
        ("password2", "another " + PASSWORD),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_the_rest_stays_typed(invited, field, text):
    changes = {"password1": text, "password2": text} if field == "password1" and text else {field: text}
    response = invited.post(URL, fields(**changes))
    form = response.context["form"]
    assert response.status_code == 200
    assert list(form.errors) == [field]
    assert all(len(sentence) > 8 for sentence in form.errors[field])
    assert form["email"].value() == changes.get("email", "jiwon@haru.example")
    assert form["handle"].value() == changes.get("handle", "jiwon")
    assert not User.objects.exists()


def test_each_refusal_of_a_handle_has_a_sentence_of_its_own(invited):
    typed = ["j", "j" * 31, "_jiwon", "ji-won", "admin"]
    said = {invited.post(URL, fields(handle=text)).context["form"].errors["handle"][0] for text in typed}
    assert len(said) == len(typed)


@pytest.mark.parametrize("look_alike", ["minji", "MINJI", "m1nji", "mlnji", "min_ji", "MinJI"])
def test_a_handle_that_looks_like_another_is_taken(invited, minji, look_alike):
    form = invited.post(URL, fields(handle=look_alike)).context["form"]
    assert list(form.errors) == ["handle"]


@pytest.mark.parametrize("name", ["𝐌𝐢𝐧𝐣𝐢", "민지", "민지", "👩🏽‍💻 민지", "Zoë O'Hara", "<b>민지</b>"])
def test_names_are_kept_as_they_are_typed(invited, name):
    invited.post(URL, fields(display_name=name))
    assert User.objects.get(handle="jiwon").display_name == name
    assert "<b>민지" not in invited.get(PROFILE).content.decode()


def test_a_known_address_gets_the_same_answer_as_a_new_one_and_a_mail_says_why(client, minji, settings, mandatory):
    settings.OPEN_SIGNUP = True
    known = client.post(URL, fields(email="Minji@haru.example"))
    new = Client().post(URL, fields(handle="jiwon2"))
    assert (known.status_code, known.headers["Location"]) == (new.status_code, new.headers["Location"])
    to_known, to_new = mail.outbox
    assert to_known.to == ["minji@haru.example"]
    assert reverse("account_reset_password") in to_known.body
    assert to_new.to == ["jiwon@haru.example"]
    assert User.objects.count() == 2


def test_nobody_comes_in_before_the_address_is_confirmed(invited, mandatory):
    response = invited.post(URL, fields())
    assert response.headers["Location"] == reverse("account_email_verification_sent")
    assert invited.get(PROFILE).status_code == 302


def test_a_broken_mail_server_does_not_break_the_page(invited, mandatory, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens
    assert invited.post(URL, fields()).status_code == 302


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("clean_cache")
def test_of_eight_who_want_one_handle_at_once_one_has_it_and_the_others_read_a_sentence(settings, monkeypatch):
    settings.OPEN_SIGNUP = True
    monkeypatch.setattr(ratelimit, "CACHE_LOCK_WAIT_TIMEOUT", 60)  # on a busy machine eight in a row need over a second
    together, answers = Barrier(8), []

    def sign_up(number: int):
        browser = Client()
        together.wait()
        answers.append(browser.post(URL, fields(email=f"camper{number}@haru.example", handle="jiwon")))
        connection.close()

    threads = [Thread(target=sign_up, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [302]
    assert all(list(answer.context["form"].errors) == ["handle"] for answer in answers if answer.status_code == 200)
    assert User.objects.count() == 1


def test_the_one_who_comes_second_is_asked_again(invited, minji, monkeypatch):
    """The same race, made certain: the first look finds the handle free, the second finds it taken."""
    looks = []
    honest = HandleMixin.clean_handle

    def late(form):
        looks.append(1)
        return form.cleaned_data["handle"] if len(looks) == 1 else honest(form)

    monkeypatch.setattr("accounts.forms.HandleMixin.clean_handle", late)
    response = invited.post(URL, fields(handle="minji"))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["handle"]


def test_an_invitation_lasts_until_its_minute(client, db):
    session = client.session
    session["invited_until"] = time.time() + 60
    session.save()
    assert "form" in client.get(URL).context
