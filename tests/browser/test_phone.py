"""A camper at 19:00, on a phone of 360 px, with one thumb: begun by one tap, published two taps after the last letter."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from journal.models.posts import Post
from tests.factories import make_cohort, make_member, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIELD = "textarea[name=body]"
EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
WIDTH, HEIGHT, FINGER = 360, 640, 44
KEYBOARD = HEIGHT // 2
# Everything a finger may hit on the page, but what is not on the screen, the skip link, and words inside of a line of text.
SMALL = """min => [...document.querySelectorAll("main :is(a, button, select, summary, input:not([type=hidden])), .bar a")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(".unseen, p a, h3 a"))
  .map((element) => [element.matches("[type=checkbox], [type=radio]") ? element.labels[0] : element, element])
  .map(([box, element]) => [box.getBoundingClientRect(), element])
  .filter(([box]) => box.height < min - 0.5 || box.width < min - 0.5)
  .map(([box, element]) => `${element.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
WIDE = "document.documentElement.scrollWidth"


@pytest.fixture
def minji():
    """Minji on Day 4, with an open box in her Day 3 and a lecture today."""
    first = timezone.now().astimezone(ZoneInfo("Asia/Seoul")).date() - timedelta(3)
    cohort = make_cohort(
        "ai-tech", first_on=first, last_on=first + timedelta(60), study_weekdays=EVERY_DAY,
        section_template="## 학습 내용\n\n## 과제\n\n## 피어세션\n\n## 회고\n",
    )  # fmt: skip
    topic = curate_topic(cohort=cohort, name="AI Math", position=1)
    Lecture.objects.create(cohort=cohort, topic=topic, code="4-1", title="행렬 곱", study_on=cohort.today())
    minji = make_member(cohort, handle="minji", team=cohort.teams.first())
    make_post(minji, cohort, day=3, title="어제", body="## 과제\n\n- [ ] 어제 못 한 것")
    return minji


def on_phone(sign_in, minji, js=True):
    return sign_in(minji, "/", width=WIDTH, height=HEIGHT, js=js, touch=True)


def reach(page, selector: str):
    """The box of what a thumb can hit without scrolling: whole on the screen, and nothing lies over it."""
    box = page.locator(selector).bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"] + 0.5, (selector, box)
    assert box["height"] >= FINGER - 0.5 and box["width"] >= FINGER - 0.5, (selector, box)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    on_top = "([x, y, selector]) => Boolean(document.elementFromPoint(x, y)?.closest(selector))"
    assert page.evaluate(on_top, [x, y, selector]), selector
    return x, y


@pytest.mark.parametrize("js", [True, False], ids=["script", "no script"])
def test_a_log_is_written_and_published_with_one_thumb(minji, sign_in, js):
    page = on_phone(sign_in, minji, js)
    for said in ("Day", "4", "행렬 곱"):
        expect(page.locator("main")).to_contain_text(said)
    page.touchscreen.tap(*reach(page, "main .button--primary"))  # the first tap
    page.wait_for_url("**/posts/new/**")
    assert page.evaluate(WIDE) == WIDTH
    if js:
        expect(page.locator(FIELD)).to_be_focused()
    else:
        page.tap(FIELD)
        page.press(FIELD, "Control+End")
    page.keyboard.insert_text("오늘은 행렬을 배웠다.")
    page.touchscreen.tap(*reach(page, "button[name=publish]"))  # the one tap after the last letter
    page.wait_for_url("**/posts/*/day-4/")
    assert page.evaluate(WIDE) == WIDTH
    post = Post.objects.get(title="Day 4")
    assert post.is_published and "오늘은 행렬을 배웠다." in post.body
    assert post.lecture_notes.get().lecture.title == "행렬 곱"


def test_publishing_stays_in_reach_of_a_long_log_wherever_one_is(minji, sign_in):
    page = on_phone(sign_in, minji)
    page.goto("/posts/new/")
    page.fill(FIELD, "긴 글이에요.\n\n" * 200)
    for share in (0, 0.5, 1):
        page.evaluate(f"scrollTo(0, document.documentElement.scrollHeight * {share})")
        for name in ("publish", "save_draft", "continue"):
            reach(page, f"button[name={name}]")


def test_with_the_keyboard_up_one_still_writes_and_publishes(minji, sign_in):
    """A keyboard on the screen takes half of it: what is left is the page's height (interactive-widget)."""
    page = on_phone(sign_in, minji)
    page.goto("/posts/new/")
    assert "interactive-widget=resizes-content" in page.get_attribute("meta[name=viewport]", "content")
    page.tap(FIELD)
    page.set_viewport_size({"width": WIDTH, "height": KEYBOARD})
    page.keyboard.insert_text("글")
    lines = "\n".join(f"{number}번째 줄" for number in range(60))
    page.keyboard.insert_text(f"\n{lines}")
    page.keyboard.type("!")
    field = page.locator(FIELD).bounding_box()
    assert field["y"] < 0  # the line that is typed is seen: the page went with it
    page.touchscreen.tap(*reach(page, "button[name=publish]"))
    page.wait_for_url("**/posts/*/day-4/")
    assert "59번째 줄!" in Post.objects.get(title="Day 4").body


def test_the_keyboard_leaves_room_for_the_text(minji, sign_in):
    page = on_phone(sign_in, minji)
    page.goto("/posts/new/")
    page.tap(FIELD)
    page.set_viewport_size({"width": WIDTH, "height": KEYBOARD})
    header, bar = page.locator("header").bounding_box(), page.locator(".editor__bar").bounding_box()
    assert bar["y"] - max(0, header["y"] + header["height"]) >= 150  # five lines


@pytest.mark.parametrize("path", ["/", "/posts/new/", "/posts/{pk}/edit/", "/templates/", "/templates/new/"])
def test_everything_on_the_way_is_wide_enough_for_a_thumb(minji, sign_in, path):
    page = on_phone(sign_in, minji)
    page.goto(path.format(pk=Post.objects.get().pk))
    assert page.evaluate(SMALL, FINGER) == []
    assert page.evaluate(WIDE) == WIDTH


KEYBOARD_OVER_THE_PAGE = f"""
  const view = Object.assign(new EventTarget(), {{ height: innerHeight, offsetTop: 0, scale: 1 }});
  Object.defineProperty(window, "visualViewport", {{ value: view }});
  window.raise = () => {{ view.height = innerHeight - {KEYBOARD}; view.dispatchEvent(new Event("resize")); }};
"""


def test_a_keyboard_that_lies_over_the_page_leaves_the_buttons_above_it(minji, sign_in):
    """As on iOS, where the page keeps its height and only the visual viewport shrinks."""
    page = on_phone(sign_in, minji)
    page.add_init_script(KEYBOARD_OVER_THE_PAGE)
    page.goto("/posts/new/")
    page.fill(FIELD, "글\n" * 100)
    page.evaluate("raise()")
    page.evaluate("scrollTo(0, 600)")
    box = page.locator("button[name=publish]").bounding_box()
    assert box["y"] >= HEIGHT - KEYBOARD - FINGER * 2 and box["y"] + box["height"] <= HEIGHT - KEYBOARD


def test_half_a_log_waits_on_the_home_page(minji, sign_in):
    page = on_phone(sign_in, minji, js=False)
    page.goto("/posts/new/")
    page.fill(FIELD, "반만 쓴 글")
    page.touchscreen.tap(*reach(page, "button[name=save_draft]"))
    page.wait_for_url("**/edit/")
    page.goto("/")
    page.touchscreen.tap(*reach(page, "main .button--primary"))
    page.wait_for_url("**/edit/")
    assert page.input_value(FIELD) == "반만 쓴 글"
