"""Without a network: a page of ours, which goes on by itself when there is one again."""

from playwright.sync_api import expect

from tests.factories import make_cohort, make_member


def test_a_page_that_cannot_come_is_replaced_and_comes_when_it_can(sign_in, transactional_db):
    page = sign_in(make_member(make_cohort("ai-tech")), "/", worker="allow")
    page.wait_for_function("navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))")
    page.context.set_offline(True)
    page.goto("/bookmarks/")
    expect(page.get_by_role("heading", name="지금은 연결되어 있지 않아요")).to_be_visible()
    assert page.url.endswith("/bookmarks/")
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == "rgb(251, 250, 247)"  # its style sheet is there too
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="북마크")).to_be_visible()
