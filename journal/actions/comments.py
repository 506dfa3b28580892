"""Comments: say, change, take back. A staff answer at a question marks it answered."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from journal.actions.questions import mark_answered
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.text.markdown import RENDER_VERSION, render_comment


def add_comment(
    *, author, post: Post, body: str, key: UUID, section: str = "", parent: Comment | None = None
) -> Comment:
    """Return a new comment on a post, or the one that this form (`key`) has made already.

    `section` is the anchor of one of the post's headings, or empty; a reply takes its parent's place, and a reply
    to a reply hangs on the same parent (one level).
    """
    parent = parent.parent or parent if parent else None
    section = parent.section if parent else section
    titles = {entry["anchor"]: entry["text"] for entry in post.toc}
    comment = Comment(
        post=post, author=author, parent=parent, key=key, body=body, section=section if section in titles else "",
        section_title=titles.get(section, "")[:200], html=render_comment(body).html, render_version=RENDER_VERSION,
    )  # fmt: skip
    try:
        with transaction.atomic():
            comment.save(force_insert=True)
            Post.objects.filter(pk=post.pk).update(comment_count=F("comment_count") + 1)
            mark_answered(comment=comment)
    except IntegrityError:
        return Comment.objects.get(key=key, author=author)
    return comment


@transaction.atomic
def edit_comment(*, comment: Comment, body: str) -> Comment:
    """Return the comment with its new text."""
    comment.body, comment.edited_at = body, timezone.now()
    comment.html, comment.render_version = render_comment(body).html, RENDER_VERSION
    comment.save(update_fields=["body", "html", "render_version", "edited_at"])
    return comment


@transaction.atomic
def delete_comment(*, comment: Comment) -> Comment | None:
    """Take a comment back; return the stub that stays where replies hang on it, or None when nothing stays."""
    current = Comment.objects.select_for_update().filter(pk=comment.pk, deleted_at__isnull=True).first()
    if current is None:
        return None
    Post.objects.filter(pk=current.post_id).update(comment_count=F("comment_count") - 1)
    if current.replies.exists():
        current.body = current.html = ""
        current.deleted_at = timezone.now()
        current.save(update_fields=["body", "html", "deleted_at"])
        return current
    parent = current.parent
    current.delete()
    if parent and parent.deleted_at and not parent.replies.exists():
        parent.delete()  # a stub without replies holds nothing
    return None
