"""Choosing the picture that lists show, in the editor."""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from journal.actions.uploads import add_upload
from journal.models.posts import Post
from tests.factories import make_cohort, make_member, make_post
from tests.journal.pictures import encoded

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIELD = "textarea[name=body]"
SAVED = re.compile("저장됨")
CHOICE = "haru-covers .covers__choice"


@pytest.fixture
def minji(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_member(make_cohort("ai-tech"), handle="minji")


@pytest.fixture
def pictures(minji) -> list[str]:
    colours = ("teal", "plum", "navy")
    return [
        add_upload(owner=minji, data=encoded(Image.new("RGB", (90, 60), colour))).get_absolute_url()
        for colour in colours
    ]


def type_over(page, text: str) -> None:
    page.eval_on_selector(
        FIELD,
        "(field, text) => { field.focus(); field.select(); document.execCommand('insertText', false, text); }",
        text,
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_choice_follows_the_text_and_is_saved_by_itself(minji, sign_in, pictures, width):
    page = sign_in(minji, "/posts/new/", width=width)
    page.fill("input[name=title]", "Title")
    type_over(page, f"![]({pictures[0]})\n")
    expect(page.locator("haru-covers fieldset")).to_be_hidden()  # one is no choice
    type_over(page, "\n".join(f"![]({address})" for address in pictures))
    expect(page.locator(CHOICE)).to_have_count(4)
    page.locator(CHOICE).nth(2).click()
    expect(page.locator(f'{CHOICE} input[value="{pictures[1]}"]')).to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth") == width

    whole = page.input_value(FIELD)
    type_over(page, f"![]({pictures[2]}) ![]({pictures[0]})")  # cut …
    expect(page.locator(CHOICE)).to_have_count(3)
    expect(page.locator(f"{CHOICE} input").first).to_be_checked()
    type_over(page, whole)  # … and put back
    expect(page.locator(f'{CHOICE} input[value="{pictures[1]}"]')).to_be_checked()

    page.wait_for_url(re.compile(r"/posts/\d+/edit/"))  # the draft saves itself
    expect(page.locator("[data-state]")).to_have_text(SAVED)
    assert Post.objects.get().cover == pictures[1]
    page.click("button[name=publish]")
    page.wait_for_url(re.compile(r"/posts/\d+/(?!edit)"))
    page.goto("/@minji/")
    assert page.locator(".post__picture").get_attribute("src") == f"{pictures[1]}?size=small"


def test_a_saved_text_has_its_choice_without_javascript(minji, sign_in, pictures):
    body = "\n\n".join(f"![]({address})" for address in pictures[:2])
    post = make_post(minji, minji.memberships.get().cohort, title="Title", body=body)
    page = sign_in(minji, f"/posts/{post.pk}/edit/", width=360, height=740, js=False)
    page.locator(CHOICE).nth(2).click()
    page.click("button[name=publish]")
    page.wait_for_url(re.compile(r"/posts/\d+/(?!edit)"))
    post.refresh_from_db()
    assert post.cover == pictures[1]
