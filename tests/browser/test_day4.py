"""The first acceptance: a camper writes Day 4, a mentor answers on its Master Class, the cohort finds it by topic."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from journal.models.events import Event
from journal.models.posts import Post
from tests.factories import make_cohort, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAMPLE = (Path(__file__).parents[1] / "samples" / "day4_shape.md").read_text()
CURRICULUM = {"Python": ["4-1", "4-2", "5-1", "5-2"], "AI Math": ["8", "9", "10"]}


@pytest.fixture
def cohort():
    cohort = make_cohort("ai-tech")
    for at, (name, codes) in enumerate(CURRICULUM.items(), start=1):
        topic = curate_topic(cohort=cohort, name=name, position=at, hue=at)
        for code in codes:
            Lecture.objects.create(
                cohort=cohort, topic=topic, code=code, title=f"{name} {code}", study_on=date(2021, 8, 5)
            )
    Event.objects.create(cohort=cohort, name="Master Class", kind="master_class", on=date(2021, 8, 5))
    return cohort


def paste(page, selector: str, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.focus(selector)
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+V")


def write_day_4(page) -> None:
    page.goto("/posts/new/")
    paste(page, "textarea[name=body]", SAMPLE)
    page.select_option("select[name=study_on]", "2021-08-05")
    page.click("button[name=publish]")
    page.wait_for_url(re.compile(r"/posts/\d+/ai-"))


def test_camper_writes_mentor_answers_and_the_cohort_finds_it(cohort, sign_in):
    team = cohort.teams.first()
    minji, sol = make_member(cohort, handle="minji", team=team), make_member(cohort, handle="sol")
    seoyeon = make_member(cohort, "mentor", "seoyeon", mentored=[team])

    page = sign_in(minji)
    write_day_4(page)
    main = page.locator("main")
    expect(main.locator("h1").first).to_have_text("AI 캠프 Day 4")
    expect(main).to_contain_text("Day")
    expect(main).to_contain_text("8월 5일 목요일")
    for heading in ("학습 내용", "Python", "AI Math", "선택 과제", "피어세션 & 멘토링", "0805 Master Class", "회고"):
        expect(page.locator("nav a, aside a").filter(has_text=heading).first).to_be_visible()
    for code in ("4-1", "4-2", "5-1", "5-2", "8", "9"):
        expect(page.locator("aside dd").filter(has_text=re.compile(rf"^\s*{code}\b")).first).to_be_visible()
    outline = Post.objects.get().outline
    counts = {
        key: len(outline[key]) for key in ("topics", "lectures", "assignments", "resources", "events", "questions")
    }
    assert counts == {"topics": 2, "lectures": 6, "assignments": 1, "resources": 1, "events": 1, "questions": 12}
    assert Post.objects.get().study_on == date(2021, 8, 5)

    page = sign_in(seoyeon, Post.objects.get().get_absolute_url())
    page.locator("h2", has_text="Master Class").locator("a.section-mark").click()
    page.locator("form textarea[name=body]").first.fill("**정의(definition)**를 외우자는 말, 저도 같은 생각이에요.")
    page.locator("form:has(textarea[name=body]) button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"#comment-\d+"))
    comment = page.locator("[id^=comment-]").filter(has_text="저도 같은 생각이에요").first
    expect(comment).to_contain_text("0805 Master Class")
    expect(comment).to_contain_text("멘토")
    expect(comment.locator("strong", has_text="정의(definition)")).to_be_visible()

    page = sign_in(sol)
    page.locator("main a", has_text="AI Math").first.click()
    page.locator("main a", has_text="AI 캠프 Day 4").first.click()
    expect(page.locator("h1").first).to_have_text("AI 캠프 Day 4")

    page.goto(f"/c/{cohort.slug}/faq/")
    expect(page.locator("main")).to_contain_text("Master Class")
    links = page.locator(f'main a[href*="/posts/{Post.objects.get().pk}/"][href*="#"]')
    assert links.count() >= 12


def test_the_same_without_javascript_on_a_phone(cohort, sign_in):
    minji = make_member(cohort, handle="minji", team=cohort.teams.first())
    page = sign_in(minji, "/posts/new/", width=360, height=740, js=False)
    page.fill("textarea[name=body]", SAMPLE)
    page.select_option("select[name=study_on]", "2021-08-05")
    page.click("button[name=publish]")
    expect(page.locator("h1").first).to_have_text("AI 캠프 Day 4")
    page.fill("textarea[name=body]", "혼잣말이에요.")
    page.locator("form:has(textarea[name=body]) button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("혼잣말이에요.")
    page.locator(".menu > summary").click()
    page.locator("form[action$='/accounts/logout/'] button").click()
    page.goto("/posts/new/")
    assert "/accounts/login/" in page.url


def test_preview_shows_what_is_published(cohort, sign_in):
    minji = make_member(cohort, handle="minji")
    page = sign_in(minji, "/posts/new/")
    text = "**단어(word)**는 $x^2$\n\n```python\nprint(1)\n```\n\n- 하나\n  - 둘\n"
    with page.expect_response("**/posts/preview/"):
        paste(page, "textarea[name=body]", text)
    expect(page.locator("haru-editor .prose strong")).to_have_text("단어(word)")
    preview = page.locator("haru-editor .prose").inner_html()
    page.fill("input[name=title]", "미리 보기")
    page.click("button[name=publish]")
    page.wait_for_url(re.compile(r"/posts/\d+/"))
    assert Post.objects.get().html.strip() == preview.strip()
