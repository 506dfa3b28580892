"""Lists by keyset: no post twice and none skipped, while others arrive, leave and share a moment."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from journal.models.posts import Post
from journal.queries.paging import BadCursor, newest
from tests.factories import make_cohort, make_member
from tests.journal.views.crowd import many_posts


@pytest.fixture
def cohort(db):
    return make_cohort()


def read(posts, size, *, by="published_at", between=lambda: None):
    """Return the keys of all posts page by page; `between` happens after each page."""
    seen, before = [], ""
    while True:
        page = newest(posts, before, by=by, size=size)
        assert len(page.items) <= size
        seen += [post.pk for post in page.items]
        if not page.before:
            return seen
        before = page.before
        between()


@pytest.mark.parametrize("count", [0, 1, 4, 5, 6, 10, 11])
def test_every_post_is_on_exactly_one_page(cohort, count):
    many_posts(cohort, count)
    expected = list(Post.objects.order_by("-published_at", "-pk").values_list("pk", flat=True))
    assert read(Post.objects.all(), 5) == expected


@pytest.mark.parametrize("by", ["published_at", "shown_on"])
def test_posts_that_arrive_between_pages_move_nothing(cohort, by):
    there = {post.pk for post in many_posts(cohort, 23)}
    seen = read(Post.objects.all(), 5, by=by, between=lambda: many_posts(cohort, 3))
    assert len(seen) == len(set(seen))
    assert there <= set(seen)


def test_posts_that_leave_between_pages_skip_nobody(cohort):
    there = [post.pk for post in many_posts(cohort, 23)]
    newest_first = list(Post.objects.order_by("-published_at", "-pk").values_list("pk", flat=True))
    seen = read(Post.objects.all(), 5, between=lambda: Post.objects.filter(pk=newest_first[2]).delete())
    assert seen == newest_first
    assert set(there) == set(seen)


def test_post_at_the_edge_may_leave_too(cohort):
    many_posts(cohort, 12)
    in_order = list(Post.objects.order_by("-published_at", "-pk").values_list("pk", flat=True))
    first = newest(Post.objects.all(), size=5)
    Post.objects.filter(pk=in_order[4]).delete()  # the cursor names it
    assert [post.pk for post in newest(Post.objects.all(), first.before, size=5).items] == in_order[5:10]


def test_posts_of_one_moment_are_told_apart_by_their_key(cohort):
    many_posts(cohort, 13)
    Post.objects.update(published_at=timezone.now(), shown_on=date(2021, 8, 5))
    for by in ("published_at", "shown_on"):
        seen = read(Post.objects.all(), 3, by=by)
        assert seen == sorted(seen, reverse=True)
        assert len(set(seen)) == 13


def test_moments_count_to_the_microsecond(cohort):
    moment = timezone.now().replace(microsecond=0)
    for at, post in enumerate(many_posts(cohort, 6)):
        Post.objects.filter(pk=post.pk).update(published_at=moment + timedelta(microseconds=5 - at))
    seen = read(Post.objects.all(), 2)
    assert len(set(seen)) == len(seen) == 6


def test_day_orders_a_journal_that_was_caught_up_later(cohort):
    camper = make_member(cohort)
    many_posts(cohort, 5, author=camper)
    days = [post.shown_on for post in newest(Post.objects.all(), by="shown_on").items]
    assert days == sorted(days, reverse=True)


def test_page_costs_one_query(cohort, django_assert_num_queries):
    many_posts(cohort, 12)
    first = newest(Post.objects.all(), size=5)
    with django_assert_num_queries(1):
        newest(Post.objects.all(), first.before, size=5)


@pytest.mark.parametrize("cursor", ["x", "1", "-1", "1-", "1-1-1", "１-１", "1 -1", "9" * 18 + "-1", "1-" + "9" * 19])
def test_text_that_no_page_gave_is_no_cursor(cohort, cursor):
    with pytest.raises(BadCursor):
        newest(Post.objects.all(), cursor)


@pytest.mark.parametrize("cursor", ["0-1", "3652060-1", "99999999999999999-1"])
def test_number_that_is_no_day_is_no_cursor_by_day(cohort, cursor):
    with pytest.raises(BadCursor):
        newest(Post.objects.all(), cursor, by="shown_on")


def test_cursor_at_the_end_of_time_is_an_ordinary_one(cohort):
    many_posts(cohort, 2)
    assert len(newest(Post.objects.all(), "99999999999999999-1").items) == 2
    assert newest(Post.objects.all(), "0-0").items == []
