"""The author of a post takes an untying back."""

import pytest
from django.urls import reverse

from journal.actions.curriculum import untie_lecture
from journal.actions.topics import curate_topic
from journal.models.curriculum import Lecture
from tests.factories import make_post
from tests.journal.views.browsing import browser, statuses, words


@pytest.fixture
def modules(cast):
    python = curate_topic(cohort=cast.cohort, name="Python", position=1)
    return Lecture.objects.create(cohort=cast.cohort, topic=python, code="4-2", title="Modules")


@pytest.fixture
def post(cast, modules):
    post = make_post(cast.author, cast.cohort, body="## 학습 내용\n\n### Python\n\n- 4-2 Modules\n", day=8)
    untie_lecture(post=post, lecture=modules)
    return post


def path_of(post, lecture):
    return reverse("curriculum.tie", args=[post.pk, lecture.pk])


def test_tied_again_it_is_a_note_of_the_lecture(cast, post, modules):
    answer = browser(cast.author).post(path_of(post, modules), follow=True)
    assert "is among the notes of “4-2 Modules” again" in words(answer)
    assert post.lecture_notes.get().lecture == modules


def test_twice_is_once(cast, post, modules):
    client = browser(cast.author)
    for _turn in range(2):
        assert client.post(path_of(post, modules)).status_code == 302
    assert post.lecture_notes.get().lecture == modules


@pytest.mark.parametrize(("role", "status"), [("camper", 403), ("mentor", 403), ("organiser", 403), ("stranger", 404)])
def test_nobody_else_ties_it(cast, post, modules, role, status):
    assert browser(cast.people[role]).post(path_of(post, modules)).status_code == status
    assert post.lecture_notes.get().lecture is None


def test_answers_post_only(cast, post, modules):
    assert statuses(browser(cast.author), path_of(post, modules), "get", "put", "delete") == {405}
