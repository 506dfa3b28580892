"""The picture that lists show: the text's first, or the one that its author chose."""

import pytest
from django.urls import reverse

from journal.actions.drafts import restore_revision
from journal.actions.uploads import add_upload
from journal.models.posts import Post
from tests.factories import make_post
from tests.journal.pictures import photo
from tests.journal.views.browsing import browser
from tests.world import picture_bytes

NEW = reverse("posts.new")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def pictures(cast) -> list[str]:
    """The addresses of two pictures of Sol's."""
    return [add_upload(owner=cast.camper, data=data).get_absolute_url() for data in (photo(), picture_bytes())]


def body_of(*addresses: str) -> str:
    return "\n\n".join(f"![]({address})" for address in addresses)


def send(client, path=NEW, **fields):
    return client.post(path, {"title": "Day 4", "publish": "1", **fields})


def test_chosen_picture_is_shown_in_lists_instead_of_the_first(cast, pictures):
    first, second = pictures
    client = browser(cast.camper)
    send(client, body=body_of(first, second), cover=second)
    post = Post.objects.get(author=cast.camper)
    page = browser(cast.mentor).get(reverse("people.show", args=[cast.camper.handle])).content.decode()
    assert f'src="{second}?size=small"' in page and f'src="{first}?size=small"' not in page

    edit = client.get(reverse("posts.edit", args=[post.pk])).content.decode()
    assert f'value="{second}" checked' in edit and f'value="{first}">' in edit


def test_first_picture_comes_back_when_the_text_has_the_chosen_one_no_more(cast, pictures):
    first, second = pictures
    client = browser(cast.camper)
    send(client, body=body_of(first, second), cover=second)
    post = Post.objects.get(author=cast.camper)
    send(client, reverse("posts.edit", args=[post.pk]), body=body_of(first), cover=second, version=post.version)
    post.refresh_from_db()
    assert (post.cover, post.thumbnail) == ("", f"{first}?size=small")


@pytest.mark.parametrize("cover", ["nonsense", "https://example.com/a.png", "/uploads/x.png", "\0"])
def test_what_is_no_picture_of_the_text_is_none(cast, pictures, cover):
    answer = send(browser(cast.camper), body=f"{body_of(*pictures)} {cover}".replace("\0", ""), cover=cover)
    assert answer.status_code in (200, 302)
    assert set(Post.objects.filter(author=cast.camper).values_list("cover", flat=True)) <= {""}


def test_somebody_elses_picture_is_not_shown_in_lists(cast, pictures):
    theirs = add_upload(owner=cast.mentor, data=photo()).get_absolute_url()
    send(browser(cast.camper), body=body_of(pictures[0], theirs), cover=theirs)
    assert Post.objects.get(author=cast.camper).thumbnail == f"{pictures[0]}?size=small"


def test_a_waiting_edit_keeps_its_choice_and_leaves_the_published_one(cast, pictures):
    first, second = pictures
    post = make_post(cast.camper, cast.cohort, body=body_of(first, second))
    client = browser(cast.camper)
    path = reverse("posts.edit", args=[post.pk])
    fields = {"body": post.body, "cover": second, "version": post.version}
    client.post(path, {"title": post.title, "save_draft": "1", **fields})
    post = Post.objects.get(pk=post.pk)
    assert (post.cover, post.pending_edit.cover) == ("", second)
    assert f'value="{second}" checked' in client.get(path).content.decode()

    send(client, path, **{**fields, "version": post.working_copy.version})
    post = Post.objects.get(pk=post.pk)
    assert (post.cover, post.revisions.filter(kind="published").first().cover) == (second, second)


def test_an_old_text_comes_back_with_its_choice(cast, pictures):
    first, second = pictures
    client = browser(cast.camper)
    send(client, body=body_of(first, second), cover=second)
    post = Post.objects.get(author=cast.camper)
    path = reverse("posts.edit", args=[post.pk])
    send(client, path, body=body_of(first, second), cover=first, version=post.version)
    post.refresh_from_db()
    assert post.cover == first
    old = post.revisions.get(cover=second)
    restore_revision(post=post, revision=old, editor=cast.camper, version=post.version)
    assert Post.objects.get(pk=post.pk).working_copy.cover == second
