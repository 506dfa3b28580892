"""Autosave: one UPDATE a save, on the draft or on the edit that waits; the published row stays as it is."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import IntegrityError, transaction

from journal.actions.moods import keep_mood
from journal.actions.posts import DayTaken, PostText, StaleEdit, save_post, start_post
from journal.actions.questions import ask_for_feedback
from journal.actions.revisions import NO_HAND, Hand, columns_of, keep_crossing, keep_draft
from journal.models.cohorts import Cohort
from journal.models.posts import Post
from journal.models.revisions import Aside, PendingEdit, Revision
from journal.text.topic_names import split_topics


@dataclass(frozen=True)
class Saved:
    """A draft as it stands after a save; `is_day_taken` where its day has another journal and was left as it was,
    `is_overtaken` where a later save of the same editor was here first."""

    post: Post
    is_day_taken: bool = False
    is_overtaken: bool = False


class PostGone(Exception):
    """The post went to the trash, or for good, while its draft was on its way."""


def start_draft(*, author, cohort: Cohort, key: UUID, text: PostText, hand: Hand) -> Saved:
    """Return the new draft of the form `key`, of no day when its study day has a journal: the words come first.

    Raises StaleEdit as `start_post` does.
    """
    try:
        return Saved(start_post(author=author, cohort=cohort, key=key, text=text, publish=False, hand=hand))
    except DayTaken:
        text = replace(text, study_on=None)
        post = start_post(author=author, cohort=cohort, key=key, text=text, publish=False, hand=hand)
        return Saved(post, is_day_taken=True)


def save_draft(*, post: Post, editor, text: PostText, version: int, hand: Hand) -> Saved:
    """Return the draft with the new text; an overtaken or unchanged one writes nothing.

    `version` is the working copy's when the edit began. Raises StaleEdit when another editor has saved since then;
    both texts are kept as revisions; PostGone when somebody has just deleted the post.
    """
    while True:
        copy = post.working_copy
        if (is_overtaken := hand.is_overtaken(copy)) or columns_of(copy) == text.columns:
            return Saved(post, is_overtaken=is_overtaken)
        if not hand.may_follow(copy, version):
            keep_crossing(post=post, text=text, editor=editor)
            raise StaleEdit(post)
        if copy is post and post.is_published:  # the first draft of a published post makes the row that waits
            return Saved(save_post(post=post, editor=editor, text=text, version=version, publish=False, hand=hand))
        if hand.takes_over(copy, text):
            keep_draft(post=post, text=copy, editor=editor, version=copy.version)
        swapped, is_day_taken = _swap(copy, text, hand)
        if swapped:
            return Saved(post, is_day_taken)
        # Somebody was faster: look again at what stands there now.
        post = Post.objects.select_related("cohort", "pending_edit").filter(pk=post.pk, deleted_at=None).first()
        if post is None:
            raise PostGone


def restore_revision(*, post: Post, revision: Revision, editor, version: int | None) -> Saved:
    """Put an old text where the author's editor works, never into a published row; what stood there is kept.

    Raises StaleEdit as `save_draft` does.
    """
    return save_draft(post=post, editor=editor, text=text_of(revision), version=version, hand=NO_HAND)


@transaction.atomic
def discard_draft(*, post: Post, editor, version: int | None) -> Post:
    """Take away the edit that waits beside a published post, and keep its text as a revision; return the post.

    Raises StaleEdit when it is not at `version`: somebody is writing on. One that is gone already is no error.
    """
    Post.objects.select_for_update().only("pk").filter(pk=post.pk).first()  # as publishing: no deadlock
    waiting = PendingEdit.objects.select_for_update().filter(post=post).first()
    if waiting and waiting.version != version:
        raise StaleEdit(post)
    if waiting:
        keep_draft(post=post, text=waiting, editor=editor, version=waiting.version)
        waiting.delete()
        Aside.objects.filter(post=post).delete()
        # What waits next must not come to a version that an open editor of this one still knows.
        post.version = waiting.version + 1
        post.save(update_fields=["version"])
    return post


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


def text_of(copy: Post | PendingEdit | Revision) -> PostText:
    """Return a kept text as what the editor's form would hold of it."""
    topics = split_topics(copy.typed_topics)
    return PostText(copy.title, copy.body, copy.study_on, columns_of(copy)["visibility"], topics, copy.cover)


def _swap(copy: Post | PendingEdit, text: PostText, hand: Hand) -> tuple[bool, bool]:
    """Write the text where the copy stands as it was read; return whether it did, and whether its day is taken."""
    columns = {**text.columns, **hand.columns, "version": copy.version + 1}
    rows = type(copy).objects.filter(pk=copy.pk, version=copy.version)
    if isinstance(copy, Post):
        rows = rows.filter(published_at=None, deleted_at=None)
    is_day_taken = False
    if columns["study_on"] == copy.study_on:
        swapped = rows.update(**columns)
    else:
        try:
            with transaction.atomic():
                swapped = rows.update(**columns)
        except IntegrityError:
            columns["study_on"], is_day_taken = copy.study_on, True
            swapped = rows.update(**columns)
    if swapped:
        for name, value in columns.items():
            setattr(copy, name, value)
    return bool(swapped), is_day_taken
