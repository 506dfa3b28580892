"""A post's Markdown, letter for letter."""

import pytest
from django.urls import reverse

from journal.actions.posts import delete_post
from journal.models.posts import StaffReading
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses

BODY = "---\ntitle: no\n---\n\n# 행렬 <b>&amp;</b>\r\n\ttab  \n\n😀 $x^2$ ‘끝’ without a line end"


@pytest.fixture
def post(cast):
    return make_post(cast.author, cast.cohort, title="행렬 & 벡터", body=BODY)


@pytest.fixture
def path(post):
    return f"/posts/{post.pk}.md"


def test_comes_as_it_was_typed(cast, path):
    answer = browser(cast.camper).get(path)
    assert answer.content.decode() == BODY
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_every_address_of_the_post_leads_there(cast, post, path):
    slugged = post.get_absolute_url()
    assert slugged != f"/posts/{post.pk}/"
    for address in (
        f"{slugged}.md",
        f"{slugged.rstrip('/')}.md",
        f"/posts/{post.pk}/.md",
        f"/posts/{post.pk}/old-title.md",
    ):
        answer = browser(cast.camper).get(address)
        assert (answer.status_code, answer.get("Location")) == (302, path), address


def test_the_page_links_to_it(cast, post, path):
    assert reverse("posts.source", args=[post.pk]) == path
    assert path in links(browser(cast.camper).get(post.get_absolute_url()))


def test_a_draft_s_is_ones_own(cast):
    draft = cast.posts["draft"]
    path = f"/posts/{draft.pk}.md"
    assert browser(cast.author).get(path).content.decode() == draft.body
    for role in ("team_mate", "mentor", "organiser", "staff"):
        assert browser(cast.people[role]).get(path).status_code == 404, role


def test_what_is_not_seen_has_no_source(cast, post, path):
    slugged = f"{post.get_absolute_url()}.md"
    for address in (path, slugged):  # the redirect tells nothing either
        assert browser(cast.stranger).get(address).status_code == 404
        assert asks_to_sign_in(browser().get(address), address)
    delete_post(post=post)
    assert browser(cast.author).get(path).status_code == 404


def test_a_public_one_is_everybody_s(cast):
    public = cast.posts["public"]
    assert browser().get(f"/posts/{public.pk}.md").content.decode() == public.body


def test_reading_by_the_staff_is_written_down_once(cast, post, path):
    client = browser(cast.staff)
    assert client.get(f"{post.get_absolute_url()}.md", follow=True).status_code == 200
    assert list(StaffReading.objects.values_list("post", "reader")) == [(post.pk, cast.staff.pk)]
    browser(cast.camper).get(path)
    assert StaffReading.objects.count() == 1


def test_answers_reading_methods_only(cast, path):
    assert statuses(browser(cast.author), path, "post", "put", "delete") == {405}
    assert browser(cast.author).head(path).status_code == 200


def test_costs_few_queries(cast, path):
    assert query_count(browser(cast.camper), path) <= 5
