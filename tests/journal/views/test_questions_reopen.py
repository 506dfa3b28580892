"""Opening a question again."""

import pytest
from django.urls import reverse

from journal.actions.questions import resolve_question
from journal.models.waiting import Waiting
from tests.factories import make_comment, make_post
from tests.journal.views.browsing import browser, statuses


@pytest.fixture
def question(cast):
    body = "## 학습\n\n> [!QUESTION]\n> 왜 느린가요?\n"
    question = make_post(cast.author, cast.cohort, body=body, day=10).questions.get()
    make_comment(cast.mentor, question.post, "Because.", section=question.anchor)
    return resolve_question(question=question, by=cast.mentor)


@pytest.fixture
def path(question):
    return reverse("questions.reopen", args=[question.pk])


@pytest.mark.parametrize(("role", "state", "waits"), [("mentor", "answered", False), ("author", "open", True)])
def test_staff_take_it_back_and_its_asker_asks_again(cast, question, path, role, state, waits):
    answer = browser(cast.people[role]).post(path, {"page": "1"})
    assert (answer.status_code, answer.url) == (302, question.page)
    question.refresh_from_db()
    assert (question.state, question.resolved_by, Waiting.objects.exists()) == (state, None, waits)


def test_a_second_time_changes_nothing(cast, question, path):
    browser(cast.author).post(path)
    question.refresh_from_db()
    before = question.asked_at
    browser(cast.author).post(path)
    question.refresh_from_db()
    assert question.asked_at == before


def test_htmx_gets_the_new_state_alone(cast, path):
    page = browser(cast.mentor).post(path, headers={"HX-Request": "true"}).content.decode()
    assert "Answered" in page
    assert "Mark as resolved" in page
    assert "<html" not in page


def test_reader_who_does_not_ask_is_refused(cast, path):
    assert browser(cast.team_mate).post(path).status_code == 403


def test_answers_posting_only(cast, path):
    assert statuses(browser(cast.author), path, "get", "head", "put", "delete") == {405}
