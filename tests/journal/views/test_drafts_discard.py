"""Discarding the changes that wait beside a published post."""

import uuid

import pytest
from django.urls import reverse

from journal.actions.posts import PostText, save_post
from journal.models.posts import Post
from journal.models.revisions import PendingEdit, Revision
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses


def save(post, body):
    text = PostText(post.title, body, post.study_on, post.visibility, [])
    return save_post(post=post, editor=post.author, text=text, version=post.working_copy.version, publish=False)


@pytest.fixture
def post(cast):
    return save(cast.posts["cohort"], "Being written.")


@pytest.fixture
def path(post):
    return reverse("drafts.discard", args=[post.pk])


def test_the_changes_go_and_their_text_stays_in_the_history(cast, post, path):
    row = Post.objects.filter(pk=post.pk).values().get()
    answer = browser(cast.author).post(path, {"version": 2}, follow=True)
    assert answer.redirect_chain == [(reverse("posts.trash"), 302)]
    assert "The draft is discarded." in answer.content.decode()
    assert not PendingEdit.objects.filter(post=post).exists()
    assert Revision.objects.filter(post=post, kind="replaced", body="Being written.").exists()
    assert Post.objects.filter(pk=post.pk).values().get() == {**row, "version": 3}, "what readers see is as it was"
    editor = browser(cast.author).get(reverse("posts.edit", args=[post.pk]))
    assert "Text cohort." in editor.context["form"]["body"].value()


@pytest.mark.parametrize("version", ["", "x", "1", "99999999999"])
def test_what_was_written_meanwhile_stays(cast, post, path, version):
    answer = browser(cast.author).post(path, {"version": version}, follow=True)
    assert "This draft was written on meanwhile" in answer.content.decode()
    assert PendingEdit.objects.get(post=post).body == "Being written."


def test_double_submission_keeps_the_text_once(cast, post, path):
    client = browser(cast.author)
    assert [client.post(path, {"version": 2}).status_code for _ in range(2)] == [302, 302]
    assert Revision.objects.filter(post=post, body="Being written.").count() == 1


def test_an_unpublished_draft_is_no_change_to_discard(cast):
    draft = cast.posts["draft"]
    browser(cast.author).post(reverse("drafts.discard", args=[draft.pk]), {"version": 1})
    draft.refresh_from_db()
    assert draft.body and draft.deleted_at is None


@pytest.mark.parametrize("role", ["team_mate", "mentor", "organiser", "staff"])
def test_other_readers_are_refused(cast, path, role):
    assert browser(cast.people[role]).post(path, {"version": 2}).status_code == 403


def test_who_does_not_see_the_post_finds_nothing(cast, path):
    assert browser(cast.stranger).post(path, {"version": 2}).status_code == 404


def test_ended_cohort_is_read_only(cast, path):
    cast.cohort.state = "ended"
    cast.cohort.save()
    assert browser(cast.author).post(path, {"version": 2}).status_code == 403


def test_visitor_is_asked_to_sign_in(path):
    assert asks_to_sign_in(browser().post(path), path)


def test_answers_posting_only(cast, path):
    assert statuses(browser(cast.author), path, "get", "put", "delete") == {405}


def test_an_editor_that_is_still_open_does_not_take_the_next_draft_for_its_own(cast):
    post = make_post(cast.author, cast.cohort, body="Published")
    first = {"post": post.pk, "writer": cast.author.pk, "client": uuid.uuid4(), "turn": 1, "version": post.version}
    client = browser(cast.author)
    known = client.post("/posts/drafts/", {**first, "body": "Discarded"}).json()["version"]
    client.post(reverse("drafts.discard", args=[post.pk]), {"version": known})
    second = {**first, "client": uuid.uuid4(), "version": Post.objects.get(pk=post.pk).version}
    assert client.post("/posts/drafts/", {**second, "body": "The next draft"}).status_code == 200
    assert client.post("/posts/drafts/", {**first, "turn": 2, "version": known, "body": "Late"}).status_code == 409
    assert Post.objects.get(pk=post.pk).working_copy.body == "The next draft"
