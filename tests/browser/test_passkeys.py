"""Passkeys in a real Chromium with a virtual authenticator: added, used instead of a password, and beside one."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = "haru-backpropagation"


@pytest.fixture
def minji():
    user = User.objects.create_user("minji@haru.example", "minji", WORD, display_name="민지", language="en")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def page(minji, open_page, live_server):
    """A page with a key in the machine; what the policy of the page refuses is an error."""
    page = open_page("/accounts/login/", locale="en-US")
    page.refused = []
    page.on(
        "console", lambda message: page.refused.append(message.text) if "Content Security" in message.text else None
    )
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    return page


def by_password(page):
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "minji@haru.example")
    page.fill("input[name=password]", WORD)
    page.click("main form.form button[type=submit]")


def add_key(page, *, alone: bool):
    page.goto("/accounts/second-step/webauthn/add/")
    page.fill("input[name=password]", WORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/webauthn/add/")
    page.fill("input[name=name]", "Laptop")
    page.set_checked("input[name=passwordless]", alone)
    page.click("[data-passkey]")
    page.wait_for_url("**/recovery-codes/")


def test_a_passkey_signs_in_without_a_password(page):
    by_password(page)
    page.wait_for_url("**/")
    expect(page.locator("main")).to_be_visible()
    add_key(page, alone=True)
    assert Authenticator.objects.filter(type="webauthn").count() == 1
    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/accounts/sessions/")
    page.click("[data-passkey]")
    page.wait_for_url("**/accounts/sessions/")
    expect(page.locator("h1")).to_have_text("Where you are signed in")
    assert page.refused == []


def test_a_key_is_asked_for_beside_the_password(page):
    by_password(page)
    page.wait_for_url("**/")
    add_key(page, alone=False)
    page.context.clear_cookies()
    by_password(page)
    page.wait_for_url("**/authenticate/")
    page.click("[data-passkey]")
    page.wait_for_function("location.pathname === '/'")
    page.goto("/accounts/second-step/webauthn/")
    expect(page.locator("main .lines li")).to_have_count(1)
    expect(page.locator("main .lines li")).to_contain_text("Laptop")
    assert page.refused == []


def test_a_key_that_does_not_answer_is_said_and_tried_again(page):
    by_password(page)
    page.wait_for_url("**/")
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }"
    )
    page.click("[data-passkey]")
    expect(page.locator("[data-said]")).to_have_text("The key did not answer. Try again.")
    expect(page.locator("[data-passkey]")).to_be_enabled()


def test_without_a_script_the_password_goes_on_to_work(minji, open_page):
    page = open_page("/accounts/login/", js=False, locale="en-US")
    expect(page.locator("[data-passkey]")).to_be_disabled()
    page.fill("input[name=login]", minji.email)
    page.fill("input[name=password]", WORD)
    page.click("main form.form button[type=submit]")
    page.goto("/accounts/sessions/")
    expect(page.locator("h1")).to_have_text("Where you are signed in")
