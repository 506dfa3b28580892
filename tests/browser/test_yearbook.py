"""A yearbook opens from disk: search finds a post, a click opens it, and without JavaScript one finds it by the day."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from journal.actions.exports import ask_for_export
from tests.browser.conftest import PATIENCE
from tests.factories import make_cohort, make_comment, make_member, make_post
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def book(tmp_path) -> Path:
    """An unpacked yearbook with a post of Minji's about loss functions."""
    cohort = make_cohort("ai-tech")
    minji, haeun = make_member(cohort, handle="minji"), make_member(cohort, "organiser", "haeun")
    post = make_post(minji, cohort, title="<b>넷째 날</b>", body="### AI Math\n\n손실함수를 배웠다. C++ 도.", day=4)
    make_post(minji, cohort, title="다섯째 날", body="활성화 값이 커졌다.", day=5)
    make_comment(haeun, post, body="잘 읽었어요")
    export = ask_for_export(cohort=cohort, owner=haeun, kind="cohort")
    run_jobs("make_export")
    export.refresh_from_db()
    with zipfile.ZipFile(export.file.open("rb")) as archive:
        archive.extractall(tmp_path / "한글 이름")
    return tmp_path / "한글 이름"


@pytest.fixture
def open_book(chromium, book):
    """Return a function that opens a page of the book, from disk and without a network."""
    contexts = []

    def opened(name: str = "index.html", *, js: bool = True):
        context = chromium.new_context(java_script_enabled=js, offline=True, locale="ko-KR", color_scheme="dark")
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.trouble = []
        page.on("console", lambda message: message.type == "error" and page.trouble.append(message.text))
        page.goto((book / name).as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


def test_search_finds_a_post_and_a_click_opens_it(open_book):
    page = open_book()
    page.get_by_role("link", name="검색").click()
    found = page.locator("#found .post")
    for typed, number in (
        ("함수", 1),
        ("손실함수는", 1),
        ("C++", 1),
        ("날", 2),
        ("값", 1),
        ("배웠다 함수", 1),
        ("값 함수", 0),
    ):
        page.locator("#q").fill(typed)
        expect(found).to_have_count(number)
        expect(page.locator("#said")).to_contain_text(f"{number}" if number else "찾은 글이 없어요")
    page.locator("#q").fill("손실 함수")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("<b>넷째 날</b>")
    found.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("<b>넷째 날</b>")
    expect(page.locator(".comment__body")).to_have_text("잘 읽었어요")
    expect(page.locator("html")).to_have_css("background-color", "rgb(21, 23, 26)")  # its style sheets came
    page.go_back()
    expect(found).to_have_count(1)  # the search is where it was
    assert page.trouble == []


def test_everything_but_search_works_without_javascript(open_book):
    page = open_book(js=False)
    page.get_by_role("link", name="Day 4").click()
    page.get_by_role("link", name="넷째 날").click()
    page.get_by_role("link", name="Minji").first.click()
    expect(page.locator("h1")).to_have_text("Minji")
    expect(page.locator(".post")).to_have_count(2)
    page.get_by_role("link", name="검색").click()
    expect(page.locator("main")).to_contain_text("자바스크립트가 필요해요")
