"""The three evenings by keyboard alone: Tab, Space and Enter; focus is always seen, and never lost after an answer."""

import re

import pytest
from playwright.sync_api import Page, expect

from journal.models.comments import Comment
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.waiting import Waiting
from tests.factories import make_cohort, make_comment, make_member, make_post
from tests.jobs import run_jobs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST = 80  # stops from the top of a page to what is wanted
# Where the focus is: whether it is what is wanted, and whether one sees it (a caret, or an outline on something shown).
STOP = """selector => {
  const here = document.activeElement;
  if (!here || here === document.body) return { lost: true };
  const style = getComputedStyle(here), box = here.getBoundingClientRect();
  const types = here.matches("textarea, input:not([type=checkbox], [type=radio], [type=file])");
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 1 && box.height > 1;
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return { found: here.matches(selector), seen: inside && (types || outlined), what: here.outerHTML.slice(0, 160) };
}"""


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until the focus is on what the selector names; every stop on the way must be seen."""
    for _stop in range(MOST):
        page.keyboard.press(key)
        stop = page.evaluate(STOP, selector)
        if stop.get("lost"):
            continue  # the browser's own bar, between the page's end and its top
        assert stop["seen"], stop["what"]
        if stop["found"]:
            return
    raise AssertionError(f"{selector} is not reached")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Go to a control and press it."""
    tab_to(page, selector)
    page.keyboard.press(key)


@pytest.fixture
def people():
    """Return the cohort, a camper with a journal, their mentor and an organiser."""
    cohort = make_cohort("ai-tech")
    team = cohort.teams.get(name="1조")
    camper = make_member(cohort, handle="minji", team=team)
    mentor = make_member(cohort, "mentor", "seoyeon", mentored=[team])
    make_post(camper, cohort, title="첫 글", body="## 역전파\n\n배웠다.", day=4)
    return cohort, camper, mentor, make_member(cohort, "organiser", "haeun")


def test_a_camper_signs_in_writes_publishes_comments_and_asks(people, open_page):
    _cohort, camper, _mentor, _organiser = people
    page = open_page("/accounts/login/")
    tab_to(page, "input[name=login]")
    page.keyboard.type(camper.email)
    tab_to(page, "input[name=password]")
    page.keyboard.type("pass")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"^[^/]+//[^/]+/$"))
    press(page, "a[href*='/posts/new/']")
    expect(page.locator("textarea[name=body]")).to_be_focused()
    page.keyboard.type("keys alone")
    tab_to(page, "input[name=title]", "Shift+Tab")
    page.keyboard.type("By keyboard")
    press(page, "button[name=publish]")
    page.wait_for_url(re.compile(r"/posts/\d+/by-keyboard/"))
    tab_to(page, "#comment-form textarea")
    page.keyboard.type("a word")
    press(page, "#comment-form button:not([name])")
    expect(page.locator(".comment")).to_have_count(1)
    tab_to(page, "#comment-form textarea")
    page.keyboard.type("why?")
    press(page, "#comment-form input[name=asks]", "Space")
    press(page, "#comment-form button:not([name])")
    expect(page.locator(".comment")).to_have_count(2)
    assert Post.objects.get(title="By keyboard").is_published
    assert list(Comment.objects.order_by("pk").values_list("body", flat=True)) == ["a word", "why?"]


def test_a_mentor_answers_from_the_desk_and_the_focus_stays_there(people, sign_in):
    _cohort, camper, mentor, _organiser = people
    for at in range(2):
        make_comment(camper, Post.objects.get(), f"왜 그런가요? {at}", asks=True)
    page = sign_in(mentor, "/c/ai-tech/mentor/?day=4")
    press(page, "[id^=waiting-] summary")
    tab_to(page, "[id^=waiting-] textarea")
    page.keyboard.type("try it")
    press(page, "[id^=waiting-] form.deskform button")
    expect(page.locator("[id^=waiting-]")).to_have_count(1)
    page.wait_for_function("document.activeElement !== document.body")
    assert page.evaluate("!!document.activeElement.closest('main')"), "the focus is where one was"
    assert Waiting.objects.count() == 1
    press(page, "[id^=waiting-] summary")
    expect(page.locator("[id^=waiting-] details[open]")).to_have_count(1)


def test_an_organiser_adds_a_person(people, sign_in):
    page = sign_in(people[3], "/c/ai-tech/organise/")
    press(page, "a[href$='/organise/roster/']")
    page.wait_for_url("**/organise/roster/")
    tab_to(page, "textarea[name=pasted]")
    page.keyboard.type("New,new@test.example,1조,")
    press(page, "main form[method=post] button[type=submit]")
    page.wait_for_url(re.compile("/organise/roster/[0-9a-f-]{36}/"))
    page.wait_for_load_state("networkidle")
    press(page, "main form[method=post] button[type=submit]")
    expect(page.locator("#roster [role=status]")).to_be_visible()
    run_jobs("apply_roster")
    assert Membership.objects.filter(user__email="new@test.example").exists()
