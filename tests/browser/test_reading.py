"""Reading a post back: sections, code, notes, pictures, videos, formulas, time, paper."""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from journal.actions.uploads import add_upload
from tests.factories import make_cohort, make_member, make_post
from tests.journal.pictures import encoded

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "긴 글이에요. " * 300
BODY = f"""첫 문단[^1]이에요. https://example.com/a 와 [이름](https://example.org/b)이 있어요.

## 첫째

{LONG}

<h3>손으로 쓴 제목</h3>

## 둘째

{LONG}

## 셋째

{LONG}

## 넷째

![첫 사진](FIRST)

![다음 사진](SECOND)

```python
def very_long_name_of_a_function(one_argument, another_argument, a_third_argument, a_fourth_argument, a_fifth_one):
    return "copied"
```

https://www.youtube.com/watch?v=dQw4w9WgXcQ

$$\\sum_{{i=1}}^{{n}} a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{{10}} + a_{{11}} + a_{{12}} + a_{{13}}$$

줄 안의 수식 $a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{{10}} + a_{{11}} + a_{{12}}$ 이에요.

<details><summary>접힌 것</summary>

접힌 안의 글.

</details>

마지막[^1].

[^1]: 각주의 글.
"""


@pytest.fixture
def minji():
    return make_member(make_cohort("ai-tech"), handle="minji")


@pytest.fixture
def address(minji, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    pictures = [
        add_upload(owner=minji, data=encoded(Image.new("RGB", size, colour)))
        for size, colour in (((2000, 1500), "teal"), ((300, 200), "plum"))
    ]
    body = BODY.replace("FIRST", pictures[0].get_absolute_url()).replace("SECOND", pictures[1].get_absolute_url())
    cohort = minji.memberships.get().cohort
    return make_post(minji, cohort, title="읽는 글", body=body, day=4).get_absolute_url()


def top_of(page, selector: str) -> float:
    return page.eval_on_selector(selector, "element => element.getBoundingClientRect().top")


def header_of(page) -> float:
    return page.eval_on_selector(".masthead", "header => header.getBoundingClientRect().bottom")


def test_outline_says_where_one_is_also_after_a_jump(minji, sign_in, address):
    page = sign_in(minji, address)
    current = page.locator("haru-outline [aria-current]")
    expect(current).to_have_count(0)  # nothing of the sections is read yet
    for name in ("첫째", "셋째", "첫째", "둘째"):  # from the middle of one to the middle of another, down and up
        page.evaluate(
            """name => {
                const heading = [...document.querySelectorAll("article h2")].find((each) => each.textContent.startsWith(name));
                scrollTo({ top: heading.getBoundingClientRect().top + scrollY + 300, behavior: "instant" });
            }""",
            name,
        )
        expect(current).to_have_text(name)
        expect(current).to_have_attribute("aria-current", "location")


def test_headings_have_links_that_come_by_keyboard_and_by_hover(minji, sign_in, address):
    page = sign_in(minji, address)
    link = page.locator("h2", has_text="둘째").locator("a.heading-link")
    expect(link).to_have_css("opacity", "0")
    page.locator("h2", has_text="둘째").hover()
    expect(link).to_have_css("opacity", "1")
    link.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("decodeURIComponent(location.hash)") == "#s-둘째"
    assert 0 <= page.locator("h2", has_text="둘째").bounding_box()["y"] - header_of(page) < 60

    html = page.locator("h3", has_text="손으로 쓴 제목").locator("a.heading-link")
    assert html.get_attribute("href") == "#s-손으로-쓴-제목"
    page.goto("about:blank")
    page.goto(f"{address}#s-손으로-쓴-제목")
    expect(page.locator("h3", has_text="손으로 쓴 제목")).to_be_in_viewport()


def test_headings_have_links_without_javascript(minji, sign_in, address):
    page = sign_in(minji, address, js=False)
    assert page.locator("article a.heading-link").count() == 4


def test_code_is_copied_by_keyboard_and_says_so(minji, sign_in, address):
    page = sign_in(minji, address)
    button = page.locator(".code-copy")
    word = button.text_content()
    button.focus()
    expect(button).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(button).not_to_have_text(word)
    expect(button).to_have_attribute("aria-live", "polite")
    assert page.evaluate("navigator.clipboard.readText()").endswith('    return "copied"')


@pytest.mark.parametrize("width", [390, 1280])
def test_notes_are_seen_below_the_header_there_and_back(minji, sign_in, address, width):
    page = sign_in(minji, address, width=width)
    page.locator(".footnote-ref a").first.click()
    note = page.locator(".footnotes li")
    expect(note).to_be_in_viewport()
    assert note.bounding_box()["y"] >= header_of(page)
    note.locator("a.footnote-back").first.click()
    expect(page.locator(".footnote-ref").first).to_be_in_viewport()
    assert page.locator(".footnote-ref").first.bounding_box()["y"] >= header_of(page)
    note.locator("a.footnote-back").last.click()
    expect(page.locator(".footnote-ref").last).to_be_in_viewport()


def test_pictures_open_large_and_give_the_focus_back(minji, sign_in, address):
    page = sign_in(minji, address, width=390, height=800)
    first, second = page.locator("a.picture").all()
    dialog = page.locator("dialog.large")
    first.focus()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    picture = dialog.locator("img")
    expect(picture).to_have_attribute("alt", "첫 사진")
    page.wait_for_function("() => document.querySelector('.large img').naturalWidth === 2000")  # not the small one
    assert picture.bounding_box()["width"] <= 390
    assert dialog.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 800}
    picture.click()
    assert picture.bounding_box()["width"] == 2000  # its own size, to be scrolled about in
    assert dialog.locator(".large__sheet").evaluate("sheet => sheet.scrollWidth") >= 2000
    picture.click()
    page.keyboard.press("ArrowRight")
    expect(dialog.locator(".large__words")).to_have_text("2 / 2 · 다음 사진")
    page.keyboard.press("ArrowRight")  # there is no third
    expect(picture).to_have_attribute("alt", "다음 사진")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(second).to_be_focused()
    second.click()
    dialog.locator("[data-close]").click()
    expect(dialog).to_be_hidden()
    assert page.url.endswith(address)


