"""The way back to an old text: into the editor as a draft, never into what readers see."""

import pytest
from django.urls import reverse

from journal.actions.posts import PostText, delete_post, save_post
from journal.models.posts import Post
from journal.models.revisions import PendingEdit, Revision
from tests.factories import make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words


def save(post, body, *, publish):
    text = PostText(post.title, body, post.study_on, post.visibility, [])
    return save_post(post=post, editor=post.author, text=text, version=post.working_copy.version, publish=publish)


@pytest.fixture
def post(cast):
    return save(make_post(cast.author, cast.cohort, body="First.", day=8, topics=["Go"]), "Second.", publish=True)


@pytest.fixture
def first(post):
    return Revision.objects.filter(post=post).last()


@pytest.fixture
def path(post, first):
    return reverse("revisions.restore", args=[post.pk, first.pk])


def bodies(post):
    return set(Revision.objects.filter(post=post).values_list("body", flat=True))


def test_old_text_waits_in_the_editor_and_readers_see_none_of_it(cast, post, path):
    client = browser(cast.author)
    answer = client.post(path, {"version": 2}, follow=True)
    assert answer.redirect_chain == [(reverse("posts.edit", args=[post.pk]), 302)]
    assert answer.context["form"]["body"].value() == "First."
    assert answer.context["form"]["topics"].value() == "Go"
    assert "as a draft" in words(answer) or "as a draft" in answer.content.decode()
    shown = words(browser(cast.camper).get(post.get_absolute_url()))
    assert "Second." in shown and "First." not in shown
    assert Post.objects.get(pk=post.pk).version == 2


def test_the_draft_that_stood_there_is_kept(cast, post, path):
    save(post, "Being written.", publish=False)
    browser(cast.author).post(path, {"version": 3})
    assert PendingEdit.objects.get(post=post).body == "First."
    assert bodies(post) == {"First.", "Second.", "Being written."}


def test_an_unpublished_draft_gets_the_old_text_and_stays_unpublished(cast):
    draft = cast.posts["draft"]
    old = Revision.objects.create(post=draft, version=1, kind="crossed", body="From the phone", visibility="team")
    browser(cast.author).post(reverse("revisions.restore", args=[draft.pk, old.pk]), {"version": 1})
    draft.refresh_from_db()
    assert (draft.body, draft.visibility, draft.published_at, draft.version) == ("From the phone", "team", None, 2)
    assert "Text draft." in "".join(bodies(draft))


@pytest.mark.parametrize("version", ["", "x", "1", "99999999999"])
def test_a_text_that_moved_meanwhile_is_not_replaced(cast, post, path, first, version):
    save(post, "Typed on the phone.", publish=False)
    answer = browser(cast.author).post(path, {"version": version}, follow=True)
    assert answer.redirect_chain == [(reverse("revisions.show", args=[post.pk, first.pk]), 302)]
    assert "The text has changed since you opened this page." in answer.content.decode()
    assert PendingEdit.objects.get(post=post).body == "Typed on the phone."


def test_double_submission_changes_it_once(cast, post, path):
    client = browser(cast.author)
    answers = [client.post(path, {"version": 2}) for _ in range(2)]
    assert {answer.url for answer in answers} == {reverse("posts.edit", args=[post.pk])}
    assert PendingEdit.objects.get(post=post).version == 3
    assert Revision.objects.filter(post=post).count() == 2


def test_a_day_that_was_written_again_stays_out(cast):
    draft = make_post(cast.author, cast.cohort, body="A", publish=False)
    day = make_post(cast.author, cast.cohort, day=9).study_on
    old = Revision.objects.create(post=draft, version=1, kind="replaced", body="B", study_on=day, visibility="cohort")
    answer = browser(cast.author).post(
        reverse("revisions.restore", args=[draft.pk, old.pk]), {"version": 1}, follow=True
    )
    draft.refresh_from_db()
    assert (draft.body, draft.study_on) == ("B", None)
    assert "Its study day has another journal by now" in answer.content.decode()


def test_a_post_in_the_trash_is_not_there(cast, post, path):
    delete_post(post=post)
    assert browser(cast.author).post(path, {"version": 2}).status_code == 404


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
