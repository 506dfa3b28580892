"""Nothing typed is lost: no connection, a closed tab, an ended session, the back button, two devices, a full disk."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from accounts.models import Session
from journal.models.posts import Post
from journal.models.revisions import Revision
from tests.browser.conftest import FIRST_PAGE, PATIENCE
from tests.factories import make_cohort, make_member, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIELD = "textarea[name=body]"
STATE = "[data-state]"
SAVED = re.compile(r"저장됨 \d\d:\d\d")
TEXT = "## 회고\n오늘은 행렬을 배웠다. "


@pytest.fixture
def minji():
    return make_member(make_cohort("ai-tech"), handle="minji")


def ready(page) -> None:
    """Wait until the editor keeps what is typed."""
    page.wait_for_selector("form.editor[data-kept]")


def write(page, text: str = TEXT) -> None:
    """Type at the end of the text."""
    ready(page)
    page.focus(FIELD)
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def local(page) -> list[str]:
    """Return the texts that this browser keeps."""
    return page.evaluate(
        """async () => {
            const { recordsOf } = await import(document.querySelector("script[src*='journal']").src.replace(/journal[^/]*$/, "editing/records.js"));
            const all = await recordsOf(document.querySelector("haru-autosave").dataset.writer);
            return all.map((record) => record.fields.body);
        }"""
    )


def sign_in_here(page, user) -> None:
    """Sign in on the page that asks for it."""
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", "pass")
    page.click("main button[type=submit]")


def caret(page) -> int:
    return page.eval_on_selector(FIELD, "field => field.selectionStart")


def test_words_arrive_by_themselves_without_a_title(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    write(page)
    expect(page.locator(STATE)).to_have_text("저장 중")
    expect(page.locator(STATE)).to_have_text(SAVED)
    post = Post.objects.get()
    assert post.body.endswith(TEXT)
    assert (post.title, post.is_published) == ("", False)
    assert page.url.endswith(f"/posts/{post.pk}/edit/")
    assert local(page) == [], "the server has it: this browser need not keep it"
    page.reload()
    assert page.input_value(FIELD).endswith(TEXT)
    page.click("button[name=publish]")
    page.wait_for_url(re.compile(r"/posts/\d+/(?!edit)"))
    assert Post.objects.get().is_published


def test_a_copy_that_its_own_editor_has_overtaken_stays_away(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    write(page)
    expect(page.locator(STATE)).to_have_text(SAVED)
    post = Post.objects.get()
    killed = {"writer": str(minji.pk), "client": str(post.saved_by), "turn": post.saved_turn - 1, "post": str(post.pk)}
    kept = {**killed, "at": 1, "caret": [0, 0, "none"], "fields": {"body": "## 회고\n오늘은"}}
    page.evaluate(  # what a browser has that was killed after sending and before keeping it
        """async (record) => {
            const { keep } = await import(document.querySelector("script[src*='journal']").src.replace(/journal[^/]*$/, "editing/records.js"));
            await keep(record);
        }""",
        kept,
    )
    page.reload()
    ready(page)
    assert page.input_value(FIELD).endswith(TEXT)
    assert local(page) == []
    write(page, "끝.")
    expect(page.locator(STATE)).to_have_text(SAVED)
    assert Post.objects.get().body.endswith(TEXT + "끝.")


def test_a_copy_is_in_the_browser_within_a_second(minji, sign_in):
    page = sign_in(minji)
    page.clock.install()
    page.goto("/posts/new/")
    ready(page)
    page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))  # from here on the page's time stands still
    write(page)
    page.clock.run_for(1_000)
    for _ in range(PATIENCE // 50):  # the disk has its own time
        if texts := local(page):
            break
        page.wait_for_timeout(50)
    assert [text.endswith(TEXT) for text in texts] == [True]
    assert not Post.objects.exists()


def test_offline_and_the_tab_closed(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    ready(page)
    page.context.set_offline(True)
    write(page)
    expect(page.locator(STATE)).to_have_text("오프라인, 기기에 저장됨")
    page.click("button[name=publish]")
    expect(page.locator("[data-notice]")).to_contain_text("연결이 없어요")
    context = page.context
    page.close()
    assert not Post.objects.exists()
    context.set_offline(False)
    page = context.new_page()
    page.goto("/posts/new/")
    ready(page)
    assert page.input_value(FIELD).endswith(TEXT)
    expect(page.locator("[data-notice]")).to_contain_text("되살렸어요")
    expect(page.locator(STATE)).to_have_text(SAVED)
    assert Post.objects.get().body.endswith(TEXT)
    assert local(page) == []


def test_back_online_saves_at_once(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    ready(page)
    page.context.set_offline(True)
    write(page)
    expect(page.locator(STATE)).to_have_text("오프라인, 기기에 저장됨")
    page.context.set_offline(False)
    expect(page.locator(STATE)).to_have_text(SAVED)


def test_a_server_that_is_down_or_answers_nonsense(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    page.route("**/posts/drafts/", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    write(page)
    expect(page.locator(STATE)).to_have_text("오프라인, 기기에 저장됨")
    page.unroute("**/posts/drafts/")
    expect(page.locator(STATE)).to_have_text(SAVED)
    assert Post.objects.get().body.endswith(TEXT)


def test_an_answer_that_is_lost_makes_neither_two_posts_nor_a_crossing(minji, sign_in):
    page = sign_in(minji, "/posts/new/")

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/posts/drafts/", lose)
    write(page)
    expect(page.locator(STATE)).to_have_text("오프라인, 기기에 저장됨")
    assert Post.objects.count() == 1
    page.unroute("**/posts/drafts/")
    write(page, "더")
    expect(page.locator(STATE)).to_have_text(SAVED)
    assert Post.objects.get().body.endswith(TEXT + "더")
    assert not Revision.objects.exists()


def test_the_session_ends_and_the_same_text_and_caret_are_there_after_signing_in(minji, sign_in):
    page = sign_in(minji, "/posts/new/?cohort=ai-tech")
    write(page)
    expect(page.locator(STATE)).to_have_text(SAVED)
    Session.objects.all().delete()
    write(page, "아직 서버에 없는 말")
    page.keyboard.press("Home")
    at = caret(page)
    expect(page.locator("[data-notice]")).to_contain_text("로그아웃")
    assert page.locator(STATE).inner_text() == "기기에 저장됨"
    page.click("[data-sign-in]")
    sign_in_here(page, minji)
    page.wait_for_url("**/edit/")
    ready(page)
    assert page.input_value(FIELD).endswith("아직 서버에 없는 말")
    assert caret(page) == at
    expect(page.locator(STATE)).to_have_text(SAVED)
    assert Post.objects.get().body.endswith("아직 서버에 없는 말")


def test_the_session_ends_before_publishing(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    write(page)
    page.fill("input[name=title]", "제목도")
    page.focus(FIELD)
    at = page.eval_on_selector(FIELD, "field => (field.setSelectionRange(4, 4), field.selectionStart)")
    Session.objects.all().delete()
    page.click("button[name=publish]")
    page.wait_for_url("**/accounts/login/**")
    sign_in_here(page, minji)
    page.wait_for_url("**/posts/new/")
    ready(page)
    assert page.input_value(FIELD).endswith(TEXT)
    assert page.input_value("input[name=title]") == "제목도"
    assert caret(page) == at
    page.click("button[name=publish]")
    page.wait_for_url(re.compile(r"/posts/\d+/(?!edit)"))
    post = Post.objects.get()
    assert (post.title, post.is_published) == ("제목도", True)


def test_somebody_else_at_the_same_browser_sees_nothing(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    page.context.set_offline(True)
    write(page, "민지의 비밀")
    page.wait_for_timeout(1_000)
    page.context.set_offline(False)
    page.context.clear_cookies()
    other = make_member(minji.memberships.get().cohort, handle="bora")
    page.goto("/accounts/login/?next=/posts/new/")
    sign_in_here(page, other)
    page.wait_for_url("**/posts/new/")
    ready(page)
    page.wait_for_timeout(500)
    assert "비밀" not in page.input_value(FIELD)


def test_away_and_back_again(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    write(page)
    page.goto("/")
    page.go_back()
    ready(page)
    assert page.input_value(FIELD).endswith(TEXT)
    expect(page.locator(STATE)).to_have_text(SAVED)
    assert Post.objects.count() == 1


def test_back_after_publishing_brings_no_old_text_up(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    write(page)
    expect(page.locator(STATE)).to_have_text(SAVED)
    write(page, "그리고")
    page.click("button[name=publish]")
    page.wait_for_url(re.compile(r"/posts/\d+/(?!edit)"))
    assert Post.objects.get().body.endswith(TEXT + "그리고")
    page.go_back()
    ready(page)
    assert page.input_value(FIELD).endswith(TEXT + "그리고")
    page.wait_for_timeout(4_000)
    assert Post.objects.count() == 1
    assert not hasattr(Post.objects.get(), "pending_edit")


def test_a_double_tap_makes_one_post(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    write(page)
    page.dblclick("button[name=publish]")
    page.wait_for_url(re.compile(r"/posts/\d+/(?!edit)"))
    assert Post.objects.get().is_published


def test_two_devices(minji, sign_in):
    post = make_post(minji, minji.memberships.get().cohort, body="처음 글\n", publish=False)
    phone, laptop = (sign_in(minji, f"/posts/{post.pk}/edit/", width=width) for width in (390, 1280))
    write(phone, "휴대폰에서 쓴 말")
    ready(laptop)
    expect(phone.locator(STATE)).to_have_text(SAVED)
    write(laptop, "노트북에서 쓴 말")
    notice = laptop.locator("[data-notice]")
    expect(notice).to_contain_text("다른 곳에서")
    assert Post.objects.get().body.endswith("휴대폰에서 쓴 말")
    assert Revision.objects.filter(body__contains="노트북에서 쓴 말").exists()
    notice.get_by_role("button").click()
    crossing = laptop.locator(".crossing")
    expect(crossing).to_contain_text("휴대폰에서 쓴 말")
    expect(crossing).to_contain_text("노트북에서 쓴 말")
    laptop.wait_for_timeout(4_000)
    assert Post.objects.get().body.endswith("휴대폰에서 쓴 말"), "nothing is overwritten before its writer decides"
    write(laptop, " 그리고 둘 다")
    expect(laptop.locator(STATE)).to_have_text(SAVED)
    assert Post.objects.get().body.endswith("그리고 둘 다")
    assert Revision.objects.filter(body__contains="휴대폰에서 쓴 말").exists()


def test_a_tab_that_is_open_keeps_its_own_text(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    write(page)
    expect(page.locator(STATE)).to_have_text(SAVED)
    page.context.set_offline(True)
    write(page, "첫째 탭")
    page.wait_for_timeout(800)
    page.context.set_offline(False)
    page.route("**/posts/drafts/", lambda route: route.abort())
    other = page.context.new_page()
    other.goto(page.url)
    ready(other)
    assert "첫째 탭" not in other.input_value(FIELD)
    page.close()
    other.reload()
    ready(other)
    assert other.input_value(FIELD).endswith("첫째 탭")


def test_storage_is_full(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    ready(page)
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": page.url.split("/posts")[0], "quotaSize": 1})
    page.route("**/posts/drafts/", lambda route: route.abort())
    write(page, "가나다라" * 5_000)
    expect(page.locator(STATE)).to_have_text("아직 저장 못 함: 이 창을 닫지 마세요")
    page.unroute("**/posts/drafts/")
    expect(page.locator(STATE)).to_have_text(SAVED)
    assert Post.objects.get().body.endswith("가나다라")


def test_nothing_is_saved_before_somebody_types(minji, sign_in):
    page = sign_in(minji)
    page.clock.install()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/posts/new/")
    ready(page)
    page.clock.run_for(60_000)
    assert [url for url in asked if "/drafts/" in url] == []
    assert not Post.objects.exists()
    assert local(page) == []


def test_a_page_from_before_signing_in_again_can_still_be_sent(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    write(page)
    other = page.context.new_page()
    page.context.clear_cookies()
    other.goto("/accounts/login/")
    sign_in_here(other, minji)
    other.wait_for_url(FIRST_PAGE)
    page.click("button[name=publish]")
    page.wait_for_url(re.compile(r"/posts/\d+/(?!edit)"))
    assert Post.objects.get().body.endswith(TEXT)


def test_every_cookie_is_gone(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    write(page)
    page.context.clear_cookies()
    expect(page.locator("[data-notice]")).to_contain_text("로그아웃")
    page.click("[data-sign-in]")
    sign_in_here(page, minji)
    page.wait_for_url("**/posts/new/")
    ready(page)
    assert page.input_value(FIELD).endswith(TEXT)


@pytest.mark.parametrize("cookies", ["without a session", "without any"])
def test_without_javascript_the_text_is_there_again_after_signing_in(minji, sign_in, cookies):
    page = sign_in(minji, "/posts/new/", js=False)
    page.fill(FIELD, TEXT)
    page.fill("input[name=title]", "제목도")
    Session.objects.all().delete()
    if cookies == "without any":
        page.context.clear_cookies()
    page.click("button[name=publish]")
    page.wait_for_url("**/accounts/login/**")
    sign_in_here(page, minji)
    page.wait_for_url("**/posts/new/")
    assert page.input_value(FIELD) == TEXT
    assert page.input_value("input[name=title]") == "제목도"
    expect(page.locator(".notice")).to_contain_text("아직 저장되지 않았어요")
    page.click("button[name=publish]")
    page.wait_for_url(re.compile(r"/posts/\d+/(?!edit)"))
    assert Post.objects.get().title == "제목도"
    page.goto("/posts/new/")
    assert page.input_value(FIELD) != TEXT
