"""Series under double submission and many hands: a post stands in one at most, at one place."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from journal.actions import series as actions
from journal.actions.posts import delete_post
from journal.actions.series import (
    TitleTaken,
    TooMany,
    change_series,
    delete_series,
    gather_post,
    leave_series,
    move_post,
    start_series,
)
from journal.models.posts import Post
from journal.models.series import Series, SeriesEntry
from tests.factories import make_cohort, make_member, make_post, make_user


@pytest.fixture
def minji(db):
    return make_member(make_cohort("ai-tech"), handle="minji")


def start(owner, title="파이썬", **more):
    return start_series(owner=owner, key=more.pop("key", uuid.uuid4()), title=title, **more)


def four(minji) -> tuple[Series, list[Post]]:
    """A series of four posts."""
    cohort, series = minji.memberships.get().cohort, start(minji)
    posts = [make_post(minji, cohort, title=f"글 {n}", day=n) for n in range(1, 5)]
    for post in posts:
        gather_post(series=series, post=post)
    return series, posts


def order(series) -> list[str]:
    return list(SeriesEntry.objects.filter(series=series).values_list("post__title", flat=True))


def test_the_same_form_twice_starts_one_and_titles_are_a_person_s_own(minji):
    key = uuid.uuid4()
    assert start(minji, key=key) == start(minji, key=key)
    with pytest.raises(TitleTaken):
        start(minji)
    bora = make_user("bora")
    theirs = start(bora, key=key)  # Minji's key in Bora's form
    assert theirs.owner == bora and theirs.key != key
    other = start(minji, "수학")
    with pytest.raises(TitleTaken):
        change_series(series=other, title="파이썬", description="")
    assert change_series(series=other, title="수학", description="매일").description == "매일"


def test_a_post_goes_to_the_end_once_and_leaves_its_other_series(minji):
    series, posts = four(minji)
    gather_post(series=series, post=posts[0])
    assert order(series) == ["글 1", "글 2", "글 3", "글 4"]
    other = start(minji, "수학")
    gather_post(series=other, post=posts[0])
    assert (order(series), order(other)) == (["글 2", "글 3", "글 4"], ["글 1"])
    leave_series(post=posts[0])
    leave_series(post=posts[0])
    assert order(other) == []
    delete_series(series=series)
    assert Post.objects.count() == 4


@pytest.mark.parametrize(
    ("at", "to", "expected"),
    [(0, 1, "2134"), (1, 0, "2134"), (3, 2, "1243"), (2, 3, "1243"), (0, 3, "2341"), (3, 0, "4123"), (0, 99, "2341")],
)
def test_a_post_moves_to_its_place_and_twice_is_once(minji, at, to, expected):
    series, posts = four(minji)
    for _ in range(2):
        move_post(series=series, post=posts[at], to=to)
        assert "".join(title[-1] for title in order(series)) == expected


def test_what_lies_in_the_trash_takes_no_place_and_has_one_when_it_is_back(minji):
    series, posts = four(minji)
    delete_post(post=posts[1])
    move_post(series=series, post=posts[0], to=1)  # behind 3, which is shown second
    shown = [title for title in order(series) if title != "글 2"]
    assert shown == ["글 3", "글 1", "글 4"]
    assert "글 2" in order(series)


def test_what_is_not_in_it_does_not_move(minji):
    series, _posts = four(minji)
    stray = make_post(minji, minji.memberships.get().cohort)
    move_post(series=series, post=stray, to=0)
    assert "글 1" in order(series) and len(order(series)) == 4


def test_there_is_an_end(minji, monkeypatch):
    monkeypatch.setattr(actions, "MOST_POSTS", 4)
    monkeypatch.setattr(actions, "MOST_SERIES", 1)
    series, posts = four(minji)
    with pytest.raises(TooMany):
        gather_post(series=series, post=make_post(minji, posts[0].cohort))
    with pytest.raises(TooMany):
        start(minji, "수학")


@pytest.mark.django_db(transaction=True)
def test_many_windows_at_once_leave_every_post_in_one_place():
    minji = make_member(make_cohort("ai-tech"), handle="minji")
    cohort, series, other = minji.memberships.get().cohort, start(minji), start(minji, "수학")
    posts = [make_post(minji, cohort, title=f"글 {n}") for n in range(16)]

    start_line = Barrier(8)

    def ask(mine):
        try:
            connection.ensure_connection()
            start_line.wait()
            for post in mine:
                gather_post(series=series, post=post)
            move_post(series=series, post=mine[0], to=0)
            gather_post(series=other, post=mine[1])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, [posts[n : n + 2] for n in range(0, 16, 2)]))
    assert SeriesEntry.objects.count() == 16
    for each in (series, other):
        places = list(SeriesEntry.objects.filter(series=each).values_list("position", flat=True))
        assert len(places) == len(set(places))
