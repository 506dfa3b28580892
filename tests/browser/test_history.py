"""Old texts and crossed ones in a real browser: what one brings back stays, and choosing saves nothing."""

import re

import pytest
from playwright.sync_api import expect

from journal.actions.posts import PostText, save_post
from journal.models.posts import Post
from journal.models.revisions import PendingEdit, Revision
from tests.factories import make_cohort, make_member, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIELD = "textarea[name=body]"


@pytest.fixture
def minji():
    return make_member(make_cohort("ai-tech"), handle="minji")


def save(post, body, *, publish=False):
    """Save as a device without a script would."""
    text = PostText(post.title, body, post.study_on, post.visibility, [])
    return save_post(post=post, editor=post.author, text=text, version=post.working_copy.version, publish=publish)


def narrow(page) -> bool:
    """Return whether nothing is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("js", [True, False])
def test_a_text_that_is_brought_back_stays_in_the_editor(minji, sign_in, js):
    post = save(make_post(minji, minji.memberships.get().cohort, body="처음 글"), "고친 글", publish=True)
    page = sign_in(minji, f"/posts/{post.pk}/edit/", js=js, width=320)
    page.fill(FIELD, "쓰다 만 글")
    with page.expect_navigation():
        page.click("button[name=save_draft]")
    if js:  # it has let go of its copy by then, as it has before anybody can look up
        page.wait_for_selector("form.editor[data-kept]")
    page.goto(f"/posts/{post.pk}/history/")
    assert narrow(page)
    page.locator(".revision__when").last.click()
    expect(page.locator("pre")).to_contain_text("처음 글")
    assert narrow(page)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/edit/")
    if js:
        page.wait_for_selector("form.editor[data-kept]")
        page.wait_for_timeout(4_000)
    assert page.input_value(FIELD).strip() == "처음 글"
    assert PendingEdit.objects.get().body == "처음 글"
    assert Revision.objects.filter(body="쓰다 만 글").exists()
    assert Post.objects.get().body == "고친 글"


def test_choosing_between_crossed_texts_saves_nothing(minji, sign_in):
    post = make_post(minji, minji.memberships.get().cohort, body="앞\n\n처음 글", publish=False)
    laptop = sign_in(minji, f"/posts/{post.pk}/edit/", width=320)
    laptop.wait_for_selector("form.editor[data-kept]")
    save(post, "앞\n\n휴대폰에서 고친 글")
    laptop.fill(FIELD, "앞\n\n노트북에서 고친 글")
    laptop.click("button[name=save_draft]")
    laptop.wait_for_selector(".crossing")
    assert narrow(laptop)
    laptop.check("input[name=block-1][value=both]")
    laptop.wait_for_timeout(4_000)
    assert Post.objects.get().body == "앞\n\n휴대폰에서 고친 글"
    laptop.click("button[name=merge]")
    laptop.wait_for_selector(".crossing", state="detached")
    expect(laptop.locator(FIELD)).to_have_value(re.compile("노트북에서 고친 글\n\n휴대폰에서 고친 글"))
