"""Joining a question to the same one of somebody else."""

import pytest
from django.urls import reverse

from journal.models.questions import Question
from tests.factories import make_post
from tests.journal.views.browsing import browser, statuses, words

BODY = "> [!QUESTION]\n> 왜 느린가요?\n"


@pytest.fixture
def first(cast):
    return make_post(cast.camper, cast.cohort, title="First", body=BODY).questions.get()


@pytest.fixture
def question(cast):
    return make_post(cast.author, cast.cohort, title="Second", body=BODY).questions.get()


@pytest.fixture
def path(question):
    return reverse("questions.join", args=[question.pk])


def test_mentor_joins_it_and_the_faq_has_it_once_with_two_askers(cast, first, question, path):
    answer = browser(cast.mentor).post(path, {"into": first.pk})
    assert (answer.status_code, answer.url) == (302, question.page)
    question.refresh_from_db()
    assert (question.same_as, question.joined_by) == (first, cast.mentor)
    page = words(browser(cast.camper).get(reverse("questions.faq", args=["ai-tech"])))
    assert page.count("왜 느린가요?") == 1
    assert "2 people ask this" in page


def test_state_follows_the_one_that_stands_for_it(cast, first, question, path):
    browser(cast.mentor).post(path, {"into": first.pk})
    Question.objects.filter(pk=first.pk).update(state="resolved")
    assert "Resolved" in words(browser(cast.author).get(question.page))
    assert browser(cast.author).post(reverse("questions.resolve", args=[question.pk])).status_code == 403


def test_what_was_joined_goes_along_and_chains_do_not_grow(cast, first, question, path):
    third = make_post(cast.team_mate, cast.cohort, body=BODY).questions.get()
    browser(cast.mentor).post(reverse("questions.join", args=[third.pk]), {"into": question.pk})
    browser(cast.mentor).post(path, {"into": first.pk})
    assert set(Question.objects.filter(same_as=first)) == {question, third}
    browser(cast.organiser).post(reverse("questions.join", args=[first.pk]), {"into": third.pk})
    first.refresh_from_db()
    assert first.same_as is None


@pytest.mark.parametrize("visibility", ["mentors", "team", "draft"])
def test_nothing_that_its_readers_may_not_read_stands_for_it(cast, question, path, visibility):
    how = {"publish": False} if visibility == "draft" else {"visibility": visibility}
    hidden = make_post(cast.author, cast.cohort, body=BODY, **how)
    into = hidden.questions.first() or Question.objects.create(
        post=hidden, cohort=cast.cohort, key="q", title="Q?", state="open"
    )
    assert browser(cast.mentor).post(path, {"into": into.pk}).status_code == 404


def test_question_of_another_cohort_or_itself_is_none_of_them(cast, question, path):
    elsewhere = make_post(cast.stranger, cast.other, body=BODY, visibility="public").questions.get()
    for into in (elsewhere.pk, question.pk, 10**17):
        assert browser(cast.mentor).post(path, {"into": into}).status_code == 404


def test_nothing_chosen_is_said_in_words(cast, question, path):
    assert "Choose the question" in browser(cast.mentor).post(path, follow=True).content.decode()


@pytest.mark.parametrize("role", ["author", "camper", "other_mentor", "staff"])
def test_only_who_answers_it_joins(cast, first, path, role):
    assert browser(cast.people[role]).post(path, {"into": first.pk}).status_code == 403


def test_answers_posting_only(cast, path):
    assert statuses(browser(cast.mentor), path, "get", "head", "put", "delete") == {405}
