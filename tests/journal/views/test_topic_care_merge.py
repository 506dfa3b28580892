"""Merging a topic into another: first what moves is shown, then it is done."""

import pytest

from journal.actions.follows import follow
from journal.actions.topics import curate_topic, find_topics
from journal.models.curriculum import Lecture
from journal.models.topics import Topic
from tests.factories import make_post
from tests.jobs import run_jobs
from tests.journal.actions.test_topic_names import where
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words
from tests.journal.views.changing import carry_out, cost, look, where_to


@pytest.fixture
def python(cast):
    return curate_topic(cohort=cast.cohort, name="Python", position=1)


@pytest.fixture
def pyton(cast):
    make_post(cast.author, cast.cohort, title="Only one", topics=["Pyton"], day=15)
    return cast.cohort.topics.get(name="Pyton")


def test_look_says_what_moves_and_the_button_moves_it(cast, python, pyton):
    lecture = Lecture.objects.create(cohort=cast.cohort, topic=pyton, code="7", title="Typos")
    follow(follower=cast.camper, topic=pyton)
    read = words(look(cast.organiser, "merge", pyton, name="python"))
    for said in (
        "“Pyton” becomes part of “Python”",
        "Posts 1",
        "Aug 20 (1)",
        "7 Typos",
        "Followers 1",
        "/c/ai-tech/topics/pyton/",
    ):
        assert said in read, said
    assert Topic.objects.filter(pk=pyton.pk).exists(), "looking changes nothing"
    assert "It is done." in carry_out(cast.organiser, "merge", pyton, name="python")
    lecture.refresh_from_db()
    assert lecture.topic == python
    assert where(cast.cohort, cast.author, "pyton") == "/c/ai-tech/topics/python/"
    run_jobs("reindex_search")
    assert "Only one" in words(browser(cast.author).get("/c/ai-tech/search/", {"q": 'topic:"python"'}))
    assert "merged with another one in the meantime" in carry_out(cast.organiser, "merge", pyton, name="python"), (
        "a second press"
    )


def test_what_cannot_be_is_said_at_the_field(cast, python, pyton):
    for topic in (python, pyton):
        Lecture.objects.create(cohort=cast.cohort, topic=topic, code="4-1", title="One")
    find_topics(cohort=cast.other, names=["Elsewhere"])
    make_post(cast.author, cast.cohort, topics=["hidden from them"], publish=False)
    for name, said in (
        ("pyton", "cannot be merged with itself"),
        ("Elsewhere", "There is no topic of this name."),
        ("hidden from them", "There is no topic"),
        ("Python", "lectures of the code 4-1"),
        ("", "write the name of one"),
    ):
        assert said in words(look(cast.organiser, "merge", pyton, name=name)), name
        assert said in carry_out(cast.organiser, "merge", pyton, name=name), name
    assert Topic.objects.filter(pk=pyton.pk).exists()


def test_who_may_not_is_refused(cast, python, pyton):
    path = where_to("merge", pyton)
    for user, status in ((cast.camper, 403), (cast.mentor, 403), (cast.stranger, 404)):
        assert statuses(browser(user), path, "get", "post") == {status}
    assert asks_to_sign_in(browser().get(path), path)


def test_look_costs_the_same_for_one_post_and_thirty(cast, python, pyton):
    client, path = browser(cast.organiser), where_to("merge", pyton) + "?name=Python"
    client.get(path)
    one = cost(client, path)
    for at in range(30):
        make_post((cast.author, cast.camper)[at % 2], cast.cohort, topics=["Pyton"])
        Lecture.objects.create(cohort=cast.cohort, topic=pyton, code=str(at), title="One")
    assert cost(client, path) <= one <= 20
