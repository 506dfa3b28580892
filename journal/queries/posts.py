"""One post's page: its comments in order, counts beside its headings, and the days before and after."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import escape

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from accounts.models import User
from journal.models.bookmarks import Bookmark
from journal.models.comments import Comment
from journal.models.people import Membership
from journal.models.posts import Like, Post
from journal.text.slugs import slug_of

HEADING = re.compile(r'(<h[1-6] id="([^"]*)"[^>]*>)(.*?)(</h[1-6]>)', re.DOTALL)


@dataclass(frozen=True)
class Thread:
    """A comment and its replies, in the order they were written; `comment.role` is its author's in the cohort."""

    comment: Comment
    replies: list[Comment] = field(default_factory=list)


def threads_of(user, post: Post) -> list[Thread]:
    """Return the comments of a post that `user` may read, one level deep."""
    role = Membership.objects.filter(cohort=post.cohort_id, user=OuterRef("author")).values("role")[:1]
    rows = Comment.objects.visible_to(user).filter(post=post).select_related("author").annotate(role=Subquery(role))
    threads: dict[int, Thread] = {}
    for comment in rows.order_by("created_at", "pk"):
        comment.post = post
        if comment.parent_id in threads:
            threads[comment.parent_id].replies.append(comment)
        else:
            threads[comment.pk] = Thread(comment)
    return list(threads.values())


def section_counts(threads: list[Thread]) -> Counter:
    """Return how many comments stand on each section (by anchor), stubs left out."""
    every = [comment for thread in threads for comment in (thread.comment, *thread.replies)]
    return Counter(comment.section for comment in every if comment.section and comment.deleted_at is None)


def with_section_marks(html: str, counts: Counter, word: str) -> str:
    """Return a rendered page with a link to its section's comments behind each heading.

    `word` is the link's label, with {count}; `html` is our renderer's, whose headings carry `id` first.
    """

    def mark(match: re.Match) -> str:
        start, anchor, inner, end = match.groups()
        count = counts.get(anchor, 0)
        label = escape(word.format(count=count))
        state = ' data-count="0"' if not count else ""
        link = f'<a class="section-mark" href="?section={anchor}#comment-form"{state}>{label}</a>'
        return f"{start}{inner}{link}{end}"

    return HEADING.sub(mark, html)


def neighbours_of(user, post: Post) -> tuple[Post | None, Post | None]:
    """Return the same person's journals of the study days before and after, that `user` may read."""
    if post.study_on is None:
        return None, None
    theirs = Post.objects.visible_to(user).published().filter(author=post.author_id, cohort=post.cohort_id)
    light = theirs.only("pk", "title", "study_on", "cohort", "published_at", "deleted_at")
    before = light.filter(study_on__lt=post.study_on).order_by("-study_on").values("pk")[:1]
    after = light.filter(study_on__gt=post.study_on).order_by("study_on").values("pk")[:1]
    found = {near.study_on > post.study_on: near for near in light.filter(Q(pk__in=before) | Q(pk__in=after))}
    for near in found.values():
        near.cohort = post.cohort
    return found.get(False), found.get(True)


def marks_of(user, post: Post) -> tuple[bool, int | None]:
    """Return whether `user` likes a post, and the key of their bookmark of it, or None."""
    if not user.is_authenticated:
        return False, None
    likes = Like.objects.filter(post=post, user=OuterRef("pk"))
    kept = Bookmark.objects.filter(post=post, owner=OuterRef("pk")).values("pk")[:1]
    return User.objects.filter(pk=user.pk).values_list(Exists(likes), Subquery(kept)).get()


def post_address(pk: int, title: str) -> str:
    """Return the address of a published post of which only the key and the title were read."""
    slug = slug_of(title)
    return reverse("posts.show", args=[pk, slug] if slug else [pk])


def likes_it(user, post: Post) -> bool:
    """Return whether `user` likes a post."""
    return user.is_authenticated and Like.objects.filter(post=post, user=user).exists()
