"""A series is put together with a thumb and without a script, and read from post to post."""

import re

import pytest
from playwright.sync_api import expect

from journal.models.series import SeriesEntry
from tests.factories import make_cohort, make_member, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_three_posts_are_gathered_ordered_and_read_in_their_order(sign_in):
    cohort = make_cohort("ai-tech")
    minji, sol = make_member(cohort, handle="minji"), make_member(cohort, handle="sol")
    posts = [make_post(minji, cohort, title=f"글 {n}", day=n) for n in (1, 2, 3)]
    page = sign_in(minji, posts[0].get_absolute_url(), width=360, height=640, js=False, touch=True)
    page.click("#series a")
    page.click("main a[href*='/series/new/']")
    page.fill("input[name=title]", "처음부터")
    page.click("main button[type=submit]")
    page.wait_for_url("**/edit/")
    for post in posts[1:]:
        page.select_option("select[name=post]", str(post.pk))
        page.click("button[name=add]")
    page.click(f"#post-{posts[2].pk} button[name=move]")
    assert page.url.endswith(f"#post-{posts[2].pk}")
    page.press("input[name=title]", "Enter")  # keeps the words, and moves nothing
    page.wait_for_url(re.compile(r"/series/\d+/(?!edit)"))
    order = SeriesEntry.objects.values_list("post__title", flat=True)
    assert list(order) == ["글 1", "글 3", "글 2"]
    assert page.evaluate("document.documentElement.scrollWidth") == 360

    page = sign_in(sol, posts[0].get_absolute_url(), width=360, height=640, touch=True)
    expect(page.locator("#series")).to_contain_text("처음부터")
    for title in ("글 3", "글 2"):
        page.tap(f"#series .neighbour--next:has-text('{title}')")
        expect(page.locator("h1").first).to_have_text(title)
    expect(page.locator("#series .neighbour--next")).to_have_count(0)
