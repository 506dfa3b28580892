"""Topics: what a cohort's posts are about. Curated ones have a place in the curriculum, free tags do not."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from journal.models.prepared import Slot, number

HUES = 8  # the eight colours of static/css/tokens.css that work in both schemes


class Topic(TagBase):
    """A topic of one cohort. `key` is the folded name by which writings of it are one (journal/text/topic_names)."""

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="topics", verbose_name=_("cohort"))
    name = models.CharField(_("name"), max_length=50)
    key = models.CharField(max_length=120, editable=False)
    slug = models.SlugField(_("address"), max_length=80, allow_unicode=True, editable=False)
    is_curated = models.BooleanField(_("curated"), default=False)
    hue = models.PositiveSmallIntegerField(_("hue"), default=0, help_text=_("1 to 8; 0 is none."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    description = models.CharField(_("description"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["cohort", "-is_curated", "position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "key"], name="topic_key_once"),
            models.UniqueConstraint(fields=["cohort", "slug"], name="topic_slug_once"),
            models.CheckConstraint(condition=Q(hue__lte=HUES), name="topic_hue_known"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("topics.show", args=[self.cohort.slug, self.slug])


class AnyTopic(Slot):
    """The place of a topic in a prepared query: `topic` stands for its key, `cohort` for its cohort's."""

    def __init__(self):
        super().__init__("topic", models.BigIntegerField())
        self.cohort_id = number("cohort")


class TopicAlias(models.Model):
    """Another writing of a topic: 파이썬 for Python. `slug` is the address that it had while it was a topic's name."""

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="topic_aliases", verbose_name=_("cohort"))
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="aliases", verbose_name=_("topic"))
    name = models.CharField(_("name"), max_length=50)
    key = models.CharField(max_length=120, editable=False)
    slug = models.SlugField(max_length=80, allow_unicode=True, editable=False, blank=True, db_index=False)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.UniqueConstraint(fields=["cohort", "key"], name="topic_alias_once"),
            models.UniqueConstraint(fields=["cohort", "slug"], condition=~Q(slug=""), name="topic_alias_slug_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PostTopic(ItemBase):
    """A published post is about a topic, because a heading says so or because its author typed it."""

    content_object = models.ForeignKey("journal.Post", models.CASCADE, related_name="topic_links")
    tag = models.ForeignKey(Topic, models.CASCADE, related_name="links")
    position = models.PositiveSmallIntegerField(default=0)

    # The post's own, kept equal in the transaction that changes them: so an index alone puts a topic's posts in order.
    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="+", db_index=False)
    shown_on = models.DateField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="post_topic_once")]
        indexes = [models.Index(fields=["tag", "-shown_on", "-content_object"], name="post_topic_newest")]


class TopicChange(models.Model):
    """What an organiser did to a cohort's topics; `before` is what undoing reads (journal/actions/topic_merges.py)."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", _("Renamed")
        MERGED = "merged", _("Merged")
        SPLIT = "split", _("Split")

    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="topic_changes")
    kind = models.CharField(max_length=10, choices=Kind)
    # A topic that is merged goes away, and comes back under its key when that is undone.
    topic = models.ForeignKey(Topic, models.DO_NOTHING, db_constraint=False, related_name="changes")
    name = models.CharField(max_length=50)  # the topic's, before
    now = models.CharField(max_length=50)  # what that leads to since
    before = models.JSONField(default=dict)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["cohort", "-changed_at"], name="topic_change_newest")]

    def __str__(self) -> str:
        return f"{self.name} → {self.now}"
