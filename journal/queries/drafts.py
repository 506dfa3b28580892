"""What somebody is writing and has not published, for the page that lists it."""

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Left

from journal.models.posts import HEAVY, Post
from journal.models.prepared import Prepared, number
from journal.models.readers import reader_of, rows_for
from journal.models.revisions import PendingEdit

OPENING = 400  # characters of a text, out of which a list takes its first words
MOST = 500  # in a list


def draft_seen_by(user, pk: int) -> Post | None:
    """Return a post that `user` may read as saving a draft needs it, or None: with the edit that waits and what
    is said beside it, and without what it was rendered to. The cohort is the reader's own, where they belong to it."""
    for post in rows_for(user, SAVED, pk=pk):
        if cohort := reader_of(user).cohort_of(post.cohort_id):
            post.cohort = cohort
        return post
    return None


def _saved(reader):
    posts = Post.objects.visible_to(reader).filter(pk=number("pk")).select_related("pending_edit", "aside")
    return posts.defer(*(name for name in HEAVY if name != "body"), "excerpt", "retrospective")


SAVED = Prepared(_saved)


def drafts_to_list(user) -> QuerySet[Post]:
    """Return a person's unpublished posts, saved last first, each with its `opening` and its `written_at`."""
    drafts = Post.objects.drafts_of(user).select_related("cohort").prefetch_related("cohort__holidays").defer(*HEAVY)
    drafts = drafts.annotate(opening=Left("body", OPENING), written_at=Coalesce("saved_at", "created_at"))
    return drafts.order_by("-written_at", "-pk")[:MOST]


def edits_to_list(user) -> QuerySet[PendingEdit]:
    """Return the edits that wait beside a person's published posts, saved last first, with their `opening`."""
    posts = Post.objects.visible_to(user).filter(author=user)
    edits = PendingEdit.objects.filter(post__in=posts).select_related("post__cohort")
    edits = edits.prefetch_related("post__cohort__holidays").annotate(opening=Left("body", OPENING))
    return edits.defer("body", *(f"post__{column}" for column in HEAVY)).order_by("-saved_at", "-pk")[:MOST]


def trash_to_list(user) -> QuerySet[Post]:
    """Return a person's deleted posts, deleted last first, with their `opening`."""
    trash = Post.objects.trash_of(user).select_related("cohort").prefetch_related("cohort__holidays").defer(*HEAVY)
    return trash.annotate(opening=Left("body", OPENING)).order_by("-deleted_at", "-pk")[:MOST]
