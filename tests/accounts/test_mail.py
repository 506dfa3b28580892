"""The mails of accounts, received by a real mail server, and the links in them."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.conftest import PASSWORD
from tests.accounts.test_signup import fields

PROFILE = reverse("accounts.profile")


def test_the_link_of_the_verification_mail_opens_the_account(invited, letterbox, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    invited.post(reverse("account_signup"), fields(next=PROFILE))
    letter = letterbox.letters[0]
    assert letter["To"] == "jiwon@haru.example"
    assert letter["Subject"].startswith("[Haru] ")
    assert invited.get(PROFILE).status_code == 302
    assert invited.get(letterbox.link()).status_code == 200  # a mail program that looks ahead confirms nothing
    assert not EmailAddress.objects.get().verified
    assert invited.post(letterbox.link()).headers["Location"] == PROFILE
    assert invited.get(PROFILE).status_code == 200


def test_the_link_works_once_and_its_second_use_says_so(invited, letterbox, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    invited.post(reverse("account_signup"), fields())
    elsewhere = Client()
    assert elsewhere.post(letterbox.link()).status_code == 302
    assert not elsewhere.get(letterbox.link()).context["can_confirm"]
    assert elsewhere.get(PROFILE).status_code == 302  # confirming an address is not signing in


def test_the_link_opened_in_another_browser_still_leads_to_where_one_wanted_to_go(invited, letterbox, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    invited.post(reverse("account_signup"), fields(next=PROFILE))
    phone = Client()
    page = phone.get(letterbox.link())
    assert page.context["redirect_field_value"] == PROFILE
    assert phone.post(letterbox.link(), {"next": PROFILE}).headers["Location"] == PROFILE


def test_signing_in_unconfirmed_sends_the_link_again_but_not_at_once(client, letterbox, settings, db):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    User.objects.create_user("jiho@haru.example", "jiho", PASSWORD, display_name="지호")
    for _ in range(3):
        Client().post(reverse("account_login"), {"login": "jiho@haru.example", "password": PASSWORD})
    assert len(letterbox.letters) == 1


def test_the_link_of_the_reset_mail_sets_a_new_password_once(client, minji, letterbox):
    response = client.post(reverse("account_reset_password"), {"email": "Minji@haru.example"})
    assert response.headers["Location"] == reverse("account_reset_password_done")
    link = letterbox.link()
    form = client.get(link, follow=True)
    action = form.redirect_chain[-1][0]
    assert link not in action  # the key leaves the address bar
    new = "a-brand-new-gradient"
    done = client.post(action, {"password1": new, "password2": new})
    assert done.headers["Location"] == reverse("account_reset_password_from_key_done")
    sign_in = reverse("account_login")
    assert Client().post(sign_in, {"login": minji.email, "password": PASSWORD}).status_code == 200
    assert Client().post(sign_in, {"login": minji.email, "password": new}).status_code == 302
    assert Client().get(link).context["token_fail"]


def test_a_changed_password_is_told_to_its_owner(client, minji, letterbox):
    client.force_login(minji)
    new = "a-brand-new-gradient"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert letterbox.letters[0]["To"] == "minji@haru.example"
    assert "127.0.0.1" in letterbox.text()
    assert client.get(PROFILE).status_code == 200  # and one stays signed in


def test_an_unknown_address_gets_no_mail_and_the_same_answer(client, db, letterbox):
    response = client.post(reverse("account_reset_password"), {"email": "nobody@haru.example"})
    assert response.headers["Location"] == reverse("account_reset_password_done")
    assert letterbox.letters == []


def test_a_mail_is_in_its_reader_s_language_not_in_that_of_the_page(client, minji, letterbox):
    User.objects.filter(pk=minji.pk).update(language="en")
    client.post(reverse("account_reset_password"), {"email": minji.email}, headers={"accept-language": "ko"})
    assert "Open this link to choose a new password:" in letterbox.text()


@pytest.mark.parametrize(
    "key", ["x", "a-b", "0-set-password", "zzzzzzzzzzzzzzzzzzzz-abc-def", "1-%00", "1-" + "a" * 2_000]
)
def test_a_link_that_is_none_says_so(client, minji, key):
    assert client.get(f"/accounts/password/reset/key/{key}/").status_code in (200, 404)
    assert client.post(f"/accounts/password/reset/key/{key}/").status_code in (200, 404)


@pytest.mark.parametrize("key", ["x", "Mw:1abc:def", "한글", "a" * 2_000])
def test_a_confirmation_that_is_none_says_so(client, minji, key):
    assert client.get(f"/accounts/confirm-email/{key}/").status_code == 200
    assert client.post(f"/accounts/confirm-email/{key}/").status_code == 404


@pytest.mark.parametrize(
    "email", ["", "minji", "min\x00ji@haru.example", "x" * 100_000, "a@b.c\nBcc: all@haru.example"]
)
def test_a_reset_for_what_is_no_address_is_refused_at_the_field(client, minji, email):
    response = client.post(reverse("account_reset_password"), {"email": email})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["email"]


def test_asking_for_many_resets_is_answered_kindly_with_429(client, minji):
    answers = [client.post(reverse("account_reset_password"), {"email": minji.email}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "<h1>" in answers[-1].content.decode()
