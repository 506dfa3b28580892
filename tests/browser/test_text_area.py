"""The text area: tools and shortcuts that undo takes back, lists, links, suggestions, the menu, and the preview beside it."""

import re

import pytest
from django.templatetags.static import static
from playwright.sync_api import expect

from accounts.models import User
from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from journal.models.posts import Post
from journal.text.chosung import BEGINS, EXACT, WORD_BEGINS, matches
from tests.factories import make_cohort, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIELD = "textarea[name=body]"
LIST = ".suggestions--caret:not([hidden])"


@pytest.fixture
def minji():
    cohort = make_cohort("ai-tech")
    team = cohort.teams.first()
    topic = curate_topic(cohort=cohort, name="AI Math", position=1, aliases=["행렬"])
    Lecture.objects.create(cohort=cohort, topic=topic, code="4-1", title="행렬 곱", study_on=cohort.today())
    User.objects.filter(pk=make_member(cohort, handle="bora", team=team).pk).update(display_name="보라")
    return make_member(cohort, handle="minji", team=team)


def write(page, text: str, start: int | None = None, end: int | None = None) -> None:
    """Put a text into the field, select from `start` to `end`, and let its undo begin here."""
    at = len(text) if start is None else start
    page.eval_on_selector(
        FIELD,
        """(field, [text, start, end]) => {
            field.focus(); field.select(); document.execCommand(text ? "insertText" : "delete", false, text);
            field.setSelectionRange(start, end); field.scrollTop = 0;
        }""",
        [text, at, at if end is None else end],
    )


def text_of(page) -> str:
    return page.input_value(FIELD)


def do(page, keys: str) -> str:
    """Press keys; return the text."""
    for key in keys.split():
        page.keyboard.press(key)
    return text_of(page)


def test_shortcuts_and_tools_mark_unmark_and_can_be_undone(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    for keys, marked in (
        ("Control+b", "가 **나다** 라"), ("Control+i", "가 *나다* 라"), ("Control+e", "가 `나다` 라"),
        ("Control+k", "가 [나다]() 라"),
    ):  # fmt: skip
        write(page, "가 나다 라", 2, 4)
        assert do(page, keys) == marked
        if keys != "Control+k":
            assert do(page, keys) == "가 나다 라"
            page.keyboard.press("Control+z")
            assert text_of(page) == marked
        assert do(page, "Control+z") == "가 나다 라"

    write(page, "***둘***", 4)
    assert do(page, "Control+i") == "**둘**"
    write(page, " 사이 ", 0, 4)
    assert do(page, "Control+b") == " **사이** "  # blanks inside would mark nothing

    tools = {
        "heading": "## 하나\n## 둘", "list": "- 하나\n- 둘", "tasks": "- [ ] 하나\n- [ ] 둘", "quote": "> 하나\n> 둘",
    }  # fmt: skip
    for tool, made in tools.items():
        write(page, "하나\n둘", 0, 4)
        page.click(f"[data-tool={tool}]")
        expect(page.locator(FIELD)).to_have_value(made)
        page.click(f"[data-tool={tool}]")
        expect(page.locator(FIELD)).to_have_value("하나\n둘")
        assert do(page, "Control+z Control+z") == "하나\n둘"
    for tool, made in {"strike": "~~하나~~", "math": "$하나$", "code": "`하나`", "link": "[하나]()"}.items():
        write(page, "하나", 0, 2)
        page.click(f"[data-tool={tool}]")
        expect(page.locator(FIELD)).to_have_value(made)
    write(page, "")
    page.click("[data-tool=table]")
    page.keyboard.type("칸")
    assert text_of(page).startswith("| 칸 |  |\n| --- | --- |")


def test_toolbar_is_one_tab_stop_and_says_its_shortcuts(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    assert page.eval_on_selector_all("[role=toolbar] button[tabindex='0']", "all => all.length") == 1
    page.focus("[data-tool=heading]")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-tool=bold]")).to_be_focused()
    assert page.get_attribute("[data-tool=bold]", "aria-keyshortcuts") in ("Control+B", "Meta+B")
    page.keyboard.press("Tab")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("[data-tool=bold]")).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator("[data-tool=heading]")).to_be_focused()


