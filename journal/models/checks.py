"""Checks: a mentor or organiser says that they have read a post."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.models.posts import Post
from journal.models.readers import reader_of


def for_author_and_staff(user) -> Q:
    """Return what keeps rows beside a `post` that are between its author and those who answer them: the mentors of
    its team and the organisers of its cohort. Nobody else, not even the site's staff."""
    reader = reader_of(user)
    if not reader.user_id:
        return Q(pk=None)
    return (
        Q(post__author=reader.user_id) | Q(post__team__in=reader.mentored) | Q(post__cohort__in=reader.organised)
    ) & Q(post__in=Post.objects.visible_to(user))


class CheckQuerySet(models.QuerySet):
    """Checks, as far as somebody may know of them."""

    def visible_to(self, user) -> "CheckQuerySet":
        """Keep the checks of `user`'s own posts, and of those that they may check."""
        return self.filter(for_author_and_staff(user))


class Check(models.Model):
    """`mentor` has read a post as it was at `version`; a later version of it was edited since."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="checks")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    checked_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)  # when its author was told

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ["checked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["post", "mentor"], name="check_once")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.mentor_id}"
