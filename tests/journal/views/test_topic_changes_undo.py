"""Taking back what was done to a topic."""

import pytest
from django.urls import reverse

from journal.actions.topic_merges import merge_topics
from journal.actions.topics import curate_topic
from journal.models.moderation import Act
from journal.models.topics import Topic
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words
from tests.journal.views.changing import carry_out


@pytest.fixture
def math(cast):
    return curate_topic(cohort=cast.cohort, name="AI Math", position=1)


def path(change):
    return reverse("topic_changes.undo", args=["ai-tech", change.pk])


def take_back(user, change):
    return words(browser(user).post(path(change), follow=True))


def test_each_change_is_taken_back_once_and_written_down(cast, math):
    make_post(cast.author, cast.cohort, topics=["AI Math"])
    make_post(cast.author, cast.cohort, topics=["Maths"])
    maths = cast.cohort.topics.get(name="Maths")
    for verb, topic, data in (
        ("split", math, {"name": "Algebra", "words": "math"}),
        ("merge", maths, {"name": "AI Math"}),
        ("rename", math, {"name": "Math"}),
    ):
        assert "It is done." in carry_out(cast.organiser, verb, topic, **data), verb
        change = cast.cohort.topic_changes.first()
        assert "It is taken back." in take_back(cast.organiser, change), verb
        assert "taken back already" in take_back(cast.staff, change), verb
        assert sorted(
            Topic.objects.filter(cohort=cast.cohort).exclude(name="Python").values_list("name", flat=True)
        ) == [
            "AI Math",
            "Maths",
        ], verb
    assert Act.objects.filter(verb="undid_topic").count() == 3
    log = words(browser(cast.organiser).get(reverse("acts.index", args=["ai-tech"])))
    assert "took back a change of topics" in log and "AI Math → Algebra" in log and "a post that is gone" not in log


def test_what_stands_on_it_is_taken_back_first(cast, math):
    make_post(cast.author, cast.cohort, topics=["Maths"])
    merge = merge_topics(source=cast.cohort.topics.get(name="Maths"), target=math, actor=cast.organiser)
    carry_out(cast.organiser, "split", math, name="Maths", words="maths")
    assert "Please take that back first." in take_back(cast.organiser, merge)


def test_who_may_not_is_refused(cast, math):
    merge = merge_topics(
        source=curate_topic(cohort=cast.cohort, name="x", position=2), target=math, actor=cast.organiser
    )
    for user, status in ((cast.camper, 403), (cast.mentor, 403), (cast.stranger, 404)):
        assert statuses(browser(user), path(merge), "post") == {status}
    assert statuses(browser(cast.organiser), path(merge), "get") == {405}
    assert asks_to_sign_in(browser().post(path(merge)), path(merge)) or browser().post(path(merge)).status_code == 302
    theirs = merge_topics(
        source=curate_topic(cohort=cast.other, name="a", position=1),
        target=curate_topic(cohort=cast.other, name="b", position=2),
        actor=cast.stranger,
    )
    assert statuses(browser(cast.organiser), path(theirs), "post") == {404}, "another cohort's"
