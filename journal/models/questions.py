"""Questions that posts hold: the headings of an event's Q&A, and what a camper asks."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.models.comments import Comment
from journal.models.events import EventNote
from journal.models.posts import Post
from journal.text.tex_words import without_tex


class QuestionQuerySet(models.QuerySet):
    """Questions, as far as somebody may see the post they stand in."""

    def visible_to(self, user) -> "QuestionQuerySet":
        """Keep the questions in posts that `user` may read; of a hidden comment nobody sees what it asks."""
        return self.filter(post__in=Post.objects.visible_to(user), is_hidden=False)

    def in_text_of(self, post) -> "QuestionQuerySet":
        """Keep what the text of a post asks or notes: for whoever was let in to the post."""
        return self.filter(post=post, comment=None)

    def noted_at(self, event, *, by) -> "QuestionQuerySet":
        """Keep an event's questions in posts that `by` may read: each of these is looked at once, not each question."""
        posts = EventNote.objects.visible_to(by).filter(event=event).values("post")
        return self.filter(at_event=event, post__in=posts)


class Question(models.Model):
    """A question in a post, at a heading with a link of its own, or a comment on the post that asks one.

    `note` is a question somebody else answered and the camper wrote down (an event's FAQ); the other states are
    of what the camper asks: open, answered once a mentor or organiser answers it (journal/queries/waiting.py),
    resolved when somebody says so.
    """

    class State(models.TextChoices):
        NOTE = "note", _("Noted")
        OPEN = "open", pgettext_lazy("question", "Open")
        ANSWERED = "answered", _("Answered")
        RESOLVED = "resolved", _("Resolved")

    post = models.ForeignKey(Post, models.CASCADE, related_name="questions")
    cohort = models.ForeignKey("journal.Cohort", models.CASCADE, related_name="questions")
    key = models.CharField(max_length=200)  # the folded title, by which an edited post keeps its questions' states
    fold = models.CharField(max_length=300, blank=True)  # its words alone: the same question in different posts
    title = models.CharField(max_length=300)
    group = models.CharField(max_length=200, blank=True)
    event = models.CharField(max_length=200, blank=True)
    at_event = models.ForeignKey(  # which event that is, where the cohort's calendar knows it
        "journal.Event", models.SET_NULL, null=True, related_name="questions", db_index=False
    )
    anchor = models.CharField(max_length=200, blank=True)
    places = ArrayField(models.CharField(max_length=200), default=list)  # its anchor, and those of the headings above
    position = models.PositiveSmallIntegerField(default=0)
    comment = models.OneToOneField(Comment, models.CASCADE, null=True, related_name="question")
    is_hidden = models.BooleanField(default=False)  # as the comment that asks
    is_marked = models.BooleanField(default=False)  # its author says of a heading that it asks: no edit takes it away
    same_as = models.ForeignKey("self", models.SET_NULL, null=True, related_name="joined")  # which stands for both
    joined_at = models.DateTimeField(null=True)
    joined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.NOTE)
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-post_id", "position"]
        constraints = [models.UniqueConstraint(fields=["post", "key"], name="question_once_a_post")]
        indexes = [
            models.Index(fields=["cohort", "-post", "position"], name="question_by_cohort"),
            models.Index(fields=["cohort", "state", "-post", "position"], name="question_by_state"),
            models.Index(fields=["at_event", "fold", "id"], condition=~Q(at_event=None), name="question_at_event"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def words(self) -> str:
        """The title, its formulas as signs that can be read."""
        return without_tex(self.title)

    @property
    def is_asked(self) -> bool:
        """Whether the camper asks it, rather than notes one that was answered elsewhere."""
        return self.state != self.State.NOTE

    @property
    def asker(self):
        """Who asks: of a comment its author, of a text its post's."""
        return self.comment.author if self.comment_id else self.post.author

    @property
    def asker_id(self) -> int:
        """The key of who asks: of a comment its author, of a text its post's."""
        return self.comment.author_id if self.comment_id else self.post.author_id

    @property
    def page(self) -> str:
        """The address of its own page, with its answers."""
        return reverse("questions.show", args=[self.pk])

    def get_absolute_url(self) -> str:
        return f"{self.post.get_absolute_url()}#{self.anchor}" if self.anchor else self.post.get_absolute_url()
