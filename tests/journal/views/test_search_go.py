"""Going somewhere by its name: pages of one's own role, people, topics, lectures and posts that one may read."""

import re

import pytest
from django.urls import reverse

from journal.actions.topics import curate_topic
from journal.templatetags.organise import PLACES
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words
from tests.journal.views.crowd import many_lectures, many_people, many_posts

PATH = "/c/ai-tech/search/go/"
FRAGMENT = {"HX-Request": "true"}


def going(user, typed: str = "") -> list[str]:
    """Return the addresses that are offered, in their order."""
    page = browser(user).get(PATH, {"q": typed}, headers=FRAGMENT).content.decode()
    return re.findall(r'<a class="way" href="([^"]+)"', page)


def test_with_nothing_typed_one_s_own_pages_stand_there_the_most_useful_first(cast):
    assert going(cast.camper)[:3] == ["/posts/new/?cohort=ai-tech", "/", "/@sol/"]
    assert going(cast.mentor)[:3] == ["/", "/@seoyeon/", reverse("mentor_desk.show", args=["ai-tech"])]
    assert reverse("organiser_desk.show", args=["ai-tech"]) in going(cast.organiser)[:5]


@pytest.mark.parametrize("role", ["camper", "team_mate", "mentor", "organiser", "on_leave", "graduated", "staff"])
def test_every_page_that_is_offered_opens(cast, role):
    user = cast.people[role]
    offered = [*going(user), *going(user, "e"), *going(user, "o"), *going(user, "a")]
    assert offered
    client = browser(user)
    assert {path: code for path in offered if (code := client.get(path).status_code) != 200} == {}


@pytest.mark.parametrize("role", ["camper", "mentor"])
def test_what_only_organisers_do_is_offered_to_them_only(cast, role):
    organising = {reverse(place.name, args=["ai-tech"]) for place in PLACES}
    assert organising & set(going(cast.organiser, "roster"))
    for typed in ("", "roster", "o", "e"):
        assert not organising & set(going(cast.people[role], typed))


def test_a_page_is_found_by_its_words_in_korean_too_by_chosung_and_by_its_noun(cast):
    faq, topics = reverse("questions.faq", args=["ai-tech"]), reverse("topics.index", args=["ai-tech"])
    assert going(cast.camper, "faq")[0] == faq
    client = browser(cast.camper)
    cast.camper.language = "ko"
    cast.camper.save()
    for typed in ("주제", "ㅈㅈ", "topics"):
        assert f'href="{topics}"' in client.get(PATH, {"q": typed}, headers=FRAGMENT).content.decode(), typed


def test_people_topics_lectures_and_posts_are_found(cast):
    topic = curate_topic(cohort=cast.cohort, name="행렬", position=1)
    post = make_post(cast.author, cast.cohort, title="행렬의 날", body="글")
    assert {topic.get_absolute_url(), post.get_absolute_url()} <= set(going(cast.camper, "행ㄹ"))
    assert "/@bora/" in going(cast.camper, "bor")


def test_nothing_is_offered_that_one_may_not_read(cast):
    post = make_post(cast.author, cast.cohort, title="비밀 제목", topics=["비밀"], visibility="mentors")
    search = reverse("search.show", args=["ai-tech"]) + "?q=%EB%B9%84%EB%B0%80"
    assert going(cast.camper, "비밀") == [search]
    assert post.get_absolute_url() in going(cast.mentor, "비밀")


def test_what_was_typed_can_be_looked_for_everywhere_and_is_escaped(cast):
    assert going(cast.camper, '"><b>&x=1')[-1].endswith("?q=%22%3E%3Cb%3E%26x%3D1")
    assert "<b>" not in browser(cast.camper).get(PATH, {"q": '"><b>'}).content.decode()


def test_without_a_script_it_is_a_page_with_a_field_and_links(cast):
    answer = browser(cast.camper).get(PATH, {"q": "bora"})
    page = answer.content.decode()
    assert 'name="q"' in page and 'value="bora"' in page and 'href="/@bora/"' in page
    assert "Go to" in words(answer)


def test_what_is_too_long_is_not_there(cast):
    assert browser(cast.camper).get(PATH, {"q": "가" * 51}).status_code == 404


def test_too_many_letters_in_a_minute_are_refused_in_words_and_pages_are_still_offered(cast, settings):
    settings.LIMITED = True
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"suggestion": "1/m/user"}
    client = browser(cast.camper)
    assert client.get(PATH, {"q": "bora"}).status_code == 200
    answer = client.get(PATH, {"q": "bora"})
    assert answer.status_code == 429 and "/@bora/" not in answer.content.decode()
    assert client.get(PATH).status_code == 200


def test_visitor_is_asked_to_sign_in(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_is_told_nothing(cast, role):
    assert browser(cast.people[role]).get(PATH, {"q": "m"}).status_code == 404


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


@pytest.mark.parametrize("headers", [FRAGMENT, {}])
def test_costs_the_same_for_one_item_and_for_thirty(cast, headers):
    client = browser(cast.camper)
    client.defaults.update({f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()})

    def add(count):
        many_people(cast.cohort, count)
        many_lectures(cast.cohort, count)
        many_posts(cast.cohort, count, day=9)

    add(1)
    one = query_count(client, f"{PATH}?q=crowd")
    add(30)
    assert query_count(client, f"{PATH}?q=crowd") == one
