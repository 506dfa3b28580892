"""Comments: Markdown on a post or one of its sections, with one level of replies."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.models.posts import Post
from journal.models.readers import reader_of


class CommentQuerySet(models.QuerySet):
    """Comments, as far as somebody may see the post they hang on."""

    def visible_to(self, user) -> "CommentQuerySet":
        """Keep the comments on posts that `user` may read; stubs of deleted ones included.

        A hidden one is its author's, the organisers' and the site's staff's to read.
        """
        reader = reader_of(user)
        seen = self.filter(post__in=Post.objects.visible_to(reader))
        if reader.is_staff:
            return seen
        open_to = Q(hidden_at=None)
        if reader.user_id:
            open_to |= Q(author_id=reader.user_id)
        if reader.organised:
            open_to |= Q(post__cohort__in=reader.organised)
        return seen.filter(open_to)

    def standing(self) -> "CommentQuerySet":
        """Keep what was neither taken back nor hidden: what counts, waits, is found and told of."""
        return self.filter(deleted_at=None, hidden_at=None)


class Comment(models.Model):
    """A comment. A deleted one keeps its row as a stub while replies hang on it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # of the form that made it
    by_staff = models.BooleanField(default=False, editable=False)  # said as a mentor or organiser of the cohort
    section = models.CharField(max_length=200, blank=True)  # the anchor of the section it is about
    section_title = models.CharField(max_length=200, blank=True)  # as the heading was when it was written
    body = models.TextField(_("comment"), max_length=10_000)
    html = models.TextField(editable=False)
    render_version = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    hidden_at = models.DateTimeField(null=True, editable=False)  # by whom and why: journal/models/moderation.py

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True) | Q(hidden_at__isnull=True), name="stub_is_not_hidden"
            )
        ]
        indexes = [models.Index(fields=["post", "created_at"], name="comment_by_post")]

    def __str__(self) -> str:
        return self.body[:40]

    @property
    def stands(self) -> bool:
        """Whether it was neither taken back nor hidden."""
        return self.deleted_at is None and self.hidden_at is None

    def get_absolute_url(self) -> str:
        return f"{self.post.get_absolute_url()}#comment-{self.pk}"
