"""Resources: links out of posts and comments, with who brought them; the same address has one key."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from journal.models.comments import Comment
from journal.models.posts import Post


class ResourceQuerySet(models.QuerySet):
    """Resources, as far as somebody may see the post they stand in, or under."""

    def visible_to(self, user) -> "ResourceQuerySet":
        """Keep the links in, and in comments on, published posts that `user` may read."""
        return self.filter(post__in=Post.objects.visible_to(user).published())


class Resource(models.Model):
    """A link that somebody brought: in a post, or in a comment on it. Kept by what writes these.

    `anchors` are those of the headings it stands under (of the section, for a comment), from "" (the post) inwards:
    by them a lecture's note knows its links.
    """

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="resources")
    post = models.ForeignKey(Post, models.CASCADE, related_name="resources")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="resources")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="resources")
    key = models.CharField(max_length=32)  # journal/text/resources.py, address_key
    url = models.CharField(max_length=2_000)
    title = models.CharField(max_length=200)
    anchors = ArrayField(models.CharField(max_length=200), default=list)
    by_staff = models.BooleanField(default=False)  # a mentor or organiser of the cohort brought it
    brought_at = models.DateTimeField()  # when the post was published, or the comment written

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["-brought_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "key"], condition=Q(comment__isnull=True), name="resource_once_a_post"
            ),
            models.UniqueConstraint(fields=["comment", "key"], name="resource_once_a_comment"),
        ]
        indexes = [models.Index(fields=["cohort", "-brought_at"], condition=Q(by_staff=True), name="resource_of_staff")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return (self.comment if self.comment_id else self.post).get_absolute_url()
