"""Changing one's own comment."""

import pytest
from django.urls import reverse

from journal.actions.comments import CommentGone
from tests.factories import make_comment
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words


@pytest.fixture
def comment(cast):
    return make_comment(cast.camper, cast.posts["cohort"], "First *words*")


@pytest.fixture
def path(comment):
    return reverse("comments.edit", args=[comment.pk])


def test_changed_comment_is_what_is_read_and_is_marked(cast, comment, path):
    client = browser(cast.camper)
    assert client.get(path).context["form"]["body"].value() == "First *words*"
    answer = client.post(path, {"body": "Second **words**"})
    assert (answer.status_code, answer.url) == (302, comment.get_absolute_url())
    page = browser(cast.mentor).get(cast.posts["cohort"].get_absolute_url())
    assert "<strong>words</strong>" in page.content.decode()
    assert "edited" in words(page)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "The comment is empty. Write something first."),
        ("가" * 10_001, "This is too long: at most 10,000 characters fit."),
        ("a\x00b", "There is an invisible character (NUL) in this text."),
    ],
)
def test_what_cannot_be_said_is_refused_in_words(cast, comment, path, body, sentence):
    answer = browser(cast.camper).post(path, {"body": body})
    assert answer.status_code == 200
    assert sentence in words(answer)
    comment.refresh_from_db()
    assert comment.body == "First *words*"


def test_form_without_any_field_changes_nothing_and_says_so(cast, comment, path):
    answer = browser(cast.camper).post(path, {})
    assert answer.status_code == 200
    assert "The comment is empty. Write something first." in words(answer)


def test_stub_is_not_there_to_edit(cast, comment, path):
    make_comment(cast.mentor, cast.posts["cohort"], parent=comment)
    client = browser(cast.camper)
    client.post(reverse("comments.delete", args=[comment.pk]))
    assert statuses(client, path, "get", "post") == {404}


@pytest.mark.parametrize("role", ["author", "mentor", "organiser", "staff"])
def test_reader_who_did_not_say_it_is_refused(cast, path, role):
    client = browser(cast.people[role])
    assert {client.get(path).status_code, client.post(path, {"body": "Mine"}).status_code} == {403}


def test_who_may_not_read_the_post_any_more_finds_nothing(cast, path):
    cast.posts["cohort"].visibility = "mentors"
    cast.posts["cohort"].save()
    assert statuses(browser(cast.camper), path, "get", "post") == {404}
    assert statuses(browser(cast.stranger), path, "get", "post") == {404}


def test_ended_cohort_is_read_only(cast, path):
    cast.cohort.state = "ended"
    cast.cohort.save()
    assert statuses(browser(cast.camper), path, "get", "post") == {403}


def test_visitor_is_asked_to_sign_in_and_comes_back(path):
    assert asks_to_sign_in(browser().get(path), path)


def test_answers_get_and_post_only(cast, path):
    assert statuses(browser(cast.camper), path, "put", "delete", "patch") == {405}


def test_page_costs_little(cast, path):
    query_count(browser(cast.camper), path)


def test_preview_of_a_change_changes_nothing_yet(cast):
    comment = make_comment(cast.mentor, cast.posts["cohort"], "Before")
    path = reverse("comments.edit", args=[comment.pk])
    answer = browser(cast.mentor).post(path, {"body": "**After**", "preview": "1"})
    assert "<strong>After</strong>" in answer.content.decode()
    comment.refresh_from_db()
    assert comment.body == "Before"


def test_text_of_a_comment_deleted_meanwhile_is_still_there(cast, comment, path, monkeypatch):
    def gone(**_what):
        raise CommentGone

    monkeypatch.setattr("journal.views.comments.edit_comment", gone)
    answer = browser(cast.camper).post(path, {"body": "Words I typed"})
    assert "This comment was deleted a moment ago. Your text is still here; copy it if you need it." in words(answer)
    assert "Words I typed" in answer.content.decode()
