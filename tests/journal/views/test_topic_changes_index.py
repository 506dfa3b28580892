"""The list of what was changed about a cohort's topics."""

import pytest
from django.urls import reverse

from journal.actions.topic_merges import merge_topics, undo_change
from journal.actions.topic_names import rename_topic
from journal.actions.topic_splits import split_topic
from journal.actions.topics import curate_topic
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words

PATH = reverse("topic_changes.index", args=["ai-tech"])


@pytest.fixture
def math(cast):
    return curate_topic(cohort=cast.cohort, name="AI Math", position=1)


def test_changes_stand_newest_first_with_a_way_back_once(cast, math):
    post = make_post(cast.author, cast.cohort, topics=["AI Math", "Maths"])
    merge_topics(source=cast.cohort.topics.get(name="Maths"), target=math, actor=cast.organiser)
    split_topic(source=math, name="Algebra", posts=[post.pk], lectures=[], actor=cast.organiser)
    rename_topic(topic=math, name="Math", actor=cast.staff)
    undo_change(change=cast.cohort.topic_changes.first(), actor=cast.organiser)
    page = browser(cast.organiser).get(PATH)
    read = words(page)
    assert (
        read.index("Renamed · AI Math → Math")
        < read.index("Split · AI Math → Algebra")
        < read.index("Merged · Maths → AI Math")
    )
    assert read.count("Take back") == 2 and f"taken back by {cast.organiser.display_name}" in read


def test_who_may_not_is_refused(cast):
    assert statuses(browser(cast.camper), PATH, "get") == statuses(browser(cast.mentor), PATH, "get") == {403}
    assert statuses(browser(cast.stranger), PATH, "get") == {404}
    assert asks_to_sign_in(browser().get(PATH), PATH)


def test_page_costs_the_same_for_one_change_and_thirty(cast, math):
    rename_topic(topic=math, name="Math", actor=cast.organiser)
    client = browser(cast.organiser)
    client.get(PATH)
    one = query_count(client, PATH)
    for at in range(30):
        rename_topic(topic=math, name=f"Math {at}", actor=cast.organiser)
    assert query_count(client, PATH) <= one <= 8
