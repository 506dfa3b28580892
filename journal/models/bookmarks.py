"""Bookmarks: posts that somebody keeps for themselves, with a note, in folders of their own."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.models.posts import Post

MOST_BOOKMARKS = 5_000  # a person
MOST_FOLDERS = 50
MAX_NOTE = 500  # characters
MAX_FOLDER = 40


class OwnQuerySet(models.QuerySet):
    """Rows that nobody sees but whose they are."""

    def visible_to(self, user) -> "OwnQuerySet":
        """Keep `user`'s own."""
        return self.filter(owner=user) if user.is_authenticated else self.none()


class BookmarkFolder(models.Model):
    """A person's folder of bookmarks."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmark_folders")
    name = models.CharField(_("name"), max_length=MAX_FOLDER)

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="bookmark_folder_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('bookmarks.index')}?folder={self.pk}"


class Bookmark(models.Model):
    """A person keeps a post. Whether they may read it is asked anew each time; the note is their own."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    post = models.ForeignKey(Post, models.CASCADE, related_name="bookmarks")
    folder = models.ForeignKey(BookmarkFolder, models.SET_NULL, null=True, related_name="bookmarks")
    note = models.CharField(_("note"), max_length=MAX_NOTE, blank=True)
    kept_at = models.DateTimeField(default=timezone.now)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "post"], name="bookmark_once")]
        indexes = [
            models.Index(fields=["owner", "-kept_at", "-id"], name="bookmark_newest"),
            models.Index(fields=["folder", "-kept_at", "-id"], name="bookmark_in_folder"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.post_id}"
