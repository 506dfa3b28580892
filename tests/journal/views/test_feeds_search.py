"""The feed of a search: what it finds among a cohort's posts, as it is typed."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_comment, make_post
from tests.journal.feed_rules import wrong_in_feed
from tests.journal.views.browsing import browser
from tests.journal.views.feeds import feed_cost, titles, token_of

PATH = reverse("feeds.search", args=["ai-tech"])


def found(words: str, by=None):
    return Client().get((f"/feeds/{token_of(by)}" if by else "") + PATH, {"q": words})


@pytest.fixture
def posts(cast):
    for visibility in ("mentors", "cohort", "public"):
        make_post(
            cast.author, cast.cohort, title=f"역전파 {visibility}", body="손실함수를 미분한다.", visibility=visibility
        )
    return cast


def test_it_holds_what_its_reader_may_read_newest_first(posts):
    assert titles(found("손실함수")) == ["역전파 public"]
    assert titles(found("손실함수", posts.camper)) == ["역전파 public", "역전파 cohort"]
    assert titles(found("손실함수", posts.mentor)) == ["역전파 public", "역전파 cohort", "역전파 mentors"]


def test_filters_count_and_comments_are_no_posts(posts):
    make_comment(posts.camper, posts.posts["cohort"], "손실함수가 뭐예요?")
    assert titles(found("손실함수 from:@sol", posts.camper)) == []
    assert titles(found("손실함수 kind:comment", posts.camper)) == []
    assert titles(found("from:@minji 손실함수", posts.camper)) == ["역전파 public", "역전파 cohort"]


def test_what_finds_nothing_readable_is_there_for_members_only(posts):
    make_post(posts.author, posts.cohort, title="비밀역전파", visibility="mentors")
    assert [found("비밀역전파").status_code, found("zqnothing").status_code] == [404, 404]
    assert titles(found("비밀역전파", posts.camper)) == titles(found("zqnothing", posts.camper)) == []
    assert found("손실함수", posts.stranger).status_code == 404


def test_its_ids_and_addresses_hold_any_words(posts):
    answer = found('손실함수 -"a & <b>"')
    assert wrong_in_feed(answer.content.decode()) == []
    ids = {
        found(words, posts.camper).content.decode().split("<id>")[1].split("<")[0] for words in ("역전파", "손실함수")
    }
    assert len(ids) == 2


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", f"?q={'x' * 401}", "?q=a&sort=x"])
def test_what_is_no_search_is_not_there(posts, query):
    assert Client().get(PATH + query).status_code == 404


def test_it_is_asked_for_as_often_as_its_reader_may_wherever_they_ask(posts, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "search_feed": "2/h/user,4/h/ip"}
    path = f"/feeds/{token_of(posts.camper)}{PATH}?q="
    assert Client().get(path).status_code == 404, "no search, no try"
    said = [Client(REMOTE_ADDR=f"192.0.2.{at}").get(f"{path}역전파{at}") for at in range(4)]
    assert [answer.status_code for answer in said] == [200, 200, 429, 429]
    assert int(said[3].headers["Retry-After"]) >= 1 and said[3].headers["Cache-Control"] == "private, no-cache"
    assert said[3].headers["Content-Type"].startswith("text/plain") and "역전파" not in said[3].content.decode()
    assert found("역전파", posts.mentor).status_code == 200, "others' searches are their own"


def test_visitors_at_one_address_are_counted_together(posts, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "search_feed": "2/h/user,4/h/ip"}
    assert [found("손실함수").status_code for _each in range(6)] == [200] * 4 + [429] * 2
    assert Client(REMOTE_ADDR="192.0.2.9").get(PATH, {"q": "손실함수"}).status_code == 200


def test_the_page_of_a_search_with_a_public_post_names_its_feed(posts):
    page = browser(posts.camper).get("/c/ai-tech/search/?q=손실함수").content.decode()
    address = page.split('type="application/atom+xml"')[1].split('href="')[1].split('"')[0]
    assert titles(Client().get(address)) == ["역전파 public"]


def test_costs_the_same_for_one_item_and_for_thirty(posts):
    path = f"/feeds/{token_of(posts.camper)}{PATH}?q=미분"
    one = feed_cost(path)
    for _ in range(30):
        make_post(posts.author, posts.cohort, body="손실함수를 미분한다.")
    assert feed_cost(path) == one


def test_answers_reading_methods_only(db):
    assert Client().post(PATH).status_code == 405
