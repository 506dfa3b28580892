"""The preview: Markdown in, the page out."""

import unicodedata

from django.test import Client
from django.urls import reverse

from tests.factories import make_post, make_user
from tests.journal.views.browsing import browser, statuses

PATH = reverse("markdownx_markdownify")
BODY = (
    "## 학습 내용\n\n**마크다운(Markdown)**을 배웠다. $e^{i\\pi} + 1 = 0$\n\n```python\nprint(1)\n```\n\n- [ ] 할 일\n"
)


def preview(client, content):
    answer = client.post(PATH, {"content": content})
    assert answer.status_code == 200
    return answer.content.decode()


def test_preview_is_what_is_published(cast):
    post = make_post(cast.camper, cast.cohort, body=BODY)
    assert preview(browser(cast.camper), BODY) == post.html


def test_no_script_comes_through(db):
    page = preview(
        browser(make_user()), "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))"
    )
    for word in ("<script", "onerror", 'href="javascript'):
        assert word not in page


def test_decomposed_text_is_shown_composed(db):
    assert "회고" in preview(browser(make_user()), unicodedata.normalize("NFD", "회고"))


def test_nothing_is_an_empty_page(db):
    client = browser(make_user())
    assert preview(client, "").strip() == ""
    assert client.post(PATH).status_code == 200


def test_100_000_hangul_are_shown_and_one_more_is_refused_in_words(db):
    client = browser(make_user())
    assert "가가가" in preview(client, "가" * 100_000)
    answer = client.post(PATH, {"content": "가" * 100_001})
    assert answer.status_code == 400
    assert "This is too long: at most 100,000 characters fit." in answer.content.decode()


def test_nul_is_refused_in_words(db):
    answer = browser(make_user()).post(PATH, {"content": "a\x00b"})
    assert answer.status_code == 400
    assert "invisible character (NUL)" in answer.content.decode()
    assert answer["Content-Type"].startswith("text/plain")


def test_visitor_is_refused_without_a_page_to_sign_in(db):
    # The editor's script asks here: a sign-in page inside the preview would help nobody.
    assert browser().post(PATH, {"content": "x"}).status_code == 403


def test_answers_posting_only(db):
    assert statuses(browser(make_user()), PATH, "get", "put", "delete") == {405}


def test_needs_the_forms_token(db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())
    assert client.post(PATH, {"content": "x"}).status_code == 403


def test_costs_no_more_than_knowing_who_asks_and_how_often(db, django_assert_max_num_queries):
    client = browser(make_user())
    with django_assert_max_num_queries(3):
        preview(client, BODY)
