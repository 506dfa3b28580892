"""When the site's staff opened a post that was not theirs to read as a member: a line each, for the author's sake."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from journal.models.posts import Post


class StaffReading(models.Model):
    """One opening of one post by one of the staff."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="staff_readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["post", "-read_at"], name="staff_reading_by_post")]

    def __str__(self) -> str:
        return f"{self.reader} {self.read_at}"
