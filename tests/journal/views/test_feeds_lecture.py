"""The feed of a lecture."""

import pytest
from django.test import Client
from django.urls import reverse

from journal.models.curriculum import Lecture
from tests.factories import make_post
from tests.journal.views.feeds import fetched, titles

NAME = "feeds.lecture"
BODY = "## 학습 내용\n\n### Python\n\n- 4-1 Objects\n- 4-1 Objects"


@pytest.fixture
def words(cast):
    python = cast.cohort.topics.get(slug="python")
    lecture = Lecture.objects.create(cohort=cast.cohort, topic=python, code="4-1", title="Objects")
    return {"cohort": "ai-tech", "pk": lecture.pk}


def test_it_holds_each_post_that_notes_it_once_as_its_reader_may_read_them(cast, words):
    for visibility in ("mentors", "cohort", "public"):
        make_post(cast.author, cast.cohort, title=f"Noted {visibility}", body=BODY, visibility=visibility)
    assert titles(fetched(NAME, by=cast.camper, **words)) == ["Noted public", "Noted cohort"]
    assert titles(fetched(NAME, **words)) == ["Noted public"]
    assert "4-1 Objects · ai-tech" in fetched(NAME, **words).content.decode()


def test_a_lecture_that_no_readable_post_notes_is_there_for_members_only(cast, words):
    assert fetched(NAME, **words).status_code == 404
    assert fetched(NAME, by=cast.stranger, **words).status_code == 404
    assert titles(fetched(NAME, by=cast.camper, **words)) == []
    assert fetched(NAME, by=cast.camper, cohort="ai-tech", pk=10**9).status_code == 404


def test_answers_reading_methods_only(words):
    assert Client().post(reverse(NAME, kwargs=words)).status_code == 405
