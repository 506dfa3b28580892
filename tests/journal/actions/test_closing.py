"""Closing an account: nothing of the person is left but what they chose to leave, and that names nobody."""

import uuid

import pytest
from django.apps import apps
from django.core.files.storage import default_storage

from accounts.models import Session, User
from accounts.pictures import store_picture
from journal.actions.bookmarks import keep_bookmark
from journal.actions.closing import StillNeeded, close_account
from journal.actions.comments import add_comment
from journal.actions.likes import like_post
from journal.actions.people import change_membership
from journal.actions.posts import delete_post
from journal.actions.uploads import add_upload
from journal.models.comments import Comment
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.revisions import Revision
from journal.models.uploads import Upload
from journal.transfer.own_account import tables
from tests.factories import make_comment, make_member, make_post, make_user
from tests.journal.pictures import photo


@pytest.fixture
def author(cast):
    """Minji, who has written, drawn, liked, kept and thrown away."""
    minji = cast.author
    User.objects.filter(pk=minji.pk).update(picture=store_picture(b"a face"))
    minji = cast.fresh("author")
    shown, unused = (add_upload(owner=minji, data=photo(n)) for n in (1, 6))
    make_post(minji, cast.cohort, title="With a picture", body=f"![]({shown.get_absolute_url()})", day=8)
    delete_post(post=make_post(minji, cast.cohort, title="Thrown away", day=9))
    make_comment(minji, cast.posts["public"], "My own words")
    post = make_post(cast.camper, cast.cohort, title="Somebody else's", day=3)
    make_comment(minji, post, "What I say there")
    like_post(user=minji, post=post)
    keep_bookmark(owner=minji, post=post)
    assert unused.pk != shown.pk
    return minji


def everything_about(pk: int) -> list[str]:
    """Return the tables that still name somebody."""
    return [model.__name__ for model, column in tables() if model._base_manager.filter(**{column: pk}).exists()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("keeps", [True, False])
def test_nothing_names_who_is_gone(cast, author, keeps):
    pk, email, files = author.pk, author.email, list(Upload.objects.filter(owner=author).values_list("file", "small"))
    pictures = [f"pictures/{author.picture}", *(name for pair in files for name in pair)]
    assert all(map(default_storage.exists, pictures))
    close_account(user=author, keeps_posts=keeps)
    assert not User.objects.filter(pk=pk).exists() and everything_about(pk) == []
    left = [name for name in pictures if default_storage.exists(name)]
    assert len(left) == (2 if keeps else 0), "the picture that a kept post shows, large and small"
    for model in apps.get_app_config("journal").get_models():
        for row in model._base_manager.values():
            assert email not in str(row), (model, row)


def test_posts_that_are_kept_stay_under_a_neutral_name_with_their_picture(cast, author):
    close_account(user=author, keeps_posts=True)
    post = Post.objects.get(title="With a picture")
    assert post.author.display_name == "떠난 캠퍼" or post.author.handle.startswith("left")
    assert post.uploads.get().owner == post.author
    assert {each.title for each in Post.objects.filter(author=post.author)} >= {"With a picture"}
    assert Comment.objects.get(body="What I say there").author == post.author
    assert Membership.objects.get(user=post.author).state == "withdrawn"


def test_drafts_trash_and_old_revisions_go_in_any_case(cast, author):
    draft = cast.posts["draft"].pk
    close_account(user=author, keeps_posts=True)
    assert not Post.objects.filter(pk=draft).exists() and not Post.objects.filter(title="Thrown away").exists()
    assert not Revision.objects.filter(post__author__handle__startswith="left").exists()


def test_posts_that_are_deleted_are_gone_and_counted_no_more(cast, author):
    other = Post.objects.get(title="Somebody else's")
    close_account(user=author, keeps_posts=False)
    other.refresh_from_db()
    assert (other.comment_count, other.like_count) == (0, 0)
    assert not Post.objects.filter(title="With a picture").exists()


def test_the_last_organiser_is_needed(cast):
    with pytest.raises(StillNeeded) as needed:
        close_account(user=cast.organiser, keeps_posts=True)
    assert needed.value.cohort == cast.cohort
    assert Membership.objects.get(user=cast.organiser).state == "active"
    make_member(cast.cohort, "organiser", "second")
    close_account(user=cast.organiser, keeps_posts=True)
    assert not User.objects.filter(handle="haeun").exists()


def test_who_is_in_no_cohort_and_who_only_reads_leaves_nothing_behind(cast):
    loner = make_user("loner")
    close_account(user=loner, keeps_posts=True)
    before = User.objects.count()
    reader = cast.team_mate
    Comment.objects.filter(author=reader).delete()
    close_account(user=reader, keeps_posts=True)
    assert User.objects.count() == before - 1, "no nameless account for who wrote nothing"


def test_a_second_press_is_nothing(cast, author):
    close_account(user=author, keeps_posts=True)
    close_account(user=author, keeps_posts=True)


def test_who_was_in_two_cohorts_leaves_two_that_lead_to_nobody(cast, author):
    change_membership(membership=Membership(user=author, cohort=cast.other, role="camper", state="active"))
    post = make_post(author, cast.other, title="In the other", day=2)
    close_account(user=author, keeps_posts=True)
    post.refresh_from_db()
    here = Post.objects.get(title="With a picture")
    assert post.author != here.author


def test_sessions_end(cast, author, client):
    client.force_login(author)
    close_account(user=author, keeps_posts=True)
    assert not Session.objects.filter(user__isnull=False).exists()
    assert client.get("/notifications/").status_code == 302


def test_somebody_else_s_reply_is_kept_where_words_are_kept(cast, author):
    post = Post.objects.get(title="Somebody else's")
    said = Comment.objects.get(body="What I say there")
    add_comment(author=cast.camper, post=post, body="A reply.", key=uuid.uuid4(), parent=said)
    close_account(user=author, keeps_posts=True)
    assert Comment.objects.filter(body="A reply.").exists()
