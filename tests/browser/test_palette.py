"""The palette: Ctrl+K, a few letters, Enter. By keyboard alone, in the middle of Hangul, and at 320 px."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import FIRST_PAGE
from tests.browser.test_composition import Keyboard
from tests.factories import make_cohort, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DIALOG = "dialog.palette"
CHOSEN = f"{DIALOG} [role=option][aria-selected=true]"


@pytest.fixture
def camper(db):
    """Minji, whose cohort has Bora, 보라."""
    cohort = make_cohort("ai-tech")
    bora = make_member(cohort, handle="bora")
    bora.display_name = "보라"
    bora.save()
    return make_member(cohort, handle="minji")


def opened(page):
    page.wait_for_function("!!customElements.get('haru-palette')")
    page.keyboard.press("Control+k")
    expect(page.locator(CHOSEN)).to_have_count(1)
    return page


def test_three_keys_lead_to_a_person(sign_in, camper):
    page = opened(sign_in(camper))
    page.keyboard.type("bor")
    page.keyboard.press("Enter")
    page.wait_for_url("**/@bora/")


def test_arrows_home_and_end_choose_and_say_so_escape_closes_and_gives_the_focus_back(sign_in, camper):
    page = sign_in(camper)
    page.focus(".masthead__mark")
    opened(page)
    field = page.locator("#palette-field")
    expect(field).to_have_attribute("aria-activedescendant", "way-0")
    last = page.locator(f"{DIALOG} [role=option]").count() - 1
    for key, at in [("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", last), ("ArrowDown", 0), ("End", last), ("Home", 0)]:
        page.keyboard.press(key)
        assert field.get_attribute("aria-activedescendant") == f"way-{at}", key
        assert page.locator(CHOSEN).get_attribute("id") == f"way-{at}"
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "masthead__mark"


def test_enter_that_ends_a_syllable_goes_nowhere(sign_in, camper):
    page = opened(sign_in(camper))
    keyboard = Keyboard(page)
    keyboard.compose("ㅂ", "보")
    keyboard.key(229, "ArrowDown")
    keyboard.key(229, "Enter")
    keyboard.commit("보")
    expect(page.locator(CHOSEN)).to_contain_text("보라")
    page.wait_for_timeout(300)
    assert FIRST_PAGE.search(page.url) and page.locator(DIALOG).is_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/@bora/")


def test_at_320_px_and_with_a_finger_it_opens_from_the_menu_and_fits(sign_in, camper):
    page = sign_in(camper, width=320, height=640, touch=True, scheme="dark")
    page.wait_for_function("!!customElements.get('haru-palette')")
    page.click(".menu summary")
    page.click("[data-palette]")
    expect(page.locator(CHOSEN)).to_have_count(1)
    box = page.locator(DIALOG).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    heights = page.eval_on_selector_all(
        f"{DIALOG} [role=option]", "all => all.map(each => each.getBoundingClientRect().height)"
    )
    assert round(min(heights)) >= 44
    page.click(f"{DIALOG} [data-close]")
    expect(page.locator(DIALOG)).to_be_hidden()


def test_without_a_script_the_menu_leads_to_the_page_of_it(sign_in, camper):
    page = sign_in(camper, js=False)
    page.click(".menu summary")
    page.click("[data-palette]")
    page.fill("main input[name=q]", "bor")
    page.keyboard.press("Enter")
    page.click("main a[href='/@bora/']")
    assert page.url.endswith("/@bora/")


def test_without_a_connection_it_says_so(sign_in, camper):
    page = opened(sign_in(camper))
    page.context.set_offline(True)
    page.keyboard.type("b")
    expect(page.locator(f"{DIALOG} [role=status]")).to_be_visible()
    page.context.set_offline(False)


@pytest.mark.parametrize(("machine", "key"), [("MacIntel", "\u2318 K"), ("Linux x86_64", "Ctrl K")])
def test_the_menu_names_the_key_that_this_machine_holds(sign_in, camper, machine, key):
    page = sign_in(camper)
    page.add_init_script(f"Object.defineProperty(navigator, 'platform', {{ get: () => '{machine}' }})")
    page.reload()
    page.wait_for_function("!!customElements.get('haru-palette')")
    expect(page.locator(".menu__key")).to_have_text(key)
    page.keyboard.press("?")
    expect(page.locator(".keys__list kbd").first).to_have_text(key.split()[0])
