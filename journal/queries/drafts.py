"""What somebody is writing and has not published, for the page that lists it."""

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Left

from journal.models.posts import HEAVY, Post
from journal.models.revisions import PendingEdit

OPENING = 400  # characters of a text, out of which a list takes its first words
MOST = 500  # in a list


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
