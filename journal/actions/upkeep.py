"""What time does to posts: the trash forgets, and a newer renderer prints again."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

from django.db import transaction
from django.utils import timezone

from accounts.audit import forget_events
from accounts.models import Tally
from accounts.sessions import SessionStore
from journal.actions.announcements import rerender_announcement
from journal.actions.comments import comment_page
from journal.actions.counts import counts_kept
from journal.actions.curriculum import recount_lectures
from journal.actions.jobs import enqueue, for_a_while
from journal.actions.outlines import keep_outline
from journal.actions.posts import purge_post
from journal.actions.resources import keep_comment_resources
from journal.actions.search import index_comment
from journal.actions.waiting import hold_posts, keep_waiting
from journal.models.announcements import Announcement
from journal.models.comments import Comment
from journal.models.curriculum import Lecture
from journal.models.posts import TRASH_DAYS, Post
from journal.text.markdown import RENDER_VERSION

DAYS_AROUND = timedelta(days=10)
MOST_REREAD = 200


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
        if post := _rerender(pk):
            yield post


def reread_posts(*, lecture: Lecture) -> int:
    """Read posts again that say the title of a new or renamed lecture and are not tied to it; return how many.

    A title that stands without a code is no note before the curriculum has it. Looked at are the posts of the days
    around the lecture's, at most 200 of them; `manage.py rerender --all` finds the rest.
    """
    posts = Post.objects.published().filter(cohort=lecture.cohort_id, body__icontains=lecture.title)
    if lecture.study_on:
        around = (lecture.study_on - DAYS_AROUND, lecture.study_on + DAYS_AROUND)
        posts = posts.filter(study_on__range=around)
    posts = posts.exclude(lecture_notes__lecture=lecture).exclude(untied_lectures__lecture=lecture)
    pks = list(posts.order_by("-study_on", "-pk").values_list("pk", flat=True)[:MOST_REREAD])
    for pk in pks:
        _rerender(pk)
    return len(pks)


def rerender_comments(*, every: bool = False) -> Iterator[Comment]:
    """The same for comments."""
    for pk in list(_outdated(Comment.objects.filter(deleted_at__isnull=True), every)):
        with transaction.atomic():
            hold_posts(Comment.objects.filter(pk=pk).values("post"))
            rows = Comment.objects.select_for_update(of=("self",)).select_related("post")
            comment = rows.filter(pk=pk, deleted_at__isnull=True).first()
            if comment is None:
                continue
            comment.html, comment.render_version = comment_page(comment.body, comment.post), RENDER_VERSION
            comment.save(update_fields=["html", "render_version"])
            keep_comment_resources(comment=comment)
            if not comment.hidden_at:
                index_comment(comment=comment)
            keep_waiting(posts=[comment.post_id])
        yield comment


def rerender_announcements(*, every: bool = False) -> Iterator[Announcement]:
    """The same for announcements."""
    for pk in list(_outdated(Announcement.objects.all(), every)):
        if announcement := rerender_announcement(announcement=pk):
            yield announcement


def rerender_in_turn() -> None:
    """Render for a while what an older renderer made, and leave the rest to the next job."""
    if for_a_while(chain(rerender_posts(), rerender_comments(), rerender_announcements())):
        recount_lectures()
    else:
        enqueue("rerender", once="rerender")


def clear_sessions() -> None:
    """Forget sessions whose time is over."""
    SessionStore.clear_expired()


def forget_door_events() -> int:
    """Forget what happened at accounts longer ago than the site keeps it; return how many lines."""
    return forget_events()


def clear_tallies() -> None:
    """Forget counts of tries that hold no longer."""
    Tally.objects.filter(ends_at__lte=timezone.now()).delete()


@transaction.atomic
def _rerender(pk: int) -> Post | None:
    rows = Post.objects.select_for_update(of=("self",), no_key=True)
    post = rows.select_related("cohort").filter(pk=pk).first()
    if post is not None:  # not deleted for good in the meantime
        with counts_kept(post):
            keep_outline(post=post).save()
            keep_waiting(posts=[pk])
    return post


def _outdated(rows, every: bool):
    return (rows if every else rows.exclude(render_version=RENDER_VERSION)).order_by("pk").values_list("pk", flat=True)
