"""The feed of a topic."""

from django.test import Client
from django.urls import reverse

from journal.actions.topics import curate_topic
from tests.factories import make_post
from tests.journal.views.feeds import fetched, titles

NAME, PYTHON = "feeds.topic", {"cohort": "ai-tech", "slug": "python"}


def test_it_holds_what_its_reader_may_read_about_the_topic(cast):
    make_post(cast.camper, cast.cohort, title="Of nothing")
    make_post(cast.camper, cast.cohort, title="Of Python", topics=["Python"])
    assert titles(fetched(NAME, by=cast.camper, **PYTHON)) == ["Of Python", "Minji public", "Minji cohort"]
    assert titles(fetched(NAME, **PYTHON)) == ["Minji public"]


def test_a_topic_s_other_name_is_the_topic_with_its_id(cast):
    curate_topic(cohort=cast.cohort, name="Python", position=1, aliases=["파이썬"])
    pages = [fetched(NAME, cohort="ai-tech", slug=slug).content.decode() for slug in ("python", "파이썬")]
    assert len({page.split("<id>")[1].split("</id>")[0] for page in pages}) == 1


def test_a_topic_of_unseen_posts_is_not_there_curated_or_not(cast):
    make_post(cast.author, cast.cohort, topics=["Secretum"], visibility="mentors")
    curate_topic(cohort=cast.cohort, name="Empty", position=2)
    for slug in ("secretum", "empty", "none"):
        assert fetched(NAME, cohort="ai-tech", slug=slug).status_code == 404
    assert fetched(NAME, by=cast.camper, cohort="ai-tech", slug="secretum").status_code == 404
    assert titles(fetched(NAME, by=cast.camper, cohort="ai-tech", slug="empty")) == []


def test_answers_reading_methods_only(cast):
    assert Client().post(reverse(NAME, kwargs=PYTHON)).status_code == 405
