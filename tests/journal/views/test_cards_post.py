"""cards.post: the picture beside a link to a post, for everybody, of public posts alone."""

import json
import re

import pytest
from django.test import Client

from journal.actions.posts import delete_post
from tests.factories import make_post
from tests.journal.views.browsing import browser

CARD = "/cards/posts/{}.png"


def test_a_public_post_has_a_picture_that_caches_may_keep(cast):
    answer = Client().get(CARD.format(cast.posts["public"].pk))
    assert answer.status_code == 200 and answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert answer["Cache-Control"].startswith("public") and "Cookie" not in answer.get("Vary", "")
    again = Client().get(CARD.format(cast.posts["public"].pk), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("visibility", ["draft", "mentors", "team", "cohort"])
def test_no_other_post_has_one_whoever_asks(cast, visibility):
    for client in (Client(), browser(cast.author), browser(cast.organiser)):
        assert client.get(CARD.format(cast.posts[visibility].pk)).status_code == 404


def test_it_goes_with_its_post(cast):
    delete_post(post=cast.posts["public"])
    assert Client().get(CARD.format(cast.posts["public"].pk)).status_code == 404


def test_a_new_title_is_another_picture(cast):
    first = Client().get(CARD.format(cast.posts["public"].pk))
    cast.posts["public"].title = "다른 제목"
    cast.posts["public"].save()
    second = Client().get(CARD.format(cast.posts["public"].pk))
    assert first["ETag"] != second["ETag"] and first.content != second.content


def test_a_link_to_a_public_post_says_how_it_looks(cast):
    post = make_post(
        cast.author, cast.cohort, title='</script><b>"큰" 날', body="오늘 배운 것", day=8, visibility="public"
    )
    page = Client().get(post.get_absolute_url()).content.decode()
    address = f"http://testserver{post.get_absolute_url()}"
    assert f'<meta property="og:url" content="{address}">' in page
    assert f'content="http://testserver/cards/posts/{post.pk}.png"' in page
    assert "&lt;/script&gt;&lt;b&gt;" in re.search(r'og:title" content="([^"]*)"', page)[1]
    data, way = map(json.loads, re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL))
    assert data["headline"] == post.title and data["url"] == address and data["@type"] == "BlogPosting"
    assert data["author"]["name"] == cast.author.display_name and data["description"] == "오늘 배운 것"
    assert way["@type"] == "BreadcrumbList" and [step["position"] for step in way["itemListElement"]] == [1, 2, 3]
    assert way["itemListElement"][2] == {"@type": "ListItem", "position": 3, "name": post.title, "item": address}


def test_other_posts_say_nothing_to_other_sites(cast):
    page = browser(cast.author).get(cast.posts["cohort"].get_absolute_url()).content.decode()
    assert "og:" not in page and "ld+json" not in page


def test_what_a_picture_costs(cast, django_assert_max_num_queries):
    Client().get(CARD.format(cast.posts["public"].pk))
    with django_assert_max_num_queries(4):
        Client().get(CARD.format(cast.posts["public"].pk))
