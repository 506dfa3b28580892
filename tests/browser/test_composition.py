"""Hangul typed through an input method, by the browser's own protocol: nothing acts in the middle of a syllable."""

import base64
import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from journal.actions.topics import curate_topic
from tests.browser.held import Held
from tests.factories import make_cohort, make_member
from tests.world import picture_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIELD = "textarea[name=body]"
LIST = ".suggestions--caret:not([hidden])"
HANGUL = [
    ["ㅎ", "하", "한"],
    ["ㄱ", "그", "글"],
]  # what the keyboard shows of each syllable, until it is the next one's turn


class Keyboard:
    """A Korean keyboard in front of the editor's text."""

    def __init__(self, page):
        self.page = page
        self.cdp = page.context.new_cdp_session(page)

    def compose(self, *steps: str) -> None:
        """Show the steps of a syllable; it stays open."""
        for text in steps:
            self.key(229, "Process")
            self.cdp.send(
                "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
            )

    def commit(self, text: str) -> None:
        """End the composition with this text."""
        self.cdp.send("Input.insertText", {"text": text})

    def key(self, code: int, name: str, modifiers: int = 0) -> None:
        """Send a key down that belongs to the input method."""
        event = {"type": "rawKeyDown", "windowsVirtualKeyCode": code, "key": name, "modifiers": modifiers}
        self.cdp.send("Input.dispatchKeyEvent", event)

    def type(self, syllables: list[list[str]]) -> None:
        """Type whole syllables."""
        for steps in syllables:
            self.compose(*steps)
            self.commit(steps[-1])


@pytest.fixture
def keyboard(sign_in):
    cohort = make_cohort("ai-tech")
    curate_topic(cohort=cohort, name="Linear Algebra", position=1, aliases=["행렬"])
    team = cohort.teams.first()
    User.objects.filter(pk=make_member(cohort, handle="bora", team=team).pk).update(display_name="보라")
    page = sign_in(make_member(cohort, handle="minji", team=team), "/posts/new/")
    page.focus(FIELD)
    return Keyboard(page)


def empty(page) -> None:
    page.eval_on_selector(FIELD, "field => { field.focus(); field.select(); document.execCommand('delete'); }")


def test_what_is_typed_is_what_stands_there(keyboard):
    page = keyboard.page
    keyboard.type(HANGUL)
    assert page.input_value(FIELD) == "한글"

    empty(page)
    page.keyboard.type("- ")
    keyboard.type(HANGUL[:1])
    keyboard.compose("ㄱ", "그", "글")
    keyboard.key(229, "Enter")  # the input method's own: it ends the syllable
    assert page.input_value(FIELD) == "- 한글"
    keyboard.commit("글")
    page.keyboard.press("Enter")
    keyboard.type(HANGUL)
    assert page.input_value(FIELD) == "- 한글\n- 한글"

    # A new line for which no key is sent but the input method's opens the next item as well.
    keyboard.key(229, "Enter")
    page.eval_on_selector(FIELD, "field => document.activeElement === field")
    keyboard.cdp.send("Input.dispatchKeyEvent", {"type": "char", "text": "\r", "key": "Enter"})
    assert page.input_value(FIELD) == "- 한글\n- 한글\n- "

    for modifiers, key, code in ((2, "b", 66), (2, "k", 75), (0, "Tab", 9)):
        empty(page)
        keyboard.compose("ㅎ", "하")
        page.evaluate(
            """([key, code, held]) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
                { key, keyCode: code, ctrlKey: held, isComposing: true, bubbles: true, cancelable: true }))""",
            [key, code, bool(modifiers)],
        )
        keyboard.key(229, key, modifiers)
        keyboard.compose("한")
        keyboard.commit("한")
        assert page.input_value(FIELD) == "한"


def test_suggestions_come_while_a_syllable_is_open_and_picking_ends_it(keyboard):
    page = keyboard.page
    option = page.locator(f"{LIST} [role=option]")

    page.keyboard.type("#")
    keyboard.compose("ㅎ", "해", "행")
    expect(option).to_have_count(1)
    option.click()  # by pointer, in the middle of 행
    expect(page.locator(FIELD)).to_have_value("[#Linear Algebra](/c/ai-tech/topics/linear-algebra/) ")
    expect(page.locator(FIELD)).to_be_focused()
    keyboard.type(HANGUL)
    assert page.input_value(FIELD).endswith(") 한글")

    empty(page)
    page.keyboard.type("@")
    keyboard.compose("ㅂ", "보")
    expect(option).to_have_count(1)
    keyboard.key(229, "Enter")
    keyboard.key(229, "ArrowDown")
    assert page.input_value(FIELD) == "@보"
    keyboard.commit("보")
    expect(option).to_have_count(1)
    page.keyboard.press("Enter")
    assert page.input_value(FIELD) == "@bora "

    empty(page)
    page.keyboard.type("@")
    keyboard.compose("ㅂ", "보")
    keyboard.commit("보")
    expect(option).to_have_count(1)
    keyboard.key(229, "Enter")  # then the line break itself, without a key of ours
    keyboard.cdp.send("Input.dispatchKeyEvent", {"type": "char", "text": "\r", "key": "Enter"})
    expect(page.locator(FIELD)).to_have_value("@bora ")

    empty(page)
    page.keyboard.type("/")
    keyboard.compose("ㄱ", "고", "과")
    expect(option.first).to_contain_text("과제")


def test_a_picture_that_arrives_within_a_syllable_waits_for_its_end(keyboard):
    page = keyboard.page
    waiting = Held(page, "**/posts/pictures/")
    page.keyboard.type("a")
    page.eval_on_selector(
        FIELD,
        """(field, data) => {
            const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], "a.png", { type: "image/png" }));
            field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
        }""",
        base64.b64encode(picture_bytes()).decode(),
    )
    page.wait_for_function("document.querySelector('textarea[name=body]').value.includes('![')")
    keyboard.type(HANGUL[:1])
    keyboard.compose("ㄱ", "그")
    with page.expect_response("**/posts/pictures/"):
        waiting.let_go()
    page.wait_for_timeout(100)
    keyboard.compose("글")
    assert re.search(r"!\[[^\]]+\]\(\)\n한글$", page.input_value(FIELD))  # its place waits beside the open syllable
    keyboard.commit("글")
    expect(page.locator(FIELD)).to_have_value(re.compile(r"^a\n!\[[^\]]*\]\(/uploads/[^)]+\)\n한글$"))


def test_a_picture_that_arrives_while_the_title_is_typed_leaves_its_syllable_whole(keyboard):
    page = keyboard.page
    held = Held(page, "**/posts/pictures/")
    page.set_input_files("[data-picture]", {"name": "a.png", "mimeType": "image/png", "buffer": picture_bytes()})
    expect(page.locator(".pictures__row[data-state=sending]")).to_have_count(1)
    page.focus("input[name=title]")
    keyboard.type(HANGUL[:1])
    keyboard.compose("ㄱ", "그")
    with page.expect_response("**/posts/pictures/"):
        held.let_go()
    expect(page.locator(".pictures__row[data-state=done]")).to_have_count(1)
    keyboard.compose("글")
    assert "…]()" in page.input_value(FIELD)
    keyboard.commit("글")
    expect(page.locator(FIELD)).to_have_value(re.compile(r"^!\[[^\]]*\]\(/uploads/[^)]+\)\n"))
    assert page.input_value("input[name=title]") == "한글"
    expect(page.locator("input[name=title]")).to_be_focused()
    keyboard.type(HANGUL[:1])
    assert page.input_value("input[name=title]") == "한글한"
