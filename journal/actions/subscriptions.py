"""Subscribing to a post's comments: by hand, and by commenting."""

from django.db import transaction

from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.subscriptions import Subscription


@transaction.atomic
def change_subscription(*, user, post: Post, is_wanted: bool) -> Subscription:
    """Let `user` hear of comments on a post, or no more, also once they comment again; return what is kept of that."""
    kept, _is_new = Subscription.objects.update_or_create(user=user, post=post, defaults={"is_wanted": is_wanted})
    return kept


def subscribe_by_comment(*, comment: Comment) -> None:
    """Subscribe whoever comments on somebody else's post, unless they said what they want there before."""
    if comment.author_id != comment.post.author_id:
        row = Subscription(post_id=comment.post_id, user_id=comment.author_id)
        Subscription.objects.bulk_create([row], ignore_conflicts=True)
