"""Comments: say, change, take back. What waited for them, or now waits for an answer, follows."""

from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from journal.actions.jobs import enqueue
from journal.actions.notifications import untell_comment
from journal.actions.questions import ask_by_comment
from journal.actions.resources import keep_comment_resources
from journal.actions.search import forget_comment, index_comment
from journal.actions.subscriptions import subscribe_by_comment
from journal.actions.waiting import hold_membership, hold_posts, hold_with_joined, keep_waiting
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.questions import Question
from journal.queries.mentions import people_to_link
from journal.text.markdown import RENDER_VERSION, render_comment


class ParentGone(Exception):
    """The comment that this one replies to was deleted a moment ago."""


class CommentGone(Exception):
    """The comment was deleted a moment ago."""


def add_comment(
    *, author, post: Post, body: str, key: UUID, section: str = "", parent: Comment | None = None, asks: bool = False
) -> Comment:
    """Return a new comment on a post, or the one that this form (`key`) has made already of the same words.

    `section` is the anchor of one of the post's headings, or empty; a reply takes its parent's place, and a reply
    to a reply hangs on the same parent (one level). One that `asks` is a camper's question, too. Raises ParentGone.
    """
    parent = parent.parent or parent if parent else None
    section = parent.section if parent else section
    titles = {entry["anchor"]: entry["text"] for entry in post.toc}
    comment = Comment(
        post=post, author=author, parent=parent, key=key, body=body, section=section if section in titles else "",
        section_title=titles.get(section, "")[:200], html=comment_page(body, post), render_version=RENDER_VERSION,
    )  # fmt: skip
    try:
        with transaction.atomic():
            member = hold_membership(cohort_id=post.cohort_id, user=author)
            comment.by_staff = member is not None and member.answers
            hold_posts([post.pk])
            if parent and not _locked(parent.pk):
                raise ParentGone
            comment.save(force_insert=True)
            Post.objects.filter(pk=post.pk).update(comment_count=F("comment_count") + 1)
            keep_comment_resources(comment=comment)
            index_comment(comment=comment)
            if asks and member and member.role == member.Role.CAMPER:
                ask_by_comment(comment=comment)
            keep_waiting(posts=[post.pk])
            subscribe_by_comment(comment=comment)
            enqueue("tell_of_comment", comment=comment.pk)
    except IntegrityError:
        made = Comment.objects.select_related("post").get(key=key)
        if (made.author_id, made.post_id, made.parent_id, made.body) == (author.pk, post.pk, comment.parent_id, body):
            return made
        # The key went to other words (a browser keeps it when one goes back), a stub, or another person.
        fresh = uuid5(key, f"{author.pk} {post.pk} {comment.parent_id} {made.pk} {body}")
        return add_comment(author=author, post=post, body=body, key=fresh, section=section, parent=parent, asks=asks)
    return comment


@transaction.atomic
def edit_comment(*, comment: Comment, body: str) -> Comment:
    """Return the comment with its new text. Raises CommentGone: a stub gets no text back."""
    hold_posts([comment.post_id])
    current = _locked(comment.pk)
    if current is None or current.deleted_at:
        raise CommentGone
    comment.body, comment.edited_at = body, timezone.now()
    comment.html, comment.render_version = comment_page(body, comment.post), RENDER_VERSION
    comment.save(update_fields=["body", "html", "render_version", "edited_at"])
    comment.hidden_at = current.hidden_at
    keep_comment_resources(comment=comment)
    if not comment.hidden_at:
        index_comment(comment=comment)
    if Question.objects.filter(comment=comment).exists():
        ask_by_comment(comment=comment)
    keep_waiting(posts=[comment.post_id])
    enqueue("tell_of_edited_comment", comment=comment.pk)
    return comment


@transaction.atomic
def delete_comment(*, comment: Comment) -> Comment | None:
    """Take a comment back; return the stub that stays where replies hang on it, or None when nothing stays."""
    held = hold_with_joined(comment.post_id)
    parent = _locked(comment.parent_id)  # so that the last two replies do not each take the other for one that stays
    current = _locked(comment.pk)
    if current is None or current.deleted_at:
        return None
    stub = _take_away(current, parent)
    keep_waiting(posts=held)
    return stub


def comment_page(body: str, post: Post) -> str:
    """Return the HTML that a comment on a post is kept with."""
    return render_comment(body, people_to_link(body, [post.cohort_id])).html


def _take_away(current: Comment, parent: Comment | None) -> Comment | None:
    if not current.hidden_at:
        Post.objects.filter(pk=current.post_id).update(comment_count=F("comment_count") - 1)
    untell_comment(comment=current)
    if current.replies.exists():
        current.body = current.html = ""
        current.deleted_at, current.hidden_at = timezone.now(), None
        current.save(update_fields=["body", "html", "deleted_at", "hidden_at"])
        keep_comment_resources(comment=current)
        forget_comment(comment=current)
        Question.objects.filter(comment=current).delete()
        return current
    current.delete()
    if parent and parent.deleted_at and not parent.replies.exists():
        parent.delete()  # a stub without replies holds nothing
    return None


def _locked(pk: int | None) -> Comment | None:
    """Return the comment as it is now, held until the transaction ends, or None where it is gone."""
    return Comment.objects.select_for_update().filter(pk=pk).first() if pk else None
