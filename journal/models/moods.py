"""Moods: in a word, how a camper's day was; for themselves and for those who answer them."""

from django.db import models
from django.utils.translation import pgettext_lazy

from journal.models.checks import for_author_and_staff
from journal.models.posts import Post


class MoodQuerySet(models.QuerySet):
    """Moods, as far as somebody may know of them."""

    def visible_to(self, user) -> "MoodQuerySet":
        """Keep `user`'s own, and those in journals that they may check."""
        return self.filter(for_author_and_staff(user))


class Mood(models.Model):
    """The mood of a journal: a row of its own, so that nothing that shows a post can show it by chance."""

    class Word(models.TextChoices):
        BRIGHT = "bright", pgettext_lazy("mood", "Great")
        GOOD = "good", pgettext_lazy("mood", "Good")
        EVEN = "even", pgettext_lazy("mood", "So-so")
        HARD = "hard", pgettext_lazy("mood", "Hard")
        HEAVY = "heavy", pgettext_lazy("mood", "Very hard")

    post = models.OneToOneField(Post, models.CASCADE, related_name="mood", primary_key=True)
    word = models.CharField(max_length=10, choices=Word)

    objects = MoodQuerySet.as_manager()

    def __str__(self) -> str:
        return self.get_word_display()

    @property
    def is_hard(self) -> bool:
        """Whether it was a hard day."""
        return self.word in (self.Word.HARD, self.Word.HEAVY)
