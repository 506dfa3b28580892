"""Pictures that people put into their posts: private files, shown to whoever may read a post that shows them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from journal.models.posts import Post


class UploadQuerySet(models.QuerySet):
    """Pictures, as far as somebody may see a post that shows them."""

    def visible_to(self, user) -> "UploadQuerySet":
        """Keep one's own pictures and those shown in posts that `user` may read."""
        seen = Q(posts__in=Post.objects.visible_to(user))
        if user.is_authenticated:
            seen |= Q(owner=user)
        return self.filter(seen).distinct()


class Upload(models.Model):
    """One picture, re-encoded by us (journal/actions/uploads.py); `posts` are its owner's posts that show it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    posts = models.ManyToManyField(Post, related_name="uploads")
    file = models.FileField(upload_to="uploads/%Y/%m/")
    small = models.FileField(upload_to="uploads/%Y/%m/", blank=True)  # for lists; WebP, at most 480 pixels
    kind = models.CharField(max_length=10)  # jpeg, png or webp
    width = models.PositiveIntegerField()  # pixels
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()  # bytes
    created_at = models.DateTimeField(default=timezone.now)

    objects = UploadQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.pk}.{self.kind}"

    def get_absolute_url(self) -> str:
        return reverse("uploads.show", args=[self.pk, self.kind])