def test_save_and_publish_have_keys(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    write(page, "# 오늘\n\n글이에요.")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/posts/\d+/edit/"))
    assert (page.input_value(FIELD), Post.objects.get().is_published) == ("# 오늘\n\n글이에요.", False)
    page.focus(FIELD)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/posts/\d+/(?!edit)"))
    assert Post.objects.get().is_published


def test_lists_go_on_and_tab_moves_only_their_lines(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    write(page, "- 하나")
    page.keyboard.press("Enter")
    page.keyboard.type("둘")
    assert do(page, "Tab") == "- 하나\n  - 둘"
    assert do(page, "Shift+Tab") == "- 하나\n- 둘"
    assert do(page, "Control+z") == "- 하나\n  - 둘"
    write(page, "1. 하나\n2. 둘")
    assert do(page, "Tab") == "1. 하나\n   2. 둘"
    write(page, "> - 하나\n> - 둘", 0, 13)
    assert do(page, "Tab") == ">   - 하나\n>   - 둘"
    assert do(page, "Shift+Tab") == "> - 하나\n> - 둘"
    write(page, "- 하나")
    assert do(page, "Escape Tab") == "- 하나"
    expect(page.locator(FIELD)).not_to_be_focused()
    write(page, "글")
    assert do(page, "Tab") == "글"
    expect(page.locator(FIELD)).not_to_be_focused()


def paste(page, text: str) -> str:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.focus(FIELD)
    return do(page, "Control+v")


def test_an_address_pasted_over_words_makes_a_link_of_them(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    write(page, "여기 보세요", 0, 2)
    assert paste(page, "https://example.org/a") == "[여기](https://example.org/a) 보세요"
    assert do(page, "Control+z") == "여기 보세요"
    write(page, "여기", 0, 2)
    assert paste(page, "https://example.org/a_(b)") == "[여기](<https://example.org/a_(b)>)"
    write(page, "여기", 0, 2)
    assert paste(page, "다른 말") == "다른 말"
    write(page, "https://example.org/", 0, 20)
    assert paste(page, "https://example.org/b") == "https://example.org/b"


def test_people_and_topics_are_suggested_and_picked(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    write(page, "고마워요 ")
    page.keyboard.type("@ㅂㄹ")
    expect(page.locator(f"{LIST} [role=option]")).to_have_count(1)
    field = page.locator(FIELD)
    expect(field).to_have_attribute("role", "combobox")
    chosen = field.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{chosen}")).to_contain_text("보라")
    assert do(page, "Enter") == "고마워요 @bora "
    assert field.get_attribute("role") is None
    assert do(page, "Control+z") == "고마워요 @ㅂㄹ"

    write(page, "오늘은 ")
    page.keyboard.type("#행ㄹ")
    page.locator(f"{LIST} [role=option]").click()
    expect(field).to_have_value("오늘은 [#AI Math](/c/ai-tech/topics/ai-math/) ")
    expect(page.locator("input[name=topics]")).to_have_value("AI Math")
    page.keyboard.type("#ai m")
    expect(page.locator(LIST)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("input[name=topics]")).to_have_value("AI Math")  # once

    page.keyboard.type("@bo")
    expect(page.locator(LIST)).to_be_visible()
    assert do(page, "Escape").endswith("@bo")
    page.keyboard.type("r")
    expect(page.locator(LIST)).to_have_count(0)

    for before in ("#", "# ai", "`@bo", "```\n@bo", "a@bo", "## ai"):
        write(page, "")
        page.keyboard.type(before)
        page.wait_for_timeout(180)
        expect(page.locator(LIST)).to_have_count(0)


def test_slash_opens_a_menu_of_sections_blocks_and_lectures(minji, sign_in):
    page = sign_in(minji, "/posts/new/", locale="ko-KR")
    write(page, "")
    page.keyboard.type("/")
    options = page.locator(f"{LIST} [role=option]")
    expect(options.first).to_contain_text("4-1 행렬 곱")  # today's
    assert options.count() > 8
    page.keyboard.press("Enter")
    assert text_of(page) == "### [AI Math] 4-1 행렬 곱\n\n"
    for typed, made in (("/ㄱㅈ", "## 과제\n\n"), ("/mentoring", "## "), ("/question", "> [!QUESTION]\n> ")):
        write(page, "")
        page.keyboard.type(typed)
        expect(page.locator(LIST)).to_be_visible()
        page.keyboard.press("Enter")
        assert text_of(page).startswith(made)
    write(page, "")
    page.keyboard.type("/ㅎㄹ")
    expect(options.first).to_contain_text("행렬 곱")
    assert do(page, "Escape") == "/ㅎㄹ"
    for elsewhere in ("and/or", "https://a", "글 /"):
        write(page, "")
        page.keyboard.type(elsewhere)
        expect(page.locator(LIST)).to_have_count(0)


def test_page_and_server_find_by_the_same_letters(minji, sign_in):
    page = sign_in(minji, "/posts/new/")
    names = ["하루", "과제", "값싼 것", "각시", "학습 내용", "피어세션", "AI Math", "C++", "의사 결정"]
    typed = [
        "할",
        "고",
        "갑",
        "값",
        "ㄳ",
        "ㄱㅅ",
        "ㄴㅇ",
        "학습내",
        "ㅍㅇㅅ",
        "math",
        "c+",
        "으",
        "읫",
        "향",
        "루",
        "과젝",
    ]
    found = page.evaluate(
        """async ([names, typed, module]) => {
            const { begins } = await import(module);
            return typed.map((each) => names.filter((name) => begins(name, each)));
        }""",
        [names, typed, static("js/editing/chosung.js")],
    )
    ranks = [[name for name in names if matches(name, each) in (EXACT, BEGINS, WORD_BEGINS)] for each in typed]
    assert found == ranks


def test_menu_by_touch_on_a_narrow_phone(minji, sign_in):
    page = sign_in(minji, "/posts/new/", width=320, height=640)
    write(page, "글")
    page.click("[data-tool=menu]")
    box = page.locator(LIST).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    page.locator(f"{LIST} [data-tool=quote]").click()
    expect(page.locator(FIELD)).to_have_value("글\n> ")


def test_preview_scrolls_along_in_both_directions(minji, sign_in):
    page = sign_in(minji, "/posts/new/", width=1280, height=800)
    parts = [
        f"## 부분 {n}\n\n{'긴 글이에요. ' * (200 if n % 2 else 5)}\n\n```\n{chr(10) * (3 if n % 2 else 60)}\n```\n"
        for n in range(8)
    ]
    with page.expect_response("**/posts/preview/"):
        write(page, "\n".join(parts), 0)
    expect(page.locator(".editor__page h2")).to_have_count(8)
    for number in (3, 5):
        page.eval_on_selector(
            ".editor__page",
            "(pane, n) => pane.scrollTop = pane.querySelectorAll('h2')[n].offsetTop - pane.querySelectorAll('h2')[0].offsetTop",
            number,
        )
        before = page.eval_on_selector(".editor__page", "pane => pane.scrollTop")
        page.wait_for_function(
            """async ([number, module]) => {
                const { placesOf } = await import(module);
                const field = document.querySelector("textarea[name=body]");
                const at = [...field.value.matchAll(/^## /gm)].map((match) => match.index);
                return Math.abs(placesOf(field, at)[number].top - field.scrollTop) < 60;
            }""",
            arg=[number, static("js/editing/caret.js")],
        )
        page.wait_for_timeout(150)
        assert page.eval_on_selector(".editor__page", "pane => pane.scrollTop") == before  # nothing pushes back
    page.eval_on_selector(FIELD, "field => field.scrollTop = field.scrollHeight")
    page.wait_for_function(
        """() => {
            const pane = document.querySelector(".editor__page");
            return pane.scrollHeight - pane.clientHeight - pane.scrollTop < 3;
        }"""
    )


@pytest.mark.parametrize("width", [1280, 360])
def test_a_box_ticked_in_the_preview_is_ticked_in_the_text(minji, sign_in, width):
    page = sign_in(minji, "/posts/new/", width=width)
    write(page, "```\n- [ ] 코드\n```\n\n- [ ] 하나\n- [x] 둘\n")
    if width < 1100:
        page.click("[data-view=read]")
    boxes = page.locator(".editor__page li.task input")
    expect(boxes).to_have_count(2)
    boxes.nth(0).click()
    boxes.nth(1).click()
    assert text_of(page) == "```\n- [ ] 코드\n```\n\n- [x] 하나\n- [ ] 둘\n"
    if width < 1100:
        page.click("[data-view=write]")
    page.focus(FIELD)
    assert do(page, "Control+z Control+z").endswith("- [ ] 하나\n- [x] 둘\n")
