"""A mentor's evening: 25 campers, 22 journals, 4 who wait, 3 who have not written; at most 30 clicks."""

import pytest
from playwright.sync_api import expect

from journal.actions.questions import ask_for_feedback
from journal.models.checks import Check
from journal.models.waiting import Waiting
from tests.factories import make_cohort, make_comment, make_member, make_post
from tests.jobs import run_jobs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = "/c/ai-tech/mentor/?day=4"
MOST_CLICKS = 30


@pytest.fixture
def evening():
    """Return the mentor, the campers and their journals."""
    cohort = make_cohort("ai-tech")
    team = cohort.teams.get(name="1조")
    mentor = make_member(cohort, "mentor", "seoyeon", mentored=[team])
    campers = [make_member(cohort, handle=f"camper{at:02}", team=team) for at in range(25)]
    posts = [make_post(camper, cohort, title=f"글 {camper.handle}", day=4) for camper in campers[:22]]
    for camper, post in list(zip(campers, posts, strict=False))[:4]:
        make_comment(camper, post, f"왜 그런가요? {camper.handle}", asks=True)
    return mentor, campers, posts


def clicks_of(page) -> int:
    """Return how many real clicks the browser saw since `count_clicks`."""
    return page.evaluate("window.clicks")


COUNT = "window.clicks = 0; addEventListener('click', (event) => { if (event.detail > 0) window.clicks += 1 }, true)"


def test_an_evening_of_at_most_thirty_clicks(evening, sign_in, client):
    mentor, campers, posts = evening
    page = sign_in(mentor, DESK)
    page.evaluate(COUNT)
    expect(page.locator("[id^=waiting-]")).to_have_count(4)
    expect(page.locator("[id^=silent-]")).to_have_count(3)
    page.click("button:has(> svg):has-text('모두 확인')")
    expect(page.locator("[data-x][aria-pressed=true]")).to_have_count(18)
    for left in (3, 2, 1, 0):
        row = page.locator("[id^=waiting-]").first
        row.locator("summary").click()
        row.locator("textarea").fill(f"이렇게 해 보세요 {left}")
        row.locator("form.deskform button").click()
        expect(page.locator("[id^=waiting-]")).to_have_count(left)
    for camper in campers[22:]:
        row = page.locator("[id^=silent-]", has_text=camper.display_name)
        row.locator("summary").click()
        row.locator("form.deskform button").click()
        expect(row.locator("summary")).to_have_count(0)
    assert clicks_of(page) <= MOST_CLICKS
    assert page.url.endswith(DESK)
    run_jobs("tell_of_checks")
    assert not Waiting.objects.exists()
    assert set(Check.objects.values_list("post", flat=True)) == {post.pk for post in posts[4:]}
    for at, camper in enumerate(campers):
        client.force_login(camper)
        if at < 4:
            assert "이렇게 해 보세요" in client.get(posts[at].get_absolute_url()).content.decode()
        elif at < 22:
            assert "Seoyeon 멘토님이 확인했어요" in client.get(posts[at].get_absolute_url()).content.decode()
        else:
            assert "어려운 일이 있으면" in client.get("/notifications/").content.decode()


def test_keys_do_the_same_and_rest_while_one_types(evening, sign_in):
    page = sign_in(evening[0], DESK)
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.type("jkrx")
    assert page.locator("textarea:focus").input_value() == "jkrx"
    expect(page.locator("[data-chosen]")).to_have_count(1)
    page.locator("[id^=post-]").first.locator(".deskrow__meta").click()
    page.locator("[id^=post-]").first.focus()
    page.keyboard.press("x")
    expect(page.locator("[data-x][aria-pressed=true]")).to_have_count(1)
    assert page.locator("[id^=waiting-] textarea").first.input_value() == "jkrx"  # nothing typed elsewhere is lost


def test_what_was_typed_stays_when_the_session_is_over(evening, sign_in):
    page = sign_in(evening[0], DESK)
    row = page.locator("[id^=waiting-]").first
    row.locator("summary").click()
    row.locator("textarea").fill("잃으면 안 되는 글")
    page.context.clear_cookies()
    row.locator("form.deskform button").click()
    expect(row.locator("[data-unsent]")).to_be_visible()
    assert row.locator("textarea").input_value() == "잃으면 안 되는 글"


