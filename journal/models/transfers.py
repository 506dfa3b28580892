"""What comes in from elsewhere: archives to look at, which file became which post, and comments that came along."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from journal.models.posts import Post


class ImportQuerySet(models.QuerySet):
    """Archives that wait, as far as somebody may see them: their own."""

    def visible_to(self, user) -> "ImportQuerySet":
        """Keep what `user` uploaded."""
        return self.filter(owner_id=user.pk)


class Import(models.Model):
    """An archive that a person uploaded to look at before its posts are made; forgotten after a day."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="imports")
    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="imports")
    name = models.CharField(max_length=200)  # as it was called where it came from
    visibility = models.CharField(max_length=10)  # of posts that do not say: a Visibility, or "draft"
    file = models.FileField(upload_to="imports/")
    created_at = models.DateTimeField(default=timezone.now)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class ImportedFile(models.Model):
    """A file became a post: the same file again changes nothing, a newer one changes a post that nobody touched."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="+")
    source = models.CharField(max_length=500)  # the key that the file says, else its path in the archive
    digest = models.CharField(max_length=64)  # SHA-256 of the file and what belongs to it
    kept = models.CharField(max_length=64)  # SHA-256 of what the post said when the file had come in
    notes = models.JSONField(default=list)  # sentences about what could not be as the file says
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "cohort", "source"], name="imported_file_once")]

    def __str__(self) -> str:
        return self.source


class ImportedCommentQuerySet(models.QuerySet):
    """Comments that came along, as far as somebody may see them."""

    def visible_to(self, user) -> "ImportedCommentQuerySet":
        """Keep one's own: nobody can vouch for who wrote them, so nobody else sees them."""
        return self.filter(owner_id=user.pk)


class ImportedComment(models.Model):
    """A comment that came along with somebody's own posts."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="imported_comments")
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="imported_comments")  # None: not here
    key = models.UUIDField()
    record = models.JSONField(default=dict)  # as the archive had it, so that it goes out as it came in

    objects = ImportedCommentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="imported_comment_once")]

    def __str__(self) -> str:
        return str(self.key)
