"""The width that a page gives to its fields and words: a search takes its column, and a place in the bar one line."""

import pytest

from journal.templatetags.organise import PLACES
from tests.factories import make_cohort, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UNUSED = """selector => {
  const room = document.querySelector(selector).closest("section").getBoundingClientRect();
  const right = [...document.querySelectorAll(`${selector} > *`)].map((each) => each.getBoundingClientRect().right);
  return Math.round(room.right - Math.max(...right));
}"""
LINES = """() => [...document.querySelectorAll(".bar__place")].map((place) => {
  const words = document.createRange();
  words.selectNodeContents([...place.childNodes].find((node) => node.nodeType === 3 && node.data.trim()));
  return words.getClientRects().length;
})"""


@pytest.fixture
def camper(db):
    """A camper of an open cohort."""
    return make_member(make_cohort("ai-tech"))


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_typed_into_a_search_has_the_whole_column(sign_in, camper, width):
    page = sign_in(camper, "/c/ai-tech/search/?q=from:@minji", width=width)
    assert page.evaluate(UNUSED, ".finder__form") == 0


def test_no_place_of_the_bar_breaks_its_word_at_320_px(sign_in, camper):
    camper.language = "en"
    camper.save()
    page = sign_in(camper, "/", width=320, height=640, touch=True)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.evaluate(LINES) == [1, 1, 1, 1, 1]
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_component_fits_into_320_px(sign_in, camper, language):
    camper.language = language
    camper.save()
    page = sign_in(camper, "/dev/gallery/", width=320, height=640, touch=True)
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    keys = page.eval_on_selector_all("kbd.key", "all => all.map(each => each.getClientRects().length)")
    assert keys and set(keys) <= {0, 1}  # none where it is not shown


def test_the_way_to_a_page_ends_in_dots_instead_of_taking_lines(sign_in, camper):
    cohort = camper.memberships.get().cohort
    cohort.name = "아주 긴 이름의 기수 with a very long name that no phone shows in one line"
    cohort.save()
    page = sign_in(camper, "/c/ai-tech/days/1/", width=320, height=640)
    link = page.locator(".crumbs a")
    assert link.evaluate("each => [each.scrollWidth > each.clientWidth, each.getClientRects().length]") == [True, 1]
    assert link.bounding_box()["height"] < 30
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_an_organiser_s_pages_are_one_row_on_a_phone_and_a_list_beside_the_page_where_there_is_room(sign_in, db):
    haeun = make_member(make_cohort("ai-tech"), "organiser", "haeun")
    page = sign_in(haeun, "/c/ai-tech/organise/people/", width=390, height=844, touch=True)
    nav, here = page.locator(".organise__nav"), page.locator(".organise__here")
    assert nav.bounding_box()["height"] < 60
    assert (
        here.inner_text().split("\n")[0] == page.locator(".organise__place[aria-current=page]").text_content().strip()
    )
    here.focus()
    page.keyboard.press("Enter")
    heights = page.eval_on_selector_all(
        ".organise__place", "all => all.map(each => each.getBoundingClientRect().height)"
    )
    assert len(heights) == len(PLACES) and round(min(heights)) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 1280, "height": 900})
    page.reload()
    assert here.is_hidden() and page.locator(".organise__place").last.is_visible()


def test_the_header_of_an_organiser_fits_at_every_width_and_cuts_no_name_that_has_room(sign_in, db):
    organiser = make_member(make_cohort("ai-tech"), "organiser", "haeun")
    organiser.language = "en"  # whose words are the longest
    organiser.save()
    page = sign_in(organiser, "/c/ai-tech/faq/")
    for width in range(320, 1300, 20):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert (
        page.evaluate("(name => name.scrollWidth - name.clientWidth)(document.querySelector('.masthead__cohort'))") == 0
    )
