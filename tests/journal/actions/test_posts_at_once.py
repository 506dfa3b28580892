"""Double taps, two devices, crossing edits: one post, both texts, nothing lost."""

import uuid
from dataclasses import replace

import pytest
from django.urls import reverse

from journal.actions.posts import DayTaken, PostText, StaleEdit, delete_post, restore_post, save_post, start_post
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.revisions import PendingEdit, Revision
from tests.factories import make_cohort, make_member, make_post
from tests.journal.actions.test_likes import at_once, clients

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def camper(cohort):
    return make_member(cohort, team=cohort.teams.first())


@pytest.mark.parametrize("with_key", [True, False])
@pytest.mark.parametrize("study_on", ["2021-08-05", ""])
def test_eight_submissions_of_one_form_make_one_post(cohort, camper, study_on, with_key):
    data = {"title": "Day 4", "body": "Text", "study_on": study_on, "topics": "Python", "publish": "1"}
    if with_key:
        data["key"] = str(uuid.uuid4())
    answers = at_once([lambda c=c: c.post(reverse("posts.new"), data) for c in clients([camper] * 8)])
    post = Post.objects.get()
    assert {answer.status_code for answer in answers} == {302}
    assert {answer.url for answer in answers} == {post.get_absolute_url()}
    assert Revision.objects.count() == 1


def test_eight_submissions_of_one_comment_make_one_comment(cohort, camper):
    post = make_post(camper, cohort)
    data = {"body": "Well done", "key": str(uuid.uuid4())}
    address = reverse("comments.add", args=[post.pk])
    answers = at_once([lambda c=c: c.post(address, data).status_code for c in clients([camper] * 8)])
    assert answers == [302] * 8
    assert Comment.objects.count() == 1
    assert Post.objects.get().comment_count == 1


def test_two_different_journals_of_one_day_are_refused_and_the_text_comes_back(cohort, camper):
    [client] = clients([camper])
    first = make_post(camper, cohort, day=4)
    data = {"title": "Again", "body": "My second text", "study_on": "2021-08-05", "publish": "1"}
    answer = client.post(reverse("posts.new"), data)
    assert answer.status_code == 409
    assert "My second text" in answer.content.decode()
    assert reverse("posts.edit", args=[first.pk]) in answer.content.decode()
    assert Post.objects.count() == 1


def test_crossing_edit_is_refused_with_both_texts_and_goes_through_knowingly(cohort, camper):
    [client] = clients([camper])
    post = make_post(camper, cohort, body="From the beginning")
    address = reverse("posts.edit", args=[post.pk])
    base = {"title": "T", "study_on": "", "visibility": "cohort", "publish": "1", "version": post.version}
    assert client.post(address, {**base, "body": "From the phone"}).status_code == 302
    refused = client.post(address, {**base, "body": "From the laptop"})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "From the phone" in page
    assert "From the laptop" in page
    assert Post.objects.get().body == "From the phone"
    version = refused.context["form"]["version"].value()
    assert client.post(address, {**base, "version": version, "body": "Both, by hand"}).status_code == 302
    assert Post.objects.get().body == "Both, by hand"
    assert list(Revision.objects.values_list("body", flat=True)) == [
        "Both, by hand",
        "From the laptop",  # kept from the moment when it was refused
        "From the phone",
        "From the beginning",
    ]


def test_an_edit_without_a_version_never_overwrites(cohort, camper):
    [client] = clients([camper])
    post = make_post(camper, cohort, body="Kept")
    answer = client.post(reverse("posts.edit", args=[post.pk]), {"title": "T", "body": "Other", "publish": "1"})
    assert answer.status_code == 409
    assert Post.objects.get().body == "Kept"


def test_a_saved_draft_of_a_published_post_leaves_its_row_as_it_was(cohort, camper):
    post = make_post(camper, cohort, day=4, topics=["Python"])
    before = Post.objects.filter(pk=post.pk).values().get()
    text = PostText("New", "New text", None, "public", ["Other"])
    save_post(post=post, editor=camper, text=text, version=post.version, publish=False)
    assert Post.objects.filter(pk=post.pk).values().get() == before
    waiting = PendingEdit.objects.get(post=post)
    assert (waiting.body, waiting.version) == ("New text", post.version + 1)
    save_post(post=post, editor=camper, text=replace(text, title="Newer"), version=waiting.version, publish=True)
    assert Post.objects.get().title == "Newer"
    assert not PendingEdit.objects.exists()


def test_stale_save_changes_nothing(cohort, camper):
    post = make_post(camper, cohort)
    text = PostText("T", "B", None, "cohort", [])
    save_post(post=post, editor=camper, text=text, version=1, publish=True)
    with pytest.raises(StaleEdit) as stale:
        save_post(post=post, editor=camper, text=replace(text, body="Late"), version=1, publish=True)
    assert stale.value.post.body == "B"


def test_trash_frees_the_day_and_a_taken_day_refuses_the_way_back(cohort, camper):
    post = make_post(camper, cohort, day=4)
    delete_post(post=post)
    again = make_post(camper, cohort, day=4, title="Again")
    with pytest.raises(DayTaken) as taken:
        restore_post(post=Post.objects.get(pk=post.pk))
    assert taken.value.post == again
    delete_post(post=again)
    assert restore_post(post=Post.objects.get(pk=post.pk)).deleted_at is None


def test_moving_a_post_to_a_taken_day_is_refused(cohort, camper):
    make_post(camper, cohort, day=4)
    other = make_post(camper, cohort, day=5)
    text = PostText("T", "B", cohort.calendar.date_of(4), "cohort", [])
    with pytest.raises(DayTaken):
        save_post(post=other, editor=camper, text=text, version=other.version, publish=True)
    assert Post.objects.get(pk=other.pk).study_on == cohort.calendar.date_of(5)


def test_two_people_tagging_in_opposite_order_do_not_wait_for_each_other(cohort):
    campers = [make_member(cohort) for _ in range(8)]
    names = ["가", "나", "다", "라", "마"]

    def job(person, topics):
        text = PostText("T", "B", None, "cohort", topics)
        return lambda: start_post(author=person, cohort=cohort, key=uuid.uuid4(), text=text, publish=True)

    at_once([job(person, names if at % 2 else names[::-1]) for at, person in enumerate(campers)])
    assert cohort.topics.count() == 5
