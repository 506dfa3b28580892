"""What comes in from elsewhere: uploaded archives, which file became which post, and comments that came along."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from journal.models.posts import Post


class Import(models.Model):
    """An archive that a person uploaded to look at before its posts are made; forgotten after a day."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="imports")
    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="imports")
    name = models.CharField(max_length=200)  # as it was called where it came from
    file = models.FileField(upload_to="imports/")
    created_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class ImportedFile(models.Model):
    """A file of an archive became a post: the same file again changes nothing, another text of it changes the post."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="+")
    source = models.CharField(max_length=500)  # the key in its front matter, else its path in the archive
    digest = models.CharField(max_length=64)  # SHA-256 of what was read of it
    post = models.ForeignKey(Post, models.CASCADE, related_name="imported_files")
    version = models.PositiveIntegerField()  # of the post, when it was made or changed by this file

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "cohort", "source"], name="imported_file_once")]

    def __str__(self) -> str:
        return self.source


class ImportedComment(models.Model):
    """A comment that came along with an import. Only its owner sees it: nobody can vouch for who wrote it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="imported_comments")
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="imported_comments")  # None: not here
    key = models.UUIDField()
    record = models.JSONField(default=dict)  # as the archive had it, so that it goes out as it came in

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="imported_comment_once")]

    def __str__(self) -> str:
        return str(self.key)
