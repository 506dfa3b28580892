"""Whom the mentions of stored texts lead to."""

import pytest

from accounts.models import User
from journal.actions.comments import edit_comment
from journal.actions.notes import add_note
from journal.actions.upkeep import rerender_comments
from journal.models.comments import Comment
from journal.models.people import Membership
from journal.models.posts import Post
from journal.queries.mentions import people_to_link
from tests.factories import make_comment, make_post
from tests.guards import query_budget
from tests.journal.views.browsing import browser, links, statuses

pytestmark = pytest.mark.django_db
TEXT = "@bora @seoyeon @yuna @wonho @jiho @ghost @root_staff"
KNOWN = ["bora", "seoyeon", "yuna"]


def linked(html: str) -> list[str]:
    """The handles that a page's mentions lead to."""
    return [part.split('/"')[0] for part in html.split('<a href="/@')[1:]]


def renamed(user: User, handle: str) -> User:
    user.handle = handle
    user.save()
    return user


def test_only_members_of_the_cohort_are_linked_in_posts_and_comments(cast):
    post = make_post(cast.author, cast.cohort, body=TEXT)
    comment = make_comment(cast.author, post, TEXT)
    assert linked(post.html) == linked(comment.html) == KNOWN
    assert "@ghost @root_staff" in post.html
    edit_comment(comment=comment, body=f"Again: {TEXT}")
    assert linked(Comment.objects.get(pk=comment.pk).html) == KNOWN
    list(rerender_comments(every=True))
    assert linked(Comment.objects.get(pk=comment.pk).html) == KNOWN


def test_a_stranger_is_linked_once_they_have_written_something_public(cast):
    make_post(cast.stranger, cast.other, visibility="cohort")
    assert people_to_link("@jiho", [cast.cohort.pk]) == {}
    make_post(cast.stranger, cast.other, visibility="public")
    assert people_to_link("@jiho", [cast.cohort.pk]) == {"jiho": "jiho"}


def test_every_link_of_a_text_opens_for_its_readers(cast):
    make_post(cast.stranger, cast.other, visibility="public")
    post = make_post(cast.author, cast.cohort, body=TEXT)
    for role in ("author", "team_mate", "camper", "mentor", "organiser", "graduated"):
        reader = browser(cast.people[role])
        found = [link for link in links(reader.get(post.get_absolute_url())) if link.startswith("/@")]
        assert "/@bora/" in found
        assert "/@jiho/" in found
        assert {code for link in set(found) for code in statuses(reader, link, "get")} == {200}


def test_a_mentors_note_links_as_the_rest_does(cast):
    member = Membership.objects.get(user=cast.author, cohort=cast.cohort)
    note = add_note(author=cast.mentor, membership=member, body=TEXT, key="0d9f4d2e-5b0c-4d0b-9d1c-0a4e7c0f2a11")
    assert linked(note.html) == KNOWN


def test_a_preview_links_as_the_published_text_does(cast):
    reader = browser(cast.author)
    post = make_post(cast.author, cast.cohort, body=TEXT)
    assert reader.post("/posts/preview/", {"content": TEXT}).content.decode() == post.html
    said = reader.post(f"/posts/{post.pk}/comments/", {"body": TEXT, "preview": "1"}).context["form"]
    assert linked(said.preview) == KNOWN


def test_whoever_takes_another_handle_is_still_found_by_the_old_one(cast):
    post = make_post(cast.author, cast.cohort, body="@bora")
    renamed(cast.team_mate, "sunny")
    answer = browser(cast.camper).get("/@bora/")
    assert (answer.status_code, answer.url) == (302, "/@sunny/")
    assert linked(Post.objects.get(pk=post.pk).html) == ["bora"]
    assert linked(make_post(cast.author, cast.cohort, body="@bora").html) == ["sunny"]


def test_reading_asks_for_nobody(cast):
    reader = browser(cast.camper)
    posts = [make_post(cast.author, cast.cohort, body=body) for body in ("Nobody.", TEXT * 20)]
    for post in posts:
        reader.get(post.get_absolute_url())
    with query_budget(100) as plain:
        reader.get(posts[0].get_absolute_url())
    with query_budget(len(plain)):
        reader.get(posts[1].get_absolute_url())


def test_a_text_without_mentions_asks_the_database_nothing(cast):
    with query_budget(0):
        assert people_to_link("`a@b` x@y.example @Override", [cast.cohort.pk]) == {}
