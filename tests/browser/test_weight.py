"""What a phone has to fetch before somebody can write: at most 100 kB, compressed as the site serves it."""

import gzip

import pytest

from tests.factories import make_cohort, make_member, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST = 100_000  # bytes
PACKED = ("image/", "font/")  # kinds that are compressed already


def test_the_editor_s_page_is_light(sign_in):
    page = sign_in(make_member(make_cohort("ai-tech"), handle="minji"))
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    weights = {}

    def weigh(request):
        response = request.response()
        kind, body = response.headers.get("content-type", ""), response.body()
        is_packed = kind.startswith(PACKED) and "svg" not in kind
        weights[request.url] = len(body) if is_packed else len(gzip.compress(body, 6))

    page.on("requestfinished", weigh)
    page.goto("/posts/new/")
    page.wait_for_selector("form.editor[data-kept]")
    page.wait_for_load_state("networkidle")
    kinds = {url.rpartition(".")[2] for url in weights}
    assert {"css", "js"} <= kinds, "the page, its styles and its scripts"
    assert len(weights) < 12, "few files: each costs a phone a round trip"
    assert sum(weights.values()) <= MOST, sorted(weights.items(), key=lambda item: -item[1])[:5]


def test_who_only_reads_does_not_fetch_the_editor(sign_in):
    cohort = make_cohort("ai-tech")
    minji = make_member(cohort, handle="minji")
    post = make_post(minji, cohort, title="Title", body="Text.")
    page = sign_in(minji)
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    scripts = []
    page.on("request", lambda request: scripts.append(request.url) if request.resource_type == "script" else None)
    page.goto(post.get_absolute_url())
    page.wait_for_function("!!customElements.get('haru-large')")
    page.wait_for_load_state("networkidle")
    assert {url.rpartition("/")[2].partition(".")[0] for url in scripts} == {"journal", "htmx-2"}
    assert not page.evaluate("!!(customElements.get('haru-editor') || customElements.get('haru-autosave'))")
    page.goto("/posts/new/")
    page.wait_for_function("!!(customElements.get('haru-editor') && customElements.get('haru-autosave'))")
    assert any("/writing." in url for url in scripts)
