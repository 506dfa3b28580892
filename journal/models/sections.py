"""Sections: the parts of published posts by kind, so that one kind can be read across people."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.models.posts import Post


class SectionQuerySet(models.QuerySet):
    """Sections, as far as somebody may see the post they stand in."""

    def visible_to(self, user) -> "SectionQuerySet":
        """Keep the sections of published posts that `user` may read."""
        return self.filter(post__in=Post.objects.visible_to(user).published())


class Section(models.Model):
    """A heading's part of a published post, one row for each kind that it is: 피어세션 & 멘토링 is two.

    Kept by the action that reads the outline. `position` counts the post's sections; `is_empty` says that nothing
    stands under the heading.
    """

    class Kind(models.TextChoices):
        LEARNING = "learning", _("What I learned")
        ASSIGNMENT = "assignment", _("Assignments")
        PEER_SESSION = "peer_session", _("Peer session")
        MENTORING = "mentoring", _("Mentoring")
        EVENT = "event", pgettext_lazy("section", "Event")
        RETROSPECTIVE = "retrospective", _("Retrospective")
        QUESTION = "question", _("Questions")
        OTHER = "other", pgettext_lazy("section", "Other")

    post = models.ForeignKey(Post, models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    anchor = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_empty = models.BooleanField(default=False)
    study_on = models.DateField(null=True)

    # The post's own, kept equal in the transaction that changes them: so indexes alone put each list in order.
    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="+", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    team = models.ForeignKey("journal.Team", models.SET_NULL, null=True, related_name="+", db_index=False)
    shown_on = models.DateField()

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["post", "position"]
        indexes = [
            models.Index(fields=["cohort", "kind", "-shown_on", "-id"], name="section_newest"),
            models.Index(fields=["author", "kind", "-shown_on", "-id"], name="section_of_person"),
            models.Index(fields=["team", "kind", "-shown_on", "-id"], name="section_of_team"),
        ]

    def __str__(self) -> str:
        return self.title
