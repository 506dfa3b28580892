"""What a post was: its author's history of it, and what came before each text."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from journal.models.posts import Post
from journal.models.revisions import Revision


def history_of(post: Post) -> QuerySet[Revision]:
    """Return a post's revisions for a list, newest first: without their text, with its `length` in characters."""
    return Revision.objects.filter(post=post).annotate(length=Length("body")).defer("body")


def revision_before(revision: Revision) -> Revision | None:
    """Return what was kept of the same post before a revision, or None for the first."""
    at = revision.created_at
    earlier = Q(created_at__lt=at) | Q(created_at=at, pk__lt=revision.pk)
    return Revision.objects.filter(earlier, post=revision.post).first()
