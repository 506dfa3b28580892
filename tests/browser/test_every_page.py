"""Every page at 320 px, in both schemes and without JavaScript: no sideways scroll, no error, one main heading."""

import pytest
from django.db.models.functions import Length
from django.urls import reverse

from accounts.models import User
from journal.models.announcements import Announcement
from journal.models.cohorts import Cohort
from journal.models.posts import Post
from journal.templatetags.organise import PLACES
from journal.transfer.demo import PASSWORD, load_demo
from tests.browser.conftest import FIRST_PAGE
from tests.cast import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BROKEN = """() => [...document.querySelectorAll(".table .figure")].filter((cell) => {
  const words = document.createRange();
  words.selectNodeContents(cell);
  return new Set([...words.getClientRects()].map((line) => Math.round(line.top))).size > 1 && /^[\\d,]+$/.test(cell.textContent.trim());
}).map((cell) => cell.textContent)"""  # numbers over more than one line


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
    pinned = [each.get_absolute_url() for each in Announcement.objects.select_related("cohort")]
    return [
        "/", "/c/ai-tech/", "/c/ai-tech/announcements/", *pinned, "/c/ai-tech/days/4/", "/c/ai-tech/topics/", topic, f"{topic}?view=lectures",
        f"{topic}?view=people", "/c/ai-tech/faq/", "/c/ai-tech/people/", "/@minji/", "/posts/new/", "/posts/trash/",
        "/import/", "/export/", "/templates/", "/templates/new/", "/series/new/", f"/series/posts/{mine.pk}/",
        f"/posts/{mine.pk}/edit/", f"/posts/{mine.pk}/delete/", f"/posts/{mine.pk}/history/", "/accounts/profile/", "/accounts/email/",
        "/accounts/password/change/", *{post.get_absolute_url() for post in wide},
    ]  # fmt: skip


def organising() -> list[str]:
    """Return the organisers' pages of the sample cohort, and the pages about one of its teams and topics."""
    cohort = Cohort.objects.get(slug="ai-tech")
    team, topic = cohort.teams.first(), cohort.topics.filter(is_curated=True).first()
    event, announcement = cohort.events.first(), Announcement.objects.first()
    announced = [
        reverse(f"announcements.{name}", args=[cohort.slug, announcement.pk]) for name in ("edit", "delete", "readers")
    ]
    named = [
        reverse(f"topic_care.{name}", args=[cohort.slug, topic.pk]) for name in ("show", "rename", "merge", "split")
    ]
    return [
        *(reverse(place.name, args=[cohort.slug]) for place in PLACES), *named, f"{named[2]}?name=PyTorch",
        reverse("teams.edit", args=[cohort.slug, team.pk]), reverse("topic_changes.index", args=[cohort.slug]),
        reverse("events.edit", args=[cohort.slug, event.pk]), reverse("events.delete", args=[cohort.slug, event.pk]),
        *announced,
    ]  # fmt: skip


def test_no_page_scrolls_sideways_at_320_px(open_page):
    load_demo()
    for scheme, js in (("light", False), ("dark", True)):
        assert wrong_pages(open_page, "minji", addresses(), scheme, js) == []
        User.objects.filter(handle="haeun").update(language="en" if js else "ko")
        assert wrong_pages(open_page, "haeun", organising(), scheme, js) == []


def wrong_pages(open_page, who: str, addresses: list[str], scheme: str, js: bool) -> list[tuple]:
    """Return the pages that are wider than the screen, have no heading, another scheme or a broken figure, or are an
    error."""
    page = open_page("/accounts/login/", width=320, height=640, scheme=scheme, js=js)
    page.fill("input[name=login]", f"{who}@haru.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(FIRST_PAGE)
    wrong = []
    for address in addresses:
        answer = page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        headings = page.locator("h1").count()
        paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        broken = page.evaluate(BROKEN)
        is_dark = max(int(part) for part in paper.strip("rgba()").split(",")[:3]) < 100
        if (answer.status, width, headings >= 1, is_dark, broken) != (200, 320, True, scheme == "dark", []):
            wrong.append((address, answer.status, width, headings, paper, broken))
    return wrong


def test_visitors_pages_neither(open_page):
    make_cast()
    page = open_page("/", width=320, height=640, js=False)
    for address in ("/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nowhere/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address
        assert page.locator("h1").count() == 1, address