def test_pictures_are_links_without_javascript(minji, sign_in, address):
    page = sign_in(minji, address, js=False)
    page.locator("a.picture").first.click()
    page.wait_for_url(re.compile(r"/uploads/[\w-]+\.png$"))


def test_a_video_plays_on_a_click_and_nobody_is_asked_before(minji, sign_in, address):
    page = sign_in(minji, width=390)
    asked, refused = [], []
    page.context.route(re.compile("youtu|ytimg|google"), lambda route: (asked.append(route.request.url), route.abort()))
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(address)
    page.locator(".video a").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert asked == []
    page.locator(".video a").click()
    frame = page.locator(".video iframe")
    expect(frame).to_be_visible()
    expect(frame).to_be_focused()
    page.wait_for_timeout(300)
    assert [url.split("?")[0] for url in asked] == ["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"]
    assert refused == []
    box = frame.bounding_box()
    assert abs(box["width"] / box["height"] - 16 / 9) < 0.02


def test_a_wide_formula_scrolls_inside_itself(minji, sign_in, address):
    page = sign_in(minji, address, width=320, height=640)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    places = page.locator(".math-scroll, p:has(> math)")
    assert places.count() == 2
    for place in places.all():
        assert place.evaluate("each => each.scrollWidth > each.clientWidth && each.clientWidth <= 320")
        place.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("each => each.scrollLeft > 0", arg=place.element_handle())


def test_the_time_of_reading_is_said(minji, sign_in, address):
    expect(sign_in(minji, address).locator(".article__by")).to_contain_text(re.compile(r"\d+분 분량"))


def test_paper_has_the_text_and_nothing_to_press(minji, sign_in, address):
    page = sign_in(minji, address, scheme="dark", width=640)
    page.locator("article img").last.scroll_into_view_if_needed()  # browsers fetch all pictures before they print
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (
        ".masthead", ".bar", ".foot", ".article__outline", ".article__foot", ".comment-form", ".comments", ".heading-link", ".section-mark",
        ".code-copy", ".skip", ".footnote-back",
    ):  # fmt: skip
        assert all(not each.is_visible() for each in page.locator(gone).all()), gone
    for kept in (
        "h1",
        "article h2 >> nth=0",
        ".article__by",
        "pre.code",
        "article img >> nth=0",
        ".footnotes li",
        "math >> nth=0",
    ):
        expect(page.locator(kept).first).to_be_visible()
    expect(page.get_by_text("접힌 안의 글.")).to_be_visible()

    style = "(each, pseudo) => (({ color, backgroundColor, content }) => [color, backgroundColor, content])(getComputedStyle(each, pseudo))"
    html = page.locator("html").evaluate(style)
    assert html[:2] == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert page.locator("article p").first.evaluate(style)[0] == "rgb(0, 0, 0)"
    written = page.locator("article a", has_text="이름").evaluate(style, "::after")[2]
    assert "https://example.org/b" in written
    assert page.locator("article a.bare").first.evaluate(style, "::after")[2] == "none"  # it says so already
    assert page.locator("article h2").first.evaluate("each => getComputedStyle(each).breakAfter") == "avoid"
    for wide in page.locator("pre.code, article p, .table-scroll").all():
        assert wide.evaluate("each => each.scrollWidth <= each.clientWidth + 1")
    assert page.evaluate("document.documentElement.scrollWidth") == 640
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_faq_is_printed_without_what_one_presses(sign_in):
    page = sign_in(make_member(make_cohort("ai-tech")), "/c/ai-tech/faq/")
    for selector in (".question-search", ".masthead"):
        expect(page.locator(selector)).to_be_visible()
    page.emulate_media(media="print")
    for selector in (".question-search", ".masthead", ".bar", ".foot"):
        expect(page.locator(selector)).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
