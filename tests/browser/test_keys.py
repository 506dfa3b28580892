"""Shortcuts of a single key: they lead where they say, never while somebody types, and not for who turned them off."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.conftest import FIRST_PAGE
from tests.browser.test_composition import Keyboard
from tests.factories import make_cohort, make_member, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOCUSED = "document.activeElement.textContent"


@pytest.fixture
def camper(db):
    """Minji, whose cohort has two posts of hers."""
    minji = make_member(make_cohort("ai-tech"), handle="minji")
    for day in (1, 2):
        make_post(minji, minji.memberships.get().cohort, title=f"Title {day}", body="Text.", day=day)
    return minji


def ready(page):
    page.wait_for_function("!!customElements.get('haru-keys')")
    return page


def test_keys_lead_where_they_say(sign_in, camper):
    page = ready(sign_in(camper, "/@minji/"))
    for keys, place in [
        ("gt", "**/c/ai-tech/topics/"),
        ("gh", page.url.split("/@")[0] + "/"),
        ("n", "**/posts/new/?*"),
    ]:
        page.keyboard.type(keys)
        page.wait_for_url(place)
        ready(page)


def test_a_keyboard_in_korean_has_the_same_keys(sign_in, camper):
    page = ready(sign_in(camper))
    keyboard = Keyboard(page)
    for key, code in (("ㅎ", "KeyG"), ("ㅅ", "KeyT")):
        keyboard.cdp.send(
            "Input.dispatchKeyEvent",
            {"type": "rawKeyDown", "key": key, "code": code, "windowsVirtualKeyCode": ord(code[-1])},
        )
    page.wait_for_url("**/c/ai-tech/topics/")


def test_j_and_k_walk_through_posts_and_slash_searches(sign_in, camper):
    page = ready(sign_in(camper, "/@minji/"))
    titles = page.eval_on_selector_all("main .post__title a", "all => all.map(each => each.textContent)")
    assert len(titles) == 2
    for key, at in [("j", 0), ("j", 1), ("j", 1), ("k", 0), ("k", 0)]:
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) == titles[at]
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("gt?")
    assert page.input_value("#header-search") == "gt?"
    assert page.url.endswith("/@minji/") and not page.locator("dialog[open]").count()


def test_the_sheet_opens_says_the_keys_and_closes(sign_in, camper):
    page = ready(sign_in(camper, width=320, height=640))
    page.keyboard.press("?")
    sheet = page.locator("dialog.keys")
    expect(sheet.locator("dt").first).to_be_visible()
    page.keyboard.type("n")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    assert FIRST_PAGE.search(page.url)


def test_who_turned_them_off_has_none(sign_in, camper):
    User.objects.update(single_keys=False)
    page = sign_in(camper)
    page.wait_for_function("!!customElements.get('haru-keys')")
    page.keyboard.type("n?gt")
    page.wait_for_timeout(500)
    assert FIRST_PAGE.search(page.url) and not page.locator("dialog[open]").count()
    page.keyboard.press("Control+k")
    expect(page.locator("dialog.palette[open]")).to_be_visible()
