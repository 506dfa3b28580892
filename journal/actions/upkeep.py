"""What time does to posts: the trash forgets, and a newer renderer prints again."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from journal.actions.counts import counts_kept
from journal.actions.outlines import keep_outline
from journal.actions.posts import purge_post
from journal.actions.resources import keep_comment_resources
from journal.actions.search import index_comment
from journal.models.comments import Comment
from journal.models.posts import TRASH_DAYS, Post
from journal.text.markdown import RENDER_VERSION, render_comment


def empty_trash() -> int:
    """Forget the posts that were put into the trash more than 30 days ago; return how many."""
    old = Post.objects.filter(deleted_at__lte=timezone.now() - timedelta(days=TRASH_DAYS))
    count = 0
    for post in list(old.only("pk", "cohort", "deleted_at")):
        purge_post(post=post)
        count += 1
    return count


def rerender_posts(*, every: bool = False) -> Iterator[Post]:
    """Render published posts that an older renderer made (or every one) again, one transaction each, yielding them."""
    posts = Post.objects.filter(published_at__isnull=False)
    for pk in list(_outdated(posts, every)):
        with transaction.atomic():
            rows = Post.objects.select_for_update(of=("self",), no_key=True)
            post = rows.select_related("cohort").filter(pk=pk).first()
            if post is None:  # deleted for good in the meantime
                continue
            with counts_kept(post):
                keep_outline(post=post).save()
        yield post


def rerender_comments(*, every: bool = False) -> Iterator[Comment]:
    """The same for comments."""
    for pk in list(_outdated(Comment.objects.filter(deleted_at__isnull=True), every)):
        with transaction.atomic():
            rows = Comment.objects.select_for_update(of=("self",)).select_related("post")
            comment = rows.filter(pk=pk, deleted_at__isnull=True).first()
            if comment is None:
                continue
            comment.html, comment.render_version = render_comment(comment.body).html, RENDER_VERSION
            comment.save(update_fields=["html", "render_version"])
            keep_comment_resources(comment=comment)
            index_comment(comment=comment)
        yield comment


def _outdated(rows, every: bool):
    return (rows if every else rows.exclude(render_version=RENDER_VERSION)).order_by("pk").values_list("pk", flat=True)
