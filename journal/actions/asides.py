"""What an editor says beside its text (a mood, a request for feedback): kept with the draft, said at publishing."""

from django.db import transaction

from journal.actions.moods import keep_mood
from journal.actions.questions import ask_for_feedback
from journal.models.posts import Post
from journal.models.revisions import Aside


def keep_aside(*, post: Post, mood: str | None, asks_feedback: bool) -> None:
    """Keep what the editor of a draft says (`mood` None: it does not ask); what is there already costs nothing.

    Of a published post it stands until the next publishing, also where it takes a mood back.
    """
    kept = getattr(post, "aside", None)
    if kept is None and not (mood or asks_feedback) and (mood is None or not post.is_published):
        return
    word = (kept.mood if kept else "") if mood is None else mood
    if kept is None or (kept.mood, kept.asks_feedback) != (word, asks_feedback):
        row = Aside(post_id=post.pk, mood=word, asks_feedback=asks_feedback)
        Aside.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["post"], update_fields=["mood", "asks_feedback"]
        )


@transaction.atomic
def say_aside(*, post: Post, mood: str | None, asks_feedback: bool) -> None:
    """Say with a post that was just published what its editor says; `mood` None leaves what was said."""
    Aside.objects.filter(post=post).delete()
    if asks_feedback:
        ask_for_feedback(post=post)
    if mood is not None:
        keep_mood(post=post, word=mood)
