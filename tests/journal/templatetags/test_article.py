"""The pieces around a post's text are kept for all readers: nobody gets another's form, rights or links."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from journal.actions.likes import like_post
from journal.models.posts import Post
from tests.factories import make_comment, make_post
from tests.journal.views.browsing import browser

BODY = """## 학습 내용

### Python

- 4-1 Decorators

[Docs](https://docs.example/a)

## 과제

- 2. Backpropagation
"""
KEY = re.compile(r'name="key" value="([0-9a-f-]{36})"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')

OFFERED = {  # below the text, by who reads it
    "author": {"posts.edit", "posts.delete", "revisions.index", "waiting.feedback", "bookmarks.add", "posts.like"},
    "camper": {"posts.like", "bookmarks.add", "reports.post"},
    "mentor": {"posts.like", "bookmarks.add", "reports.post", "checks.change"},
    "organiser": {"posts.like", "bookmarks.add", "checks.change", "hidings.post", "posts.retag"},
    "stranger": {"bookmarks.add", "reports.post"},
    "visitor": {"reports.post"},
}


@pytest.fixture
def post(cast):
    return make_post(cast.author, cast.cohort, title="Kept", body=BODY, day=9, visibility="public")


def page(user, post, query="", client=None) -> str:
    return (client or browser(user)).get(post.get_absolute_url() + query).content.decode()


@pytest.mark.parametrize("first", ["author", "camper", "visitor", "stranger"])
def test_whoever_comes_first_each_is_shown_what_is_theirs(cast, post, first):
    page(cast.fresh(first), post)
    own, member, outside, visitor = (
        page(cast.fresh(role), post) for role in ("author", "camper", "stranger", "visitor")
    )
    assert "/c/ai-tech/topics/python/" in own and "/c/ai-tech/topics/python/" in member
    assert "/c/ai-tech/topics/python/" not in outside and "/c/ai-tech/topics/python/" not in visitor
    assert 'id="comment-form"' in member and 'id="comment-form"' not in outside + visitor
    assert all(
        "https://docs.example/a" in html and "Backpropagation" in html for html in (own, member, outside, visitor)
    )
    assert "Everyone on the web" in member


def test_each_form_has_a_key_of_its_own_and_its_reader_s_token(cast, post):
    keys, client = set(), Client(enforce_csrf_checks=True)
    client.force_login(cast.fresh("camper"))
    page(cast.fresh("author"), post)
    for _ in range(2):
        html = page(None, post, client=client)
        form = html.split('id="comment-form"')[1].split("</form>")[0]
        keys.add(KEY.search(form)[1])
        sent = {"key": KEY.search(form)[1], "csrfmiddlewaretoken": TOKEN.search(form)[1], "body": "Said"}
        assert client.post(f"/posts/{post.pk}/comments/", sent).status_code == 302
    assert len(keys) == 2 and post.comments.count() == 2


def test_an_answer_s_form_names_whom_it_answers_and_no_other(cast, post):
    comments = [make_comment(person, post, "Word") for person in (cast.team_mate, cast.mentor)]
    User.objects.filter(pk=cast.mentor.pk).update(display_name="Seoyeon <b>")
    first, second = (page(cast.fresh("camper"), post, f"?reply={comment.pk}") for comment in comments)
    assert f'value="{comments[0].pk}"' in first and cast.team_mate.display_name in first.split('id="comment-form"')[1]
    assert f'value="{comments[1].pk}"' in second and "Seoyeon &lt;b&gt;" in second.split('id="comment-form"')[1]


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"title": "Quite new"}, "<h1 class=\"article__title\">Quite new"),
        ({"minutes": 77}, "77 min read"),
        ({"visibility": "team"}, "The team"),
        ({"edited_at": "2021-08-20T10:00:00Z"}, ">edited<"),
    ],
)  # fmt: skip
def test_what_changes_is_seen_at_once(cast, post, change, shown):
    assert shown not in page(cast.fresh("team_mate"), post)
    Post.objects.filter(pk=post.pk).update(**change)
    assert shown in browser(cast.fresh("team_mate")).get(post.get_absolute_url(), follow=True).content.decode()


def test_late_is_said_to_author_and_staff_alone_whoever_came_first(cast, post):
    for first in ("author", "camper", "author"):
        assert (">late<" in page(cast.fresh(first), post)) == (first == "author")


@pytest.mark.parametrize("first", OFFERED)
def test_what_one_may_do_below_the_text_is_not_shown_to_another(cast, post, first):
    page(cast.fresh(first), post)
    addresses = {name: reverse(name, args=[post.pk]) for name in set().union(*OFFERED.values())}
    shown = {role: page(cast.fresh(role), post) for role in OFFERED}
    assert {role: {n for n, at in addresses.items() if f'"{at}"' in html} for role, html in shown.items()} == OFFERED


def test_a_like_is_shown_to_who_gave_it_alone_and_counted_for_all(cast, post):
    page(cast.fresh("camper"), post)
    like_post(user=cast.fresh("camper"), post=post)
    for role, pressed in (("camper", "true"), ("mentor", "false")):
        button = page(cast.fresh(role), post).split('id="like-button"')[1].split("</button>")[0]
        assert f'aria-pressed="{pressed}"' in button and '<span class="figures">1</span>' in button


def test_each_button_below_the_text_has_its_reader_s_token(cast, post):
    for role in ("author", "camper"):
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.fresh(role))
        tokens = set(TOKEN.findall(page(None, post, client=client)))
        assert len(tokens) == 1
        sent = {"on": "1", "csrfmiddlewaretoken": tokens.pop()}
        assert client.post(f"/posts/{post.pk}/subscribe/", sent).status_code == 302
