"""Hide what should not be read by others, and show it again: all that counts, finds or tells of it follows at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from journal.actions.comments import CommentGone
from journal.actions.counts import counts_kept
from journal.actions.curriculum import keep_lectures
from journal.actions.notifications import notify, untell_comment
from journal.actions.resources import keep_comment_resources
from journal.actions.search import forget_comment, index_comment
from journal.actions.waiting import hold_with_joined, keep_waiting
from journal.models.cohorts import HIDDEN
from journal.models.comments import Comment
from journal.models.moderation import Act, Hiding, Report
from journal.models.notifications import Kind
from journal.models.posts import Post
from journal.models.questions import Question


def hide_post(*, post: Post, by, reason: str) -> Hiding:
    """Return the hiding of a published post, which its author, the organisers and the site's staff still read.

    One that is hidden already stays so, with the reason that was given first. What was reported of it is settled.
    """
    try:
        with transaction.atomic():
            with _changed(post) as current:
                hiding = _hide(current, None, by, reason)
                current.hidden_at = hiding.hidden_at
                current.meant_for, current.visibility = current.visibility, HIDDEN
            _tell_author(hiding)
            return hiding
    except IntegrityError:
        return Hiding.objects.standing().get(post=post, comment=None)


def hide_comment(*, comment: Comment, by, reason: str) -> Hiding:
    """The same for a comment; its replies stay. Raises CommentGone when it was deleted a moment ago."""
    try:
        with transaction.atomic():
            with _changed_comment(comment) as current:
                if current is None or current.deleted_at:
                    raise CommentGone
                hiding = _hide(current.post, current, by, reason)
                current.hidden_at = hiding.hidden_at
            _tell_author(hiding)
            return hiding
    except IntegrityError:
        return Hiding.objects.standing().get(comment=comment)


@transaction.atomic
def lift_hiding(*, hiding: Hiding, by) -> Hiding:
    """Return the hiding as lifted: what it hid is where it was before. A second time changes nothing."""
    change = _changed_comment(hiding.comment) if hiding.comment_id else _changed(hiding.post)
    with change as current:
        known = Hiding.objects.select_for_update(of=("self",)).get(pk=hiding.pk)
        if known.lifted_at or current is None:
            return known
        known.lifted_by, known.lifted_at = by, timezone.now()
        known.save(update_fields=["lifted_by", "lifted_at"])
        current.hidden_at = None
        if not hiding.comment_id:
            current.visibility, current.meant_for = current.meant_for, ""
        Act.objects.create(
            cohort_id=known.cohort_id, actor=by, verb=Act.Verb.LIFTED, post_id=known.post_id,
            comment_id=known.comment_id,
        )  # fmt: skip
    return known


@transaction.atomic
def answer_hiding(*, hiding: Hiding, answer: str) -> Hiding:
    """Return the hiding with what its author says to the reason, the last time they said it."""
    known = Hiding.objects.select_for_update(of=("self",)).get(pk=hiding.pk)
    if known.lifted_at is None and known.answer != answer:
        known.answer, known.answered_at = answer, timezone.now()
        known.save(update_fields=["answer", "answered_at"])
    return known


def _hide(post: Post, comment: Comment | None, by, reason: str) -> Hiding:
    """Write down who hides what and why; raises IntegrityError where it is hidden already."""
    what = {"cohort_id": post.cohort_id, "post": post, "comment": comment}
    author = (comment or post).author_id
    hiding = Hiding.objects.create(**what, author_id=author, hidden_by=by, reason=reason)
    Act.objects.create(**what, actor=by, verb=Act.Verb.HID, words=reason)
    reports = Report.objects.filter(post=post, comment=comment, settled_at=None)
    reports.update(settled_at=hiding.hidden_at, settled_by=by, outcome=Report.Outcome.HIDDEN)
    return hiding


def _tell_author(hiding: Hiding) -> None:
    """Tell who wrote it why it is hidden, as far as they may still read the post."""
    post = Post.objects.select_related("cohort").get(pk=hiding.post_id)
    notify(
        recipients=[hiding.author_id], kind=Kind.NUDGE, actor=hiding.hidden_by, post=post, comment=hiding.comment,
        words=hiding.reason,
    )  # fmt: skip


@contextmanager
def _changed(post: Post) -> Iterator[Post]:
    """Give a post as it is now, held, to be hidden or shown; what counts it and what waits on it follow."""
    held = hold_with_joined(post.pk)
    current = Post.objects.select_related("cohort").get(pk=post.pk)
    with counts_kept(current):
        yield current
        current.save(update_fields=["hidden_at", "meant_for", "visibility"])
        keep_lectures(post=current)
    keep_waiting(posts=held)


@contextmanager
def _changed_comment(comment: Comment) -> Iterator[Comment | None]:
    """Give a comment as it is now, held (None where it is gone); what counts, finds and tells of it follows."""
    held = hold_with_joined(comment.post_id)
    current = Comment.objects.select_for_update(of=("self",)).select_related("post").filter(pk=comment.pk).first()
    stood = current is not None and current.stands
    yield current
    if current is None or current.stands == stood:
        return
    current.save(update_fields=["hidden_at"])
    Post.objects.filter(pk=current.post_id).update(comment_count=F("comment_count") + (1 if current.stands else -1))
    Question.objects.filter(comment=current).update(is_hidden=not current.stands)
    keep_comment_resources(comment=current)
    if current.stands:
        index_comment(comment=current)
    else:
        forget_comment(comment=current)
        untell_comment(comment=current)
    keep_waiting(posts=held)
