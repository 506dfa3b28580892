"""Every page at 320 px, in both schemes and without JavaScript: no sideways scroll, no error, one main heading."""

import pytest
from django.db.models.functions import Length

from journal.models.posts import Post
from journal.transfer.demo import PASSWORD, load_demo
from tests.browser.conftest import FIRST_PAGE
from tests.cast import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def addresses() -> list[str]:
    """Return the pages of the sample cohort that minji may open, with its longest posts of code, maths and tables."""
    posts = Post.objects.published().filter(cohort__slug="ai-tech")
    posts = posts.filter(visibility="cohort").order_by(Length("html").desc())
    wide = [
        *posts.filter(has_code=True)[:5],
        *posts.filter(has_math=True)[:5],
        *posts.filter(html__contains="<table")[:5],
    ]
    mine = posts.filter(author__handle="minji").first()
    topic = "/c/ai-tech/topics/ai-math/"
    return [
        "/", "/c/ai-tech/", "/c/ai-tech/days/4/", "/c/ai-tech/topics/", topic, f"{topic}?view=lectures",
        f"{topic}?view=people", "/c/ai-tech/faq/", "/c/ai-tech/people/", "/@minji/", "/posts/new/", "/posts/trash/",
        "/import/", "/export/", "/templates/", "/templates/new/", "/series/new/", f"/series/posts/{mine.pk}/",
        f"/posts/{mine.pk}/edit/", f"/posts/{mine.pk}/delete/", f"/posts/{mine.pk}/history/", "/accounts/profile/", "/accounts/email/",
        "/accounts/password/change/", *{post.get_absolute_url() for post in wide},
    ]  # fmt: skip


def test_no_page_scrolls_sideways_at_320_px(open_page):
    load_demo()
    for scheme, js in (("light", False), ("dark", True)):
        assert wrong_pages(open_page, scheme, js) == []


def wrong_pages(open_page, scheme: str, js: bool) -> list[tuple]:
    """Return the pages that are wider than the screen, have no heading or another scheme, or are an error."""
    page = open_page("/accounts/login/", width=320, height=640, scheme=scheme, js=js)
    page.fill("input[name=login]", "minji@haru.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(FIRST_PAGE)
    wrong = []
    for address in addresses():
        answer = page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        headings = page.locator("h1").count()
        paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        is_dark = max(int(part) for part in paper.strip("rgba()").split(",")[:3]) < 100
        if (answer.status, width, headings >= 1, is_dark) != (200, 320, True, scheme == "dark"):
            wrong.append((address, answer.status, width, headings, paper))
    return wrong


def test_visitors_pages_neither(open_page):
    make_cast()
    page = open_page("/", width=320, height=640, js=False)
    for address in ("/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nowhere/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address
        assert page.locator("h1").count() == 1, address
