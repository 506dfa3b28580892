"""Nothing typed is lost before the script has come, after the form was sent, and where two devices begin one day."""

import re
import time

import pytest
from playwright.sync_api import expect

from journal.models.posts import Post
from tests.browser.held import Held
from tests.browser.test_nothing_lost import FIELD, SAVED, STATE, ready, write
from tests.factories import make_cohort, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def minji():
    return make_member(make_cohort("ai-tech"), handle="minji")


@pytest.mark.parametrize("js", [True, False])
def test_two_devices_begin_the_same_day(minji, sign_in, js):
    day = minji.memberships.get().cohort.calendar.date_of(4).isoformat()
    phone, laptop = (sign_in(minji, "/posts/new/?day=4", js=js, width=width) for width in (390, 1280))
    for page, words in ((phone, "휴대폰에서 쓴 말"), (laptop, "노트북에서 쓴 말")):
        page.select_option("select[name=study_on]", day)
        page.fill(FIELD, words)
        page.click("button[name=publish]")
        page.wait_for_load_state()
        if page is phone:
            page.wait_for_url(re.compile(r"/posts/\d+/(?!edit)"))
    expect(laptop.locator(".taken")).to_contain_text("휴대폰에서 쓴 말")
    assert laptop.input_value(FIELD) == "노트북에서 쓴 말"
    laptop.click("button[name=merge]")
    crossing = laptop.locator(".crossing")
    expect(crossing).to_contain_text("휴대폰에서 쓴 말")
    expect(crossing).to_contain_text("노트북에서 쓴 말")
    laptop.check("input[value=both][name=block-0]")
    laptop.click("button[name=merge]")
    laptop.wait_for_selector(".crossing", state="detached")
    text = laptop.input_value(FIELD)
    assert "휴대폰에서 쓴 말" in text and "노트북에서 쓴 말" in text
    laptop.click("button[name=publish]")
    laptop.wait_for_url(re.compile(r"/posts/\d+/(?!edit)"))
    published = Post.objects.published().get()
    assert "휴대폰에서 쓴 말" in published.body and "노트북에서 쓴 말" in published.body


def test_words_typed_before_the_script_has_come(minji, sign_in):
    page = sign_in(minji, "/")
    late = Held(page, "**/js/writing*.js")
    page.goto("/posts/new/", wait_until="commit")
    page.wait_for_selector(FIELD)
    page.focus(FIELD)
    page.keyboard.insert_text("벌써 쓰기 시작했다")
    late.let_go()
    ready(page)
    assert "벌써 쓰기 시작했다" in page.input_value(FIELD)
    expect(page.locator(STATE)).to_have_text(SAVED)
    assert "벌써 쓰기 시작했다" in Post.objects.get().body


def test_words_typed_while_the_answer_to_publishing_travels(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    write(page)
    expect(page.locator(STATE)).to_have_text(SAVED)
    page.eval_on_selector(
        "form.editor",
        """form => form.addEventListener("submit", (event) => event.defaultPrevented || setTimeout(() => {
            form.elements.body.focus();
            document.execCommand("insertText", false, "보내고 나서 쓴 말");
        }, 100))""",
    )
    page.route(re.compile(r"/posts/\d+/edit/$"), lambda route: (time.sleep(1.5), route.continue_()))
    page.click("button[name=publish]")
    page.wait_for_url(re.compile(r"/posts/\d+/(?!edit)"))
    page.wait_for_timeout(500)
    post = Post.objects.get()
    assert "보내고" not in post.body
    page.goto(f"/posts/{post.pk}/edit/")
    ready(page)
    assert "보내고 나서 쓴 말" in page.input_value(FIELD)


def test_words_arrive_by_a_deployment_s_cookies(sign_in, minji, settings):
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    page = sign_in(minji, "/")
    page.context.add_cookies([{"name": "csrftoken", "value": "x" * 32, "url": page.url}])  # of the time before
    page.goto("/posts/new/")
    write(page)
    expect(page.locator(STATE)).to_have_text(SAVED)
    assert {cookie["name"] for cookie in page.context.cookies() if cookie["secure"]} == {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
    }
