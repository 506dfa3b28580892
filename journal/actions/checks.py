"""Checks: a mentor has read posts, one or all that were shown; their authors are told."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from journal.actions.jobs import enqueue
from journal.actions.notifications import notify
from journal.models.checks import Check
from journal.models.notifications import Kind
from journal.models.posts import Post


def check_post(*, post: Post, mentor, version: int | None = None) -> Check:
    """Return the check of a post that `mentor` has read at `version` (None: as it is now); twice is once."""
    check_posts(posts={post.pk: min(version or post.version, post.version)}, mentor=mentor)
    return Check.objects.get(post=post, mentor=mentor)


@transaction.atomic
def check_posts(*, posts: Mapping[int, int], mentor) -> int:
    """Check exactly these posts (versions that were read, by the posts' keys); return how many were not before."""
    known = set(Check.objects.filter(post__in=posts, mentor=mentor).values_list("post", flat=True))
    now = timezone.now()
    rows = [Check(post_id=pk, mentor=mentor, version=posts[pk], checked_at=now) for pk in sorted(posts)]
    Check.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["post", "mentor"], update_fields=["version", "checked_at"]
    )
    new = [pk for pk in sorted(posts) if pk not in known]
    if new:
        enqueue("tell_of_checks", posts=new, mentor=mentor.pk)
    return len(new)


def uncheck(*, post: Post, mentor) -> None:
    """Take a check back; there may be none."""
    Check.objects.filter(post=post, mentor=mentor).delete()


@transaction.atomic
def tell_of_checks(*, posts: list[int], mentor: int) -> None:
    """Tell the authors of posts (by key) that a mentor has read them, where the check still stands and is news."""
    checks = Check.objects.filter(post__in=posts, mentor=mentor, told_at=None).order_by("pk")
    checks = checks.select_for_update(of=("self",)).select_related("post__cohort", "post__author", "mentor")
    for check in checks:
        notify(recipients=[check.post.author], kind=Kind.CHECKED, actor=check.mentor, post=check.post)
        check.told_at = timezone.now()
        check.save(update_fields=["told_at"])
