"""Series: a person's own posts, gathered in an order of their own, with a previous and a next."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.models.posts import Post
from journal.text.slugs import slug_of

MOST_SERIES = 100  # a person
MOST_POSTS = 300  # a series


class SeriesQuerySet(models.QuerySet):
    """Series, as far as somebody may see a post in them."""

    def visible_to(self, user) -> "SeriesQuerySet":
        """Keep one's own series and those with a published post that `user` may read."""
        posts = Post.objects.visible_to(user).published()
        seen = Q(Exists(SeriesEntry.objects.filter(series=OuterRef("pk"), post__in=posts)))
        if user.is_authenticated:
            seen |= Q(owner=user)
        return self.filter(seen)


class Series(models.Model):
    """A row of posts by one person."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="series")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # of the form that made it
    title = models.CharField(_("title"), max_length=100)
    description = models.CharField(_("description"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "title"], name="series_title_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """The decoration after the id in the address; empty where the title has no letter and no digit."""
        return slug_of(self.title)

    def get_absolute_url(self) -> str:
        return reverse("series.show", args=[self.pk, self.slug] if self.slug else [self.pk])


class SeriesEntry(models.Model):
    """A post's place in its series; a post is in one at most."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="entries")
    post = models.OneToOneField(Post, models.CASCADE, related_name="series_entry")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["series", "position"], name="series_in_order")]

    def __str__(self) -> str:
        return f"{self.position}. {self.post_id}"
