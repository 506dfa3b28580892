"""Likes count right, however many come at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from journal.models.posts import Like, Post
from tests.factories import make_cohort, make_member, make_post

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(jobs: list) -> list:
    """Run callables in threads of their own, closing each thread's database connection; return their results."""

    def run(job):
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def clients(users) -> list[Client]:
    found = []
    for user in users:
        client = Client()
        client.force_login(user)
        found.append(client)
    return found


def test_fifty_parallel_likes_count_fifty():
    cohort = make_cohort()
    post = make_post(make_member(cohort), cohort)
    likers = clients([make_member(cohort) for _ in range(50)])
    address = reverse("posts.like", args=[post.pk])
    statuses = at_once([lambda c=c: c.post(address, {"on": "1"}).status_code for c in likers])
    assert statuses == [302] * 50
    post.refresh_from_db()
    assert (post.like_count, Like.objects.filter(post=post).count()) == (50, 50)


def test_the_same_person_at_once_is_one_like_and_taking_it_back_leaves_none():
    cohort = make_cohort()
    post, liker = make_post(make_member(cohort), cohort), make_member(cohort)
    address = reverse("posts.like", args=[post.pk])
    at_once([lambda c=c: c.post(address, {"on": "1"}) for c in clients([liker] * 10)])
    assert Post.objects.get(pk=post.pk).like_count == 1
    at_once([lambda c=c: c.post(address, {"on": "0"}) for c in clients([liker] * 10)])
    assert Post.objects.get(pk=post.pk).like_count == 0
