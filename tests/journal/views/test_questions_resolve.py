"""Calling a question resolved."""

import pytest
from django.urls import reverse

from journal.models.questions import Question
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses


@pytest.fixture
def question(cast):
    return Question.objects.create(
        post=cast.posts["team"], cohort=cast.cohort, key="why", title="Why?", anchor="why", state="open"
    )


@pytest.fixture
def path(question):
    return reverse("questions.resolve", args=[question.pk])


@pytest.mark.parametrize("role", ["author", "mentor", "organiser"])
def test_who_may_resolves_it_and_comes_back_to_its_heading(cast, question, path, role):
    answer = browser(cast.people[role]).post(path)
    assert (answer.status_code, answer.url) == (302, f"{cast.posts['team'].get_absolute_url()}#why")
    question.refresh_from_db()
    assert (question.state, question.resolved_by) == ("resolved", cast.people[role])


def test_a_second_time_changes_nothing(cast, question, path):
    browser(cast.author).post(path)
    assert browser(cast.mentor).post(path).status_code == 302
    question.refresh_from_db()
    assert question.resolved_by == cast.author


def test_htmx_gets_the_new_state_alone(cast, path):
    answer = browser(cast.author).post(path, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "Resolved" in page
    assert "<html" not in page
    assert "Mark as resolved" not in page
    assert cast.author.display_name not in page


def test_where_who_and_when_stand_they_stand_after_it_too(cast, path):
    answer = browser(cast.author).post(path, {"whole": "1", "page": "1"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert f"<span>{cast.author.display_name} · <time" in page
    assert page.count('name="page"') == page.count('name="whole"') == 1  # and what is pressed next keeps them


def test_noted_question_has_nothing_to_resolve(cast, question, path):
    Question.objects.update(state="note")
    assert browser(cast.author).post(path).status_code == 403


def test_ended_cohort_is_read_only(cast, question, path):
    cast.cohort.state = "ended"
    cast.cohort.save()
    assert browser(cast.author).post(path).status_code == 403
    assert Question.objects.get().state == "open"


def test_reader_who_does_not_ask_is_refused(cast, path):
    assert browser(cast.team_mate).post(path).status_code == 403
    assert Question.objects.get().state == "open"


@pytest.mark.parametrize("role", ["camper", "stranger", "withdrawn"])
def test_who_may_not_read_the_post_finds_nothing(cast, path, role):
    assert browser(cast.people[role]).post(path).status_code == 404


def test_visitor_is_asked_to_sign_in(cast, path):
    assert asks_to_sign_in(browser().post(path), path)


def test_answers_posting_only(cast, path):
    assert statuses(browser(cast.author), path, "get", "head", "put", "delete") == {405}


def test_question_that_never_was_is_not_there(cast):
    for pk in (0, 10**17):
        assert browser(cast.author).post(reverse("questions.resolve", args=[pk])).status_code == 404
