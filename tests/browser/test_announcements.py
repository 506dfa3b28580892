"""The whole way of an announcement: written to a team, pinned, mailed, found, opened, counted."""

import pytest
from playwright.sync_api import expect

from journal.actions.mail import deliver_mail
from tests.factories import make_announcement, make_cohort, make_member
from tests.jobs import run_jobs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "이번 주 피어세션은 3시예요"


@pytest.fixture
def people():
    """Return an organiser, two campers of team one and one of team two."""
    cohort = make_cohort("ai-tech")
    one, two = (cohort.teams.get(name=name) for name in ("1조", "2조"))
    organiser = make_member(cohort, "organiser", "haeun")
    mates = [make_member(cohort, handle=handle, team=one) for handle in ("minji", "bora")]
    return cohort, organiser, mates, make_member(cohort, handle="sol", team=two)


def test_from_the_organiser_s_form_to_who_has_read_it(people, sign_in, mailoutbox):
    cohort, organiser, (minji, _bora), sol = people
    page = sign_in(organiser, "/c/ai-tech/announcements/")
    page.get_by_role("link", name="공지 쓰기").click()
    page.get_by_label("제목").fill(TITLE)
    page.get_by_label("본문").fill("**3시**에 만나요.")
    expect(page.get_by_label("1조")).to_be_hidden()  # only where it is not for everybody
    page.get_by_label("몇몇 조나 역할").check()
    page.get_by_label("1조").check()
    page.get_by_label("맨 위에 두는 마지막 날").fill(cohort.today().isoformat())
    page.get_by_label("메일로도 보내기").check()
    page.get_by_role("button", name="미리보기").click()
    expect(page.locator(".comment-form__preview strong")).to_have_text("3시")
    expect(page.get_by_label("1조")).to_be_checked()
    page.get_by_role("button", name="공지하기").click()
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator("main")).to_contain_text("2명 중 0명이 읽었어요")
    run_jobs("tell_of_announcement")
    deliver_mail()
    assert {mail.to[0] for mail in mailoutbox} == {"minji@test.example", "bora@test.example"}

    reader = sign_in(minji, "/")
    expect(reader.locator(".pin__title")).to_have_text(TITLE)
    reader.locator(".pin__title a").click()
    expect(reader.locator("article strong")).to_have_text("3시")
    reader.goto("/c/ai-tech/")
    expect(reader.locator("h1")).to_be_visible()
    expect(reader.locator(".pin")).to_have_count(0)  # opened is read

    other = sign_in(sol, "/")
    for place in ("/", "/c/ai-tech/", "/c/ai-tech/announcements/", "/notifications/"):
        other.goto(place)
        expect(other.locator("h1")).to_be_visible()
        expect(other.locator("body")).not_to_contain_text(TITLE)

    page.reload()
    expect(page.locator("main")).to_contain_text("2명 중 1명이 읽었어요")
    page.get_by_role("link", name="2명 중 1명이 읽었어요").click()
    expect(page.locator(".membernames li")).to_have_count(1)
    expect(page.locator(".membernames")).to_contain_text("Bora")


def test_a_button_closes_it_in_place_and_without_a_script(people, sign_in):
    cohort, organiser, (minji, bora), _sol = people
    make_announcement(organiser, cohort, title=TITLE, pin_ends_on=cohort.today())
    for person, js in ((minji, True), (bora, False)):
        page = sign_in(person, "/", js=js)
        page.locator(".pin__read button").click()
        expect(page.locator(".pin")).to_have_count(0)
        page.goto("/")
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".pin")).to_have_count(0)
