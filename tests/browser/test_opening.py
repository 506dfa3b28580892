"""From an empty installation to an open cohort of 1,000 people, in a browser and without the admin site."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.newcomers import make_newcomers
from journal.actions.cohorts import add_member
from journal.models.cohorts import Cohort
from journal.models.people import Invitation, Membership, Team
from journal.models.rosters import Roster
from journal.queries.invitations import claim_token
from tests.factories import make_cohort, make_member, make_user
from tests.jobs import run_jobs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PEOPLE, TEAMS, MENTORS = 1_000, 40, 40
MOST_STEPS = 12
CURRICULUM = "일차\t주제\t코드\t제목\n" + "\n".join(f"{n}\t주제 {n % 8}\t{n}-1\t강의 {n}" for n in range(1, 81))


def roster_file() -> dict:
    """Return 960 campers in 40 teams and 40 mentors, in CP949 as a Korean spreadsheet writes it."""
    lines = ["이름,이메일,조,역할"]
    lines += [f"멘토{n},mentor{n}@example.org,{n + 1}조,멘토" for n in range(MENTORS)]
    lines += [f"캠퍼{n},camper{n}@example.org,{n % TEAMS + 1}조,캠퍼" for n in range(PEOPLE - MENTORS)]
    return {"name": "명단.csv", "mimeType": "text/csv", "buffer": "\r\n".join(lines).encode("cp949")}


class Walk:
    """Somebody who walks through the pages; `steps` counts the forms that they send."""

    def __init__(self, page):
        self.page, self.steps = page, 0

    def press(self, words: str) -> None:
        """Press a button and see the next page."""
        self.steps += 1
        self.page.get_by_role("button", name=words).click()

    def sees(self, words: str) -> None:
        """Wait until a page's heading says this."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(words)


def taken_in(walk: Walk) -> None:
    """Choose the roster and look at it."""
    walk.page.goto("/c/ai-tech-9/organise/roster/")
    walk.page.set_input_files("input[name=file]", [roster_file()])
    walk.press("먼저 살펴보기")


def test_a_cohort_of_a_thousand_is_opened_in_twelve_steps(sign_in):
    page = sign_in(make_user("root_staff", is_staff=True))
    walk = Walk(page)
    page.locator("main").get_by_role("link", name="새 기수 만들기").click()
    page.fill("input[name=name]", "부스트캠프 AI Tech 9기")
    page.fill("input[name=slug]", "ai-tech-9")
    page.fill("input[name=first_on]", "2026-03-02")
    page.fill("input[name=last_on]", "2026-07-31")
    walk.press("기수 만들기")
    walk.sees("휴일")
    expect(page.get_by_label("어린이날")).to_be_checked()
    page.fill("textarea[name=others]", "2026-06-12 쉬는 날")
    walk.press("저장하고 계속하기")
    walk.sees("섹션 템플릿")
    page.fill("textarea[name=body]", "## 학습 내용\n\n## 회고\n")
    walk.press("저장하고 계속하기")
    walk.sees("커리큘럼")
    page.fill("textarea[name=text]", CURRICULUM)
    walk.press("먼저 살펴보기")
    walk.press("80줄 적용하기")
    walk.sees("명단")
    taken_in(walk)
    walk.press("1,000줄 적용하기")
    walk.sees("명단을 넣고 있어요")
    run_jobs("apply_roster")
    walk.sees("명단을 넣었어요")  # by itself
    page.get_by_role("link", name="계속", exact=True).click()
    walk.sees("개설 준비")
    walk.press("기수 열기")
    walk.sees("열려 있는 기수예요")
    assert walk.steps <= MOST_STEPS
    cohort = Cohort.objects.get(slug="ai-tech-9")
    assert (cohort.state, cohort.lectures.count(), Team.objects.count()) == ("open", 80, TEAMS)
    assert Membership.objects.filter(cohort=cohort).count() == PEOPLE + 1

    before = list(Membership.objects.order_by("pk").values())
    taken_in(walk)
    walk.sees("명단대로 이미 되어 있어요")
    assert page.get_by_role("button", name="적용하기").count() == 0
    assert list(Membership.objects.order_by("pk").values()) == before
    assert set(Roster.objects.values_list("state", flat=True)) == {"done", "looked_at"}


@pytest.mark.parametrize("js", [True, False])
def test_a_small_screen_shows_every_page_without_sideways_scroll(sign_in, js):
    page = sign_in(make_user("root_staff", is_staff=True), "/cohorts/new/", width=320, height=640, js=js)
    page.fill("input[name=name]", "아주아주긴이름이라서끊을곳이없는기수" * 3)
    page.fill("input[name=slug]", "small")
    page.fill("input[name=first_on]", "2026-03-02")
    page.fill("input[name=last_on]", "2026-07-31")
    page.get_by_role("button", name="기수 만들기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("휴일")
    for name in ("basics", "holidays", "curriculum", "roster", "invitations", "opening"):
        page.goto(f"/c/small/organise/{name}/")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, name
    page.goto("/c/small/organise/roster/")
    page.fill("textarea[name=pasted]", f"이름,이메일\n{'긴이름' * 15},{'a' * 60}@example.org\n나쁨,{'긴' * 60}")
    page.get_by_role("button", name="먼저 살펴보기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("명단을 적용하면 바뀌는 것")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_newcomer_claims_their_account_on_a_phone(open_page):
    cohort = make_cohort("ai-tech")
    [person] = make_newcomers([("hana@example.org", "하나")], language="ko", time_zone="Asia/Seoul")
    membership = add_member(cohort=cohort, user=person, role="camper", state="invited")
    page = open_page(f"/join/mail/{claim_token(membership)}/", width=320, height=640)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.fill("input[name=handle]", "admin")
    page.fill("input[name=password]", "haru-backpropagation")
    page.get_by_role("button", name="참여하기").click()
    expect(page.locator(".errorlist")).to_have_count(1)  # the site's own name
    page.fill("input[name=handle]", "hana")
    page.fill("input[name=password]", "haru-backpropagation")
    page.get_by_role("button", name="참여하기").click()
    expect(page.locator(".message--success")).to_be_visible()
    assert Membership.objects.get(user=person).state == "active"


def test_a_link_is_copied_with_one_press_and_can_be_selected_without_a_script(sign_in):
    cohort = make_cohort("ai-tech")
    organiser = make_member(cohort, "organiser")
    link = Invitation.objects.create(cohort=cohort, expires_at=timezone.now() + timedelta(days=1), places=9)
    page = sign_in(organiser, "/c/ai-tech/organise/invitations/", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.get_by_role("button", name="복사").click()
    expect(page.get_by_role("button", name="복사됨")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("http") and copied.endswith(f"/join/{link.token}/")
    plain = sign_in(organiser, "/c/ai-tech/organise/invitations/", js=False)
    expect(plain.get_by_label("초대 링크")).to_have_value(copied)
    assert plain.get_by_role("button", name="복사").count() == 0
