"""Pictures on their way into the editor's text: how far they are, what went wrong, and what they show."""

import os
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from accounts.models import User
from journal.models.posts import Post
from journal.models.uploads import Upload
from tests.browser.held import Held
from tests.factories import make_cohort, make_member
from tests.journal.pictures import encoded
from tests.world import picture_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIELD = "textarea[name=body]"
ROW = ".pictures__row"
UPLOADS = "**/posts/pictures/"
PLACE = re.compile(r"!\[[^\]]+ \d+…\]\(\)")
HERE = re.compile(r"!\[([^\]]*)\]\(/uploads/[^)]+\)")


@pytest.fixture
def minji(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    minji = make_member(make_cohort("ai-tech"), handle="minji")
    User.objects.filter(pk=minji.pk).update(language="en")
    return minji


@pytest.fixture
def page(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    page.eval_on_selector(FIELD, "field => { field.focus(); field.select(); document.execCommand('delete'); }")
    return page


def a_file(name: str, data: bytes | None = None, kind: str = "image/png") -> dict:
    return {"name": name, "mimeType": kind, "buffer": picture_bytes() if data is None else data}


def choose(page, *files: dict) -> None:
    page.set_input_files("[data-picture]", files)


def text_of(page) -> str:
    return page.input_value(FIELD)


def test_several_at_once_find_their_places_whatever_comes_first(page):
    held = Held(page, UPLOADS)
    page.keyboard.type("Before.")
    choose(page, *(a_file(f"{name}.png") for name in "abcde"))
    expect(page.locator(ROW)).to_have_count(5)
    expect(page.locator(f"{ROW}[data-state=sending]")).to_have_count(3)  # the others wait for their turn
    assert len(PLACE.findall(text_of(page))) == 5
    assert text_of(page).startswith("Before.\n![")
    page.keyboard.type("After.")
    for number in (1, 0, 2, 3, 4):
        held.take(number).continue_()
        expect(page.locator(f"{ROW}[data-state=done]")).to_have_count([1, 0, 2, 3, 4].index(number) + 1)
    expect(page.locator("[data-said]")).to_have_text("The picture is in the text.")
    text = text_of(page)
    assert [line for line in text.split("\n") if not HERE.fullmatch(line)] == ["Before.", "After."]
    order = [row.get_attribute("src") for row in page.locator(f"{ROW} img").all()]
    assert order == [f"{address}?size=small" for address in re.findall(r"\((/uploads/[^)]+)\)", text)]

    expect(page.locator(FIELD)).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Control+z")
    assert text_of(page) in ("", "Before.")
    for _ in range(30):
        page.keyboard.press("Control+Shift+z")
    assert text_of(page) == text


def test_how_far_a_picture_is_can_be_seen_and_taken_back(page):
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 60_000}
    cdp.send("Network.emulateNetworkConditions", slow)
    noise = encoded(Image.frombytes("RGB", (300, 300), os.urandom(270_000)))
    page.keyboard.type("Text.")
    choose(page, a_file("noise.png", noise))
    bar = page.locator(f"{ROW} progress")
    expect(bar).to_be_visible()
    page.wait_for_function(
        "() => { const { value } = document.querySelector('.pictures__bar'); return value > 0.05 && value < 0.95; }"
    )
    page.click(f"{ROW} [data-leave]")
    expect(page.locator(ROW)).to_have_count(0)
    expect(page.locator(FIELD)).to_have_value(re.compile(r"^Text\.\n?$"))
    page.wait_for_timeout(300)
    assert not Upload.objects.exists()


def test_what_is_no_picture_or_too_big_is_said_before_it_is_sent(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/posts/pictures/" in request.url else None)
    files = [
        a_file("big.jpg", b"\0" * (10 * 1024 * 1024 + 1), "image/jpeg"),
        a_file("paper.pdf", b"%PDF", "application/pdf"),
        a_file("phone.heic", b"heic", "image/heic"),
        a_file("empty.png", b""),
    ]
    page.keyboard.type("Text.")
    choose(page, *files)
    expect(page.locator(f"{ROW} .error")).to_contain_text(
        ["10 MB", "JPEG, PNG, GIF and WebP", "JPEG, PNG, GIF and WebP", "empty"]
    )
    assert (text_of(page), asked) == ("Text.", [])
    page.click(f"{ROW} >> nth=0 >> [data-leave]")
    expect(page.locator(ROW)).to_have_count(3)

    with page.expect_response(UPLOADS):  # and what only its bytes give away, after
        choose(page, a_file("false.png", b"<html>"))
    expect(page.locator(f"{ROW} .error").last).to_contain_text("JPEG")
    expect(page.locator(FIELD)).to_have_value(re.compile(r"^Text\.\n?$"))


def test_a_picture_that_failed_keeps_its_place_until_it_is_tried_again(page):
    page.route(UPLOADS, lambda route: route.abort())
    page.keyboard.type("Before.")
    choose(page, a_file("a.png"))
    expect(page.locator(f"{ROW}[data-state=failed] .error")).to_contain_text("Check the connection")
    page.focus(FIELD)
    page.keyboard.type("After.")
    page.unroute(UPLOADS)
    page.click(f"{ROW} [data-again]")
    expect(page.locator(f"{ROW}[data-state=done]")).to_have_count(1)
    assert re.fullmatch(rf"Before\.\n{HERE.pattern}\nAfter\.", text_of(page))


def test_a_picture_whose_place_was_deleted_is_not_lost(page):
    held = Held(page, UPLOADS)
    choose(page, a_file("a.png"))
    expect(page.locator(f"{ROW}[data-state=sending]")).to_have_count(1)
    page.keyboard.press("Control+a")
    page.keyboard.type("Other.")
    held.take().continue_()
    expect(page.locator(f"{ROW}[data-state=lost]")).to_have_count(1)
    assert text_of(page) == "Other."
    page.click(f"{ROW} [data-put]")
    expect(page.locator(FIELD)).to_have_value(re.compile(rf"^Other\.{HERE.pattern}\n$"))


def test_what_a_picture_shows_goes_into_its_brackets_and_out_again(page):
    choose(page, a_file("a.png"), a_file("b.png"))
    alts = page.locator(f"{ROW} input")
    expect(page.locator(f"{ROW}[data-state=done]")).to_have_count(2)
    before = text_of(page)
    alts.nth(1).fill("손실 곡선 [epoch 3]")
    alts.nth(1).press("Enter")
    expect(page.locator(ROW)).to_have_count(1)  # answered
    assert page.url.endswith("/posts/new/")
    said = [match[1] for match in re.finditer(r"!\[((?:\\.|[^\]])*)\]\(/uploads/", text_of(page))]
    assert said == ["picture", "손실 곡선 \\[epoch 3\\]"]
    expect(alts).to_be_focused()  # the next one is asked
    alts.fill("표")
    page.focus(FIELD)  # left, not sent
    expect(page.locator(FIELD)).to_have_value(re.compile(r"^!\[표\]\(.*\)\n!\[손실"))
    expect(page.locator(ROW)).to_have_count(1)  # nothing jumps away under the pointer
    seen = []
    for _ in range(4):  # how many steps it takes is the browser's business
        page.keyboard.press("Control+z")
        seen.append(text_of(page))
    assert before in seen


def test_publishing_waits_for_pictures_and_for_what_they_show(page):
    held = Held(page, UPLOADS)
    page.keyboard.type("# Title\n\nText.")
    choose(page, a_file("a.png"))
    expect(page.locator(f"{ROW}[data-state=sending]")).to_have_count(1)
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-said]")).to_have_text("Waiting for the pictures…")
    page.wait_for_timeout(200)
    assert not Post.objects.exists()
    held.let_go()
    page.wait_for_url(re.compile(r"/posts/\d+/"))
    assert HERE.search(Post.objects.get().body)

    page.goto(f"/posts/{Post.objects.get().pk}/edit/")
    page.focus(FIELD)
    choose(page, a_file("b.png"))
    page.fill(f"{ROW} input", "그래프")
    page.press(f"{ROW} input", "Control+Enter")
    page.wait_for_url(re.compile(r"/posts/\d+/(?!edit)"))
    assert "![그래프](/uploads/" in Post.objects.get().body


def test_publishing_stops_once_where_a_picture_failed_and_leaves_no_empty_place(page):
    held = Held(page, UPLOADS)
    page.keyboard.type("# Title\n\nText.\n")
    choose(page, a_file("a.png"))
    expect(page.locator(f"{ROW}[data-state=sending]")).to_have_count(1)
    page.click("button[name=publish]")
    held.take().abort()
    expect(page.locator("[data-error]")).to_contain_text("nothing was sent yet")
    assert not Post.objects.exists()
    page.click("button[name=publish]")
    page.wait_for_url(re.compile(r"/posts/\d+/"))
    assert Post.objects.get().body == "# Title\n\nText.\n"


def test_a_photograph_is_offered_where_there_is_a_touch_screen(minji, sign_in, chromium, live_server):
    page = sign_in(minji, "/posts/new/")
    expect(page.locator("[data-tool=picture]")).to_be_visible()
    expect(page.locator("[data-tool=camera]")).to_be_hidden()
    phone = chromium.new_context(
        base_url=live_server.url, storage_state=page.context.storage_state(), has_touch=True, is_mobile=True,
        viewport={"width": 360, "height": 740},
    ).new_page()  # fmt: skip
    phone.goto("/posts/new/")
    with phone.expect_file_chooser() as chosen:
        phone.locator("[data-tool=camera]").tap()
    assert chosen.value.element.get_attribute("capture") == "environment"
    with phone.expect_response(UPLOADS):
        chosen.value.set_files(a_file("photo.jpg", encoded(Image.new("RGB", (30, 20)), "JPEG"), "image/jpeg"))
    expect(phone.locator(f"{ROW}[data-state=done]")).to_have_count(1)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    phone.context.close()


def test_without_javascript_pictures_come_with_the_form(minji, sign_in):
    page = sign_in(minji, "/posts/new/", width=360, height=740, js=False)
    page.fill("input[name=title]", "Title")
    page.fill("textarea[name=body]", "Text.")
    page.set_input_files("input[name=pictures]", [a_file("a.png"), a_file("b.png", b"<html>")])
    page.click("button[name=publish]")
    expect(page.locator(".editor__files .errorlist")).to_contain_text("b.png")
    assert re.fullmatch(rf"Text\.\s+{HERE.pattern}\s*", page.input_value(FIELD))
    page.click("button[name=publish]")
    page.wait_for_url(re.compile(r"/posts/\d+/"))
    expect(page.locator("article img")).to_have_count(1)


def test_a_tab_closed_while_a_picture_is_on_its_way_leaves_no_empty_place(page):
    page.route(UPLOADS, lambda route: None)  # it never arrives
    page.keyboard.type("Before.")
    choose(page, a_file("a.png"))
    expect(page.locator(f"{ROW}[data-state=sending]")).to_have_count(1)
    page.keyboard.type("After.")
    assert PLACE.search(text_of(page))
    page.wait_for_url(re.compile(r"/posts/\d+/edit/"))  # the draft saves itself
    assert Post.objects.get().body == "Before.\nAfter."
    other = page.context.new_page()
    page.close()
    other.goto(f"/posts/{Post.objects.get().pk}/edit/")
    expect(other.locator(FIELD)).to_have_value("Before.\nAfter.")


def test_too_many_at_once_are_told_so_and_sent_again(page):
    page.route(
        UPLOADS,
        lambda route: route.fulfill(status=429, headers={"Retry-After": "7"}, json={"image": ["Too many. Wait."]}),
        times=1,
    )
    choose(page, a_file("a.png"))
    row = page.locator(f"{ROW}[data-state=failed]")
    expect(row).to_contain_text("Too many. Wait.")
    row.locator("[data-again]").click()
    expect(page.locator(f"{ROW}[data-state=done]")).to_have_count(1)
    assert HERE.search(text_of(page))


def test_a_preview_too_many_says_so_and_follows_again(page):
    page.route(
        "**/posts/preview/",
        lambda route: route.fulfill(status=429, headers={"Retry-After": "1"}, body="Too many. Wait."),
        times=1,
    )
    page.keyboard.type("Half a thought")
    expect(page.locator("haru-editor .prose").first).to_have_text("Too many. Wait.")
    expect(page.locator("haru-editor .prose").first).to_have_text("Half a thought")
    assert text_of(page) == "Half a thought"
