"""Likes: one a person and post, counted in the same transaction."""

from django.db import transaction
from django.db.models import F

from journal.models.posts import Like, Post


@transaction.atomic
def like_post(*, user, post: Post) -> Post:
    """Let `user` like a post; doing it twice is doing it once. Returns the post with its new count."""
    _like, is_new = Like.objects.get_or_create(post=post, user=user)
    return _counted(post, 1 if is_new else 0)


@transaction.atomic
def unlike_post(*, user, post: Post) -> Post:
    """Take `user`'s like back, if there is one. Returns the post with its new count."""
    gone, _tables = Like.objects.filter(post=post, user=user).delete()
    return _counted(post, -gone)


def _counted(post: Post, change: int) -> Post:
    if change:
        Post.objects.filter(pk=post.pk).update(like_count=F("like_count") + change)
    post.refresh_from_db(fields=["like_count"])
    return post
