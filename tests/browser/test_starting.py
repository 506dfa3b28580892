"""A page begins by itself: typing at once in the right place, and what was left open comes along by one button."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from journal.actions.templates import keep_template
from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from journal.models.posts import Post
from tests.factories import make_cohort, make_member, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIELD = "textarea[name=body]"
EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
OPENING = "## 학습 내용\n\n### AI Math\n\n- [ ] 4-1 행렬 곱\n\n{}\n\n## 회고\n"


@pytest.fixture
def minji():
    """Minji on Day 4 of a cohort, with an open box in her Day 3."""
    first = timezone.now().astimezone(ZoneInfo("Asia/Seoul")).date() - timedelta(3)
    cohort = make_cohort(
        "ai-tech", first_on=first, last_on=first + timedelta(60), study_weekdays=EVERY_DAY,
        section_template="## 학습 내용\n\n## 회고\n",
    )  # fmt: skip
    topic = curate_topic(cohort=cohort, name="AI Math", position=1)
    Lecture.objects.create(cohort=cohort, topic=topic, code="4-1", title="행렬 곱", study_on=cohort.today())
    minji = make_member(cohort, handle="minji", team=cohort.teams.first())
    day = cohort.calendar.number_of(cohort.today())
    make_post(minji, cohort, day=day - 1, title="어제", body="## 회고\n\n- [ ] 어제 못 한 것\n- [x] 한 것")
    return minji


def test_one_tap_from_home_and_the_letters_go_where_they_belong(minji, sign_in):
    page = sign_in(minji, "/")
    page.click("main .button--primary")
    page.wait_for_url("**/posts/new/**")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("typed at once")
    assert page.input_value(FIELD) == OPENING.format("typed at once")


def test_carrying_over_is_one_step_for_undo_and_keeps_the_caret(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    page.keyboard.type("mine")
    page.click("button[name=continue]")
    carried = OPENING.format("mine").replace("## 회고\n", "## 회고\n\n- [ ] 어제 못 한 것\n")
    expect(page.locator(FIELD)).to_have_value(carried)
    expect(page.locator("button[name=continue]")).to_be_hidden()
    page.keyboard.type("!")
    assert page.input_value(FIELD) == carried.replace("mine", "mine!")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert page.input_value(FIELD) == OPENING.format("mine")
    assert Post.objects.filter(author=minji).count() == 1


def test_a_server_that_cannot_answer_the_script_is_asked_by_the_form(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    page.keyboard.type("mine")
    page.route(
        "**/posts/new/**", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_()
    )
    with page.expect_navigation():
        page.click("button[name=continue]")
    assert "- [ ] 어제 못 한 것" in page.input_value(FIELD) and "mine" in page.input_value(FIELD)


def test_enter_in_a_field_saves_the_draft_and_carries_nothing(minji, sign_in):
    page = sign_in(minji, "/posts/new/", js=False)
    page.fill("input[name=title]", "제목")
    with page.expect_navigation():
        page.press("input[name=title]", "Enter")
    post = Post.objects.get(title="제목")
    assert (post.is_published, "어제 못 한 것" in post.body) == (False, False)
    with page.expect_navigation():
        page.click("button[name=continue]")
    assert "- [ ] 어제 못 한 것" in page.input_value(FIELD)
    assert page.input_value("input[name=title]") == "제목"


def test_another_template_is_chosen_by_a_tap_and_keeps_what_is_typed(minji, sign_in):
    keep_template(owner=minji, name="짧게", body="## 한 줄\n", is_default=False)
    page = sign_in(minji, "/posts/new/")
    page.click("button[name=template]:has-text('짧게')")
    short = "## 학습 내용\n\n### AI Math\n\n- [ ] 4-1 행렬 곱\n\n{}\n\n## 한 줄\n"
    expect(page.locator(FIELD)).to_have_value(short.format(""))
    expect(page.locator("button[name=template]:has-text('짧게')")).to_have_attribute("aria-pressed", "true")
    page.keyboard.type("mine")
    assert page.input_value(FIELD) == short.format("mine")
    page.click("button[name=template]:has-text('ai-tech')")
    expect(page.locator(FIELD)).to_have_value(short.format("mine") + "\n## 회고\n")
    page.focus(FIELD)
    page.keyboard.press("Control+z")
    assert page.input_value(FIELD) == short.format("mine")


def test_without_javascript_too(minji, sign_in):
    keep_template(owner=minji, name="짧게", body="## 한 줄\n", is_default=False)
    page = sign_in(minji, "/posts/new/", js=False)
    page.fill(FIELD, "쓴 글")
    page.fill("input[name=title]", "제목")
    with page.expect_navigation():
        page.click("button[name=template]:has-text('짧게')")
    assert page.input_value(FIELD).startswith("쓴 글\n\n## 학습 내용\n") and page.input_value(FIELD).endswith(
        "## 한 줄\n"
    )
    with page.expect_navigation():
        page.press("input[name=title]", "Enter")  # the draft is saved: no template is begun anew
    assert Post.objects.get(title="제목").body.count("## 한 줄") == 1


def test_another_day_begins_anew_until_something_is_written(minji, sign_in):
    cohort = minji.memberships.get().cohort
    topic = cohort.topics.get()
    yesterday = cohort.today() - timedelta(1)
    Post.objects.filter(author=minji).delete()
    Lecture.objects.create(cohort=cohort, topic=topic, code="3-1", title="벡터", study_on=yesterday)
    page = sign_in(minji, "/posts/new/")
    expect(page.locator("haru-fill.editor__starts")).to_be_hidden()
    page.click("haru-days button:has-text('Day 3')")
    expect(page.locator(FIELD)).to_have_value(OPENING.format("").replace("4-1 행렬 곱", "3-1 벡터"))
    page.select_option("select[name=study_on]", "")
    expect(page.locator(FIELD)).to_have_value("")
    page.click("haru-days button:has-text('Day 4')")
    expect(page.locator(FIELD)).to_have_value(OPENING.format(""))
    page.keyboard.type("mine")
    page.click("haru-days button:has-text('Day 3')")
    with page.expect_response("**/drafts/**"):
        pass
    assert page.input_value(FIELD) == OPENING.format("mine")


def test_buttons_still_work_when_the_draft_has_saved_itself(minji, sign_in):
    keep_template(owner=minji, name="짧게", body="## 한 줄\n", is_default=False)
    page = sign_in(minji, "/posts/new/")
    page.keyboard.type("mine")
    page.wait_for_url("**/edit/")
    page.click("button[name=template]:has-text('짧게')")
    expect(page.locator(FIELD)).to_have_value(OPENING.format("mine") + "\n## 한 줄\n")
    page.click("button[name=continue]")
    expect(page.locator(FIELD)).to_have_value(re.compile("- \\[ \\] 어제 못 한 것"))
    draft = Post.objects.get(author=minji, published_at=None)
    page.click("button[name=publish]")
    page.wait_for_url(f"**/posts/{draft.pk}/day-4/")
    assert Post.objects.filter(author=minji).count() == 2
