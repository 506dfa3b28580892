"""Subscriptions: whose posts' comments somebody wants to hear of."""

from django.conf import settings
from django.db import models

from journal.models.posts import Post


class Subscription(models.Model):
    """What one person said about one post's comments; `is_wanted` is False once they wanted to hear no more of it.

    An author hears of comments on their own post without a row. Whoever comments gets one, unless they have one.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="subscriptions", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscriptions")
    is_wanted = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="subscription_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.post_id}"
