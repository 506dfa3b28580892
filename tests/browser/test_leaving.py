"""Signing out leaves nothing that somebody typed in the browser, and loses nothing unasked (ASVS 14.3.1)."""

import pytest
from playwright.sync_api import expect

from journal.models.posts import Post
from tests.browser.test_nothing_lost import FIELD, TEXT, ready, write
from tests.factories import make_cohort, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUESTION = "dialog.leaving[open]"
KEPT = """async () => {
    const named = await indexedDB.databases();
    if (!named.some(({ name }) => name === "haru")) return [];
    const database = await new Promise((resolve) => { indexedDB.open("haru").onsuccess = (event) => resolve(event.target.result); });
    const rows = database.transaction("drafts").objectStore("drafts").getAll();
    const kept = await new Promise((resolve) => { rows.onsuccess = () => resolve(rows.result.map((row) => row.fields.body)); });
    database.close();
    const left = Object.keys(localStorage).filter((key) => key.startsWith("haru-left-")).map((key) => JSON.parse(localStorage[key]).fields.body);
    return [...kept, ...left];
}"""  # what this browser keeps of anybody's words, wherever it is asked


@pytest.fixture
def minji():
    return make_member(make_cohort("ai-tech"), handle="minji")


def refuse(page) -> None:
    """Let the server be away for everything that an editor saves by itself."""
    page.route("**/posts/drafts/", lambda route: route.abort())


def sign_out(page) -> None:
    page.click(".masthead summary[aria-label*='minji' i], .masthead .masthead__end haru-menu > details > summary")
    page.click("haru-leaving button[type=submit]")


def test_what_was_typed_is_sent_and_nothing_stays(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    write(page)
    page.wait_for_timeout(500)
    sign_out(page)
    expect(page.locator(".masthead")).to_contain_text("로그인")
    assert Post.objects.get().body.endswith(TEXT)
    assert page.evaluate(KEPT) == []


def test_what_an_earlier_page_left_is_sent_too(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    refuse(page)
    write(page)
    page.wait_for_timeout(500)
    page.goto("/privacy/")
    assert {TEXT in text for text in page.evaluate(KEPT)} == {True}
    page.unroute("**/posts/drafts/")
    sign_out(page)
    expect(page.locator(".masthead")).to_contain_text("로그인")
    assert Post.objects.get().body.endswith(TEXT)
    assert page.evaluate(KEPT) == []


def test_what_cannot_be_sent_is_asked_about_and_staying_keeps_it(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    refuse(page)
    write(page)
    sign_out(page)
    expect(page.locator(QUESTION)).to_contain_text("이 브라우저에만 있는 글이 있어요")
    page.click(f"{QUESTION} [data-stay]")
    expect(page.locator(QUESTION)).to_have_count(0)
    assert page.input_value(FIELD).endswith(TEXT)
    page.unroute("**/posts/drafts/")
    page.reload()
    ready(page)
    assert page.input_value(FIELD).endswith(TEXT)


def test_who_signs_out_all_the_same_leaves_nothing_behind(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    refuse(page)
    write(page)
    sign_out(page)
    page.click(f"{QUESTION} [data-lose]")
    expect(page.locator(".masthead")).to_contain_text("로그인")
    assert page.evaluate(KEPT) == []
    assert not Post.objects.filter(body__contains=TEXT).exists()


def test_words_of_somebody_else_who_was_signed_out_stay(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    refuse(page)
    write(page)
    page.wait_for_timeout(500)
    page.context.clear_cookies()
    bora = make_member(minji.memberships.get().cohort, handle="bora")
    page.goto("/accounts/login/?next=/privacy/")
    page.fill("input[name=login]", bora.email)
    page.fill("input[name=password]", "pass")
    page.click("main button[type=submit]")
    page.wait_for_url("**/privacy/")
    sign_out(page)
    expect(page.locator(".masthead")).to_contain_text("로그인")
    assert {TEXT in text for text in page.evaluate(KEPT)} == {True}


def test_nothing_typed_is_signed_out_at_once(minji, sign_in):
    page = sign_in(minji, "/")
    sign_out(page)
    expect(page.locator(".masthead")).to_contain_text("로그인")
