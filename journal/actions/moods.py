"""Moods: said with a journal, and taken back."""

from django.db import transaction

from journal.models.moods import Mood
from journal.models.posts import Post


@transaction.atomic
def keep_mood(*, post: Post, word: str) -> Mood | None:
    """Return the mood of a journal, now `word`; "" takes it away. A free note has none."""
    if not word or post.study_on is None:
        Mood.objects.filter(post=post).delete()
        return None
    return Mood.objects.update_or_create(post=post, defaults={"word": Mood.Word(word)})[0]
