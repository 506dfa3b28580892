"""A series as its readers see it: what they may not read is not counted, not named and leaves no gap."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser

from journal.actions.posts import delete_post
from journal.actions.series import gather_post, start_series
from journal.queries.series import place_of, posts_in, posts_to_gather, series_of
from tests.cast import ROLES
from tests.permission_table import READS


@pytest.fixture
def series(cast):
    """All of Minji's posts, from the draft to the public one."""
    series = start_series(owner=cast.author, key=uuid.uuid4(), title="All")
    for post in cast.posts.values():
        gather_post(series=series, post=post)
    return series


def seen_by(cast, role) -> list[str]:
    return [v for v in cast.posts if v != "draft" and role in READS[v]]


@pytest.mark.parametrize("role", ROLES)
def test_each_reader_counts_what_they_may_read(cast, series, role):
    user = cast.fresh(role) or AnonymousUser()
    seen = seen_by(cast, role)
    titles = [cast.posts[visibility].title for visibility in seen]
    assert [post.title for post in posts_in(user, series)] == titles
    for at, visibility in enumerate(seen):
        place = place_of(user, cast.posts[visibility])
        assert (place.number, place.count) == (at + 1, len(seen))
        near = [post.title if post else None for post in (place.before, place.after)]
        assert near == [titles[at - 1] if at else None, titles[at + 1] if titles[at + 1 :] else None]


@pytest.mark.parametrize("role", ROLES)
def test_the_list_of_a_person_names_what_its_reader_may_read(cast, series, role):
    start_series(owner=cast.author, key=uuid.uuid4(), title="Empty")
    mentors = start_series(owner=cast.author, key=uuid.uuid4(), title="Mentors", post=cast.posts["mentors"])
    listed = {each.title: each.post_count for each in series_of(cast.fresh(role) or AnonymousUser(), cast.author)}
    rest = [v for v in seen_by(cast, role) if v != "mentors"]
    expected = {"All": len(rest)} if rest else {}
    if role in READS["mentors"]:
        expected[mentors.title] = 1
    if role == "author":
        expected["Empty"] = 0
    assert listed == expected


def test_a_draft_has_no_number_and_what_is_deleted_is_gone(cast, series):
    place = place_of(cast.author, cast.posts["draft"])
    assert (place.number, place.before, place.after) == (0, None, None)
    delete_post(post=cast.posts["team"])
    titles = [post.title for post in posts_in(cast.author, series)]
    assert titles == ["Minji mentors", "Minji cohort", "Minji public"]
    assert place_of(cast.author, cast.posts["cohort"]).before == cast.posts["mentors"]


def test_a_post_in_no_series_has_no_place_and_is_offered_to_its_author(cast):
    assert place_of(cast.author, cast.posts["cohort"]) is None
    assert {post.title for post in posts_to_gather(cast.author)} == {
        post.title for post in cast.posts.values() if post.is_published
    }
    assert posts_to_gather(cast.team_mate) == []
