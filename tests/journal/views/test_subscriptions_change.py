"""Hearing of a post's comments: by a button, by commenting, and not any more."""

import pytest

from journal.actions.subscriptions import change_subscription, subscribe_by_comment
from journal.queries.audience import subscribers_of
from tests.factories import make_comment
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words


@pytest.fixture
def path(cast):
    """The address of the button at Minji's post."""
    return f"/posts/{cast.posts['cohort'].pk}/subscribe/"


def test_author_and_whoever_subscribed_hear_of_comments(cast, path):
    post = cast.posts["cohort"]
    assert subscribers_of(post) == {cast.author.pk}
    assert browser(cast.camper).post(path).url == f"{post.get_absolute_url()}#comments"
    assert subscribers_of(post) == {cast.author.pk, cast.camper.pk}
    browser(cast.author).post(path, {"on": "0"})
    assert subscribers_of(post) == {cast.camper.pk}


def test_the_page_says_whether_one_hears_of_comments(cast, path):
    page = cast.posts["cohort"].get_absolute_url()
    client = browser(cast.camper)
    assert "Hear of comments" in words(client.get(page))
    button = client.post(path, headers={"hx-request": "true"}).content.decode()
    assert "You hear of comments" in button
    assert "You hear of comments" in words(client.get(page))
    assert "You hear of comments" in words(browser(cast.author).get(page))
    assert "Hear of comments" not in words(browser(cast.staff).get(page))


def test_commenting_subscribes_once_and_never_against_what_was_said(cast):
    post = cast.posts["cohort"]
    for _ in "12":
        subscribe_by_comment(comment=make_comment(cast.camper, post))
    assert cast.camper.pk in subscribers_of(post)
    change_subscription(user=cast.camper, post=post, is_wanted=False)
    subscribe_by_comment(comment=make_comment(cast.camper, post))
    assert cast.camper.pk not in subscribers_of(post)


def test_refusals(cast, path):
    assert browser(cast.stranger).post(path).status_code == 404
    assert browser(cast.staff).post(path).status_code == 403
    assert asks_to_sign_in(browser().post(path), path)
    assert statuses(browser(cast.author), path, "get", "put") == {405}