def test_the_same_without_a_script(evening, sign_in):
    mentor, campers, posts = evening
    page = sign_in(mentor, DESK, js=False, width=390)
    page.locator("button", has_text="모두 확인").click()
    assert Check.objects.count() == 18
    row = page.locator("[id^=waiting-]").first
    row.locator("summary").click()
    row.locator("textarea").fill("답이에요")
    row.locator("form.deskform button").click()
    expect(page.locator("[id^=waiting-]")).to_have_count(3)
    assert page.url.endswith(DESK)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_counts_come_along_and_a_dismissal_can_be_taken_back(evening, sign_in):
    page = sign_in(evening[0], DESK)
    rows, second = page.locator("[id^=waiting-]"), page.locator("[id^=waiting-]").nth(1)
    words, mark = second.locator(".deskrow__words").inner_text(), page.locator("[id^=meta-] .deskrow__wait")
    rows.nth(2).locator("summary").click()
    rows.nth(2).locator("textarea").fill("쓰고 있던 답")
    expect(mark).to_have_count(4)
    second.locator("button", has_text="답변 불필요").click()
    expect(rows).to_have_count(3)
    for count in (page.locator("#head-waits .desk__count"), page.locator("#desk-numbers .desk__wait")):
        expect(count).to_contain_text("3")
    expect(mark).to_have_count(3)
    expect(page.locator("#head-posts button")).to_contain_text("19")
    page.locator("#messages button").click()
    expect(rows).to_have_count(4)
    expect(rows.nth(1)).to_contain_text(words)
    expect(page.locator("#head-waits .desk__count")).to_contain_text("4")
    expect(page.locator("#head-posts button")).to_contain_text("18")
    assert page.locator("textarea").nth(2).input_value() == "쓰고 있던 답"
    assert page.url.endswith(DESK)


def test_a_reply_to_a_journal_settles_what_waits_above(evening, sign_in):
    _mentor, campers, posts = evening
    ask_for_feedback(post=posts[5])
    page = sign_in(evening[0], DESK)
    expect(page.locator("[id^=waiting-]")).to_have_count(5)
    row = page.locator(f"#post-{posts[5].pk}")
    row.locator("summary").click()
    row.locator("textarea").fill("잘 읽었어요.")
    row.locator("form.deskform button").click()
    expect(page.locator("[id^=waiting-]")).to_have_count(4)
    expect(page.locator("#head-waits .desk__count")).to_contain_text("4")
    expect(row.locator(".deskrow__meta")).to_contain_text("댓글 1개")


def test_the_rest_of_a_long_list_comes_to_its_end(evening, sign_in):
    mentor, campers, posts = evening
    for number in range(30):
        make_comment(campers[5], posts[5], f"질문 {number}", asks=True)
    page = sign_in(mentor, DESK)
    expect(page.locator("[id^=waiting-]")).to_have_count(30)
    page.locator("#more-waiting a").click()
    expect(page.locator("[id^=waiting-]")).to_have_count(34)
    expect(page.locator("#more-waiting a")).to_have_count(0)
    expect(page.locator("[id^=waiting-]").nth(30)).to_be_focused()
    row = page.locator("[id^=waiting-]").last
    row.locator("button", has_text="답변 불필요").click()
    expect(page.locator("[id^=waiting-]")).to_have_count(33)


def test_a_note_is_counted_wherever_its_camper_stands(evening, sign_in):
    page = sign_in(evening[0], DESK)
    places = page.locator(f"[class~='notes-of-{evening[1][0].memberships.get().pk}']")
    expect(places).to_have_count(2)  # the first journal ever, and among the day's
    places.last.locator("..").click()
    page.locator(".notes textarea").fill("지켜보기")
    page.locator(".notes form button").click()
    for place in (places.first, places.last):
        expect(place).to_have_text("1")
    expect(page.locator(".note")).to_contain_text("지켜보기")
