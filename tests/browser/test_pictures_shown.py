"""Pictures beside posts in lists: small, in a box of their own, and only for who may see them."""

import pytest
from playwright.sync_api import expect

from journal.actions.uploads import add_upload
from tests.browser.held import Held
from tests.factories import make_cohort, make_member, make_post
from tests.journal.pictures import encoded, halves

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "box"), [(390, (72, 72)), (1280, (120, 90))])
def test_a_lists_picture_is_small_and_moves_nothing_when_it_comes(sign_in, settings, tmp_path, width, box):
    settings.MEDIA_ROOT = tmp_path
    cohort = make_cohort("ai-tech")
    minji = make_member(cohort, handle="minji")
    picture = add_upload(owner=minji, data=encoded(halves(size=(1200, 300)), "JPEG"))
    post = make_post(minji, cohort, title="Seen", body=f"Words.\n\n![a]({picture.get_absolute_url()})", day=4)

    page = sign_in(minji, width=width)
    page.goto("about:blank")  # the first page shows the picture too, and may still be asking for it
    held = Held(page, "**/uploads/**")
    page.goto("/@minji/", wait_until="commit")
    image = page.locator("li.post", has_text="Seen").locator("img.post__picture")
    expect(image).to_be_visible()
    held.take()
    page.wait_for_function(  # the style sheets come, the picture does not
        "([width, height]) => { const box = document.querySelector('.post__picture').getBoundingClientRect();"
        " return box.width === width && box.height === height }",
        arg=list(box),
    )
    before = page.locator("li.post").bounding_box()
    kinds = set()
    page.on("response", lambda answer: "/uploads/" in answer.url and kinds.add(answer.headers["content-type"]))
    held.let_go()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.post__picture')].every(each => each.naturalWidth === 480)"
    )
    assert kinds == {"image/webp"}
    assert page.locator("li.post").bounding_box() == before
    assert image.get_attribute("alt") == ""
    image.click(force=True)  # the whole row is the post's link
    page.wait_for_url(f"**/posts/{post.pk}/**")
