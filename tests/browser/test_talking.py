"""Asking at a heading, quoting somebody, and the bell: with a finger, with the keyboard, in a page that stays open."""

import pytest
from playwright.sync_api import expect

from journal.actions.notifications import notify
from journal.models.notifications import Kind
from journal.models.questions import Question
from tests.factories import make_cohort, make_comment, make_member, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HIDDEN = "Object.defineProperty(document, 'hidden', { configurable: true, get: () => %s })"
TURNED = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture
def written():
    """Return a camper, their mentor, and the camper's journal with two headings."""
    cohort = make_cohort()
    team = cohort.teams.get(name="1조")
    camper = make_member(cohort, team=team)
    mentor = make_member(cohort, "mentor", mentored=[team])
    return camper, mentor, make_post(camper, cohort, body="## 역전파\n\n배웠다.\n\n## 회고\n\n어려웠다.", day=4)


def test_asking_at_a_heading_with_a_finger(written, sign_in):
    camper, _mentor, post = written
    page = sign_in(camper, post.get_absolute_url(), width=390, touch=True)
    button = page.locator("h2 button.section-mark").first
    expect(button).to_be_visible()
    assert button.bounding_box()["height"] >= 44
    button.tap()
    expect(page.locator("h2 a.state--open")).to_have_count(1)
    assert Question.objects.get(is_marked=True).title == "역전파"
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_asking_at_a_heading_with_the_keyboard(written, sign_in):
    camper, _mentor, post = written
    page = sign_in(camper, post.get_absolute_url())
    button = page.locator("h2 button.section-mark").last
    button.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    expect(button).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.locator("h2 a.state--open")).to_have_count(1)


def test_a_quotation_comes_to_what_one_is_writing(written, sign_in):
    camper, mentor, post = written
    make_comment(mentor, post, "손으로 한 번 미분해 보세요.\n\n그다음에 코드로요.")
    page = sign_in(camper, post.get_absolute_url())
    field = page.locator("#comment-form textarea")
    field.fill("쓰고 있던 말")
    page.locator("haru-quote a").click()
    expect(field).to_be_focused()
    expect(field).to_have_value(
        f"쓰고 있던 말\n\n> **{mentor.display_name}**\n>\n> 손으로 한 번 미분해 보세요.\n>\n> 그다음에 코드로요.\n\n"
    )
    page.keyboard.type("해 볼게요.")
    page.locator("#comment-form button[type=submit]:not([name=preview])").click()
    expect(page.locator(".comment__body blockquote")).to_contain_text("손으로 한 번 미분해 보세요.")


def test_a_quotation_without_a_word_typed_yet_is_a_page_with_the_form(written, sign_in):
    camper, mentor, post = written
    make_comment(mentor, post, "손으로 해 보세요.")
    for js in (True, False):
        page = sign_in(camper, post.get_absolute_url(), js=js)
        page.locator("a", has_text="인용").click()
        expect(page.locator("#comment-form textarea")).to_have_value(
            f"> **{mentor.display_name}**\n>\n> 손으로 해 보세요.\n\n"
        )


def news(camper, mentor, post):
    notify(
        recipients=[camper], kind=Kind.COMMENT, actor=mentor, post=post, comment=make_comment(mentor, post, "좋아요.")
    )


def test_the_bell_counts_without_a_page_load_while_somebody_looks(written, sign_in):
    camper, mentor, post = written
    page = sign_in(camper, "/accounts/login/")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/count/" in request.url else None)
    page.clock.install()
    page.goto("/posts/trash/")
    expect(page.locator("#unread-header")).to_be_empty()
    page.evaluate("window.stayed = true")
    news(camper, mentor, post)

    page.evaluate(HIDDEN % "true")
    page.clock.run_for(5 * 60_000)
    assert asked == []
    expect(page.locator("#unread-header")).to_be_empty()

    page.evaluate(HIDDEN % "false")
    page.evaluate(TURNED)
    expect(page.locator("#unread-header [aria-hidden]")).to_have_text("1")
    assert len(asked) == 1

    news(camper, mentor, make_post(camper, post.cohort, day=5))
    page.clock.run_for(80_000)
    expect(page.locator("#unread-header [aria-hidden]")).to_have_text("2")
    assert page.evaluate("window.stayed")
