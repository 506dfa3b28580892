"""A topic's page with filters: said in words, each taken away by a tap, kept from page to page, and telling nothing."""

import pytest
from django.urls import reverse

from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from tests.factories import make_cohort, make_post
from tests.journal.views.browsing import browser, links, query_count, words
from tests.journal.views.crowd import many_notes, many_posts, many_questions

PATH = reverse("topics.show", args=["ai-tech", "python"])


@pytest.fixture
def python(cast):
    return curate_topic(cohort=cast.cohort, name="Python", position=1)


def titles(answer) -> list[str]:
    return [post.title for post in answer.context["pager"].items]


def test_filters_are_said_in_words_that_take_themselves_away(cast, python):
    one, two = cast.cohort.teams.order_by("name")
    make_post(cast.camper, cast.cohort, title="Sol's", day=4, topics=["Python"])
    answer = browser(cast.camper).get(f"{PATH}?team={one.pk}&team={two.pk}&day=4")
    assert "1조 or 2조 , and Day 4" in words(answer)
    assert sorted(titles(answer)) == ["Minji cohort", "Sol's"]
    without_day = f"{PATH}?team={one.pk}&team={two.pk}"
    assert {f"{PATH}?team={two.pk}&day=4", f"{PATH}?team={one.pk}&day=4", without_day, PATH} <= set(links(answer))
    assert titles(browser(cast.camper).get(f"{PATH}?team={two.pk}&day=4")) == ["Sol's"]


def test_the_form_offers_what_there_is_and_shows_what_is_chosen(cast, python):
    Lecture.objects.create(cohort=cast.cohort, topic=python, code="4-1", title="Objects")
    page = browser(cast.camper).get(f"{PATH}?kind=learning").content.decode()
    assert 'name="kind" value="learning" checked' in page
    assert "4-1 Objects" in page and 'name="person" value="minji"' in page and 'name="day" value="4"' in page
    assert page.count(" checked") == 1


def test_filters_stay_from_page_to_page(cast, python):
    many_posts(cast.cohort, 30, day=9, topic=python)
    many_posts(cast.cohort, 5, day=10, topic=python)
    client, path, found = browser(cast.camper), f"{PATH}?day=9", []
    while path:
        answer = client.get(path)
        assert "Day 9" in words(answer)
        found += titles(answer)
        older = [link for link in links(answer) if "before=" in link]
        path = PATH + older[0] if older else None
    assert len(found) == len(set(found)) == 30
    assert f"{PATH}?day=9" in links(answer)  # back to the newest of the same


def test_nothing_found_says_so_and_leads_back(cast, python):
    answer = browser(cast.camper).get(f"{PATH}?kind=retrospective")
    assert "No post is like that." in words(answer)
    assert PATH in links(answer)


@pytest.mark.parametrize("handle", ["jiho", "nobody", "@NOBODY", "a b", "한글", "%3Cb%3E"])
def test_nobody_learns_who_else_there_is(cast, python, handle):
    answer = browser(cast.camper).get(f"{PATH}?person={handle}")
    assert answer.status_code == 200 and titles(answer) == []
    assert "Nobody here is called" in words(answer) and "<b>" not in answer.content.decode()


def test_a_filter_shows_no_more_than_the_page(cast, python):
    one = cast.cohort.teams.get(name="1조")
    question = make_post(
        cast.author, cast.cohort, title="Asks", body="> [!QUESTION]\n> Why?", topics=["Python"], visibility="mentors"
    )
    for query in (f"team={one.pk}", "person=minji", "unanswered=yes", "kind=learning", "day=2"):
        assert not {"Asks", "Minji mentors", "Minji team"} & set(titles(browser(cast.camper).get(f"{PATH}?{query}")))
    assert titles(browser(cast.mentor).get(f"{PATH}?unanswered=yes")) == [question.title]


def test_days_with_only_unseen_posts_are_not_offered(cast, python):
    days = {kind.name: kind for kind in browser(cast.camper).get(PATH).context["filters"].kinds}["day"]
    assert [choice.label for choice in days.choices] == ["Day 4", "Day 5"]


def test_another_cohort_s_values_are_not_there(cast, python):
    other = make_cohort()
    lecture = Lecture.objects.create(
        cohort=other, topic=curate_topic(cohort=other, name="Python", position=1), code="1", title="One"
    )
    client = browser(cast.camper)
    assert client.get(f"{PATH}?team={other.teams.first().pk}").status_code == 404
    assert client.get(f"{PATH}?lecture={lecture.pk}").status_code == 404


@pytest.mark.parametrize("query", ["day=9", "person=minji&day=9", "kind=learning", "unanswered=yes&day=9"])
def test_costs_the_same_for_one_post_and_for_thirty(cast, python, query):
    client, path = browser(cast.camper), f"{PATH}?{query}"

    def add(count):
        posts = many_posts(cast.cohort, count, day=9, topic=python)
        many_questions(posts, "open")
        many_notes(posts, [Lecture.objects.create(cohort=cast.cohort, topic=python, code=str(count), title="One")])

    add(1)
    one = query_count(client, path)
    add(30)
    assert query_count(client, path) == one <= 10
