"""All topics of a cohort."""

import pytest
from django.urls import reverse

from journal.actions.posts import delete_post
from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from journal.models.posts import Post
from journal.queries.topics import TAGS
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_lectures, many_posts, many_topics

PATH = reverse("topics.index", args=["ai-tech"])


def test_topics_of_the_curriculum_come_first_in_their_order_then_tags(cast):
    maths = curate_topic(cohort=cast.cohort, name="AI Math", position=1)
    curate_topic(cohort=cast.cohort, name="Deep Learning", position=2)
    Lecture.objects.create(cohort=cast.cohort, topic=maths, code="8", title="Bayes")
    make_post(cast.camper, cast.cohort, topics=["회고", "ai-math"])
    answer = browser(cast.camper).get(PATH)
    assert [row.topic.name for row in answer.context["rows"]] == ["AI Math", "Deep Learning", "Python", "회고"]
    page = words(answer)
    assert "1 lecture · 1 post" in page
    assert "nothing written yet" in page
    assert maths.get_absolute_url() in links(answer)


def test_counts_and_tags_are_of_posts_that_the_reader_may_see(cast):
    make_post(cast.author, cast.cohort, topics=["secret-team"], visibility="team")
    make_post(cast.author, cast.cohort, topics=["secret-draft"], publish=False)
    rows = browser(cast.camper).get(PATH).context["rows"]
    assert [(row.topic.name, row.post_count) for row in rows] == [("Python", 2)]
    rows = browser(cast.mentor).get(PATH).context["rows"]
    assert {row.topic.name: row.post_count for row in rows} == {"Python": 4, "secret-team": 1}


def test_tag_of_a_deleted_post_is_gone(cast):
    for post in Post.objects.filter(deleted_at=None):
        delete_post(post=post)
    answer = browser(cast.camper).get(PATH)
    assert "Python" not in words(answer)
    assert "No topics yet." in words(answer)


def test_visitor_is_asked_to_sign_in_and_comes_back(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, role):
    assert browser(cast.people[role]).get(PATH).status_code == 404


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    client = browser(cast.camper)

    def add(count):
        many_posts(cast.cohort, count, day=9)
        [topic] = many_topics(cast.cohort, 1, is_curated=True)
        many_lectures(cast.cohort, count, topic=topic)
        many_lectures(cast.cohort, count)

    add(1)
    one = query_count(client, PATH)
    add(30)
    assert query_count(client, PATH) == one


def test_of_very_many_tags_the_most_used_come_first_and_all_when_asked_for(cast):
    many_posts(cast.cohort, TAGS + 5)
    client = browser(cast.camper)
    first, everything = client.get(PATH), client.get(f"{PATH}?tags=all")
    assert [len(answer.context["rows"]) for answer in (first, everything)] == [TAGS, TAGS + 6]
    assert first.context["rows"][0].topic.name == "Python"  # two posts; the others have one
    assert "?tags=all" in links(first) and "?tags=all" not in links(everything)
    assert client.get(f"{PATH}?tags=some").status_code == 404
