"""The width that a page gives to its fields and words: a search takes its column, and a place in the bar one line."""

import pytest

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
