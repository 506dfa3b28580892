"""Keep what search finds in step with what was published: written in the transaction that publishes, edits, deletes."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from journal.actions.jobs import enqueue, for_a_while
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.search import MAX_INITIALS, SearchEntry
from journal.models.topics import PostTopic
from journal.text.chosung import initials_of
from journal.text.page_words import page_words
from journal.text.search_documents import ANALYSER_VERSION, document

WHOSE = ("post", "comment")
WRITTEN = ("written_at", "version", "initials", "vector", "text")
BATCH = 100  # rows between two looks at what is left


def index_post(*, post: Post, topics: Iterable[str]) -> SearchEntry:
    """Return the entry of a published post as its page now reads; `topics` are the names of its topics.

    To be called where the page is made (journal/actions/outlines.py): a draft and a waiting edit have none.
    """
    entry = SearchEntry(
        post_id=post.pk, cohort_id=post.cohort_id, author_id=post.author_id, written_at=post.published_at
    )
    entry.initials = initials_of(post.title)[:MAX_INITIALS]
    facets = [("kind", "post"), *([("day", post.study_on)] if post.study_on else [])]
    return _keep(entry, post.html, facets, title=post.title, topics=topics)


def index_comment(*, comment: Comment) -> SearchEntry:
    """Return the entry of a comment, which stands, as it now reads."""
    entry = SearchEntry(comment_id=comment.pk, post_id=comment.post_id, cohort_id=comment.post.cohort_id)
    entry.author_id, entry.written_at = comment.author_id, comment.created_at
    return _keep(entry, comment.html, [("kind", "comment")])


def forget_comment(*, comment: Comment) -> None:
    """Let nothing be found of a comment whose stub stays, or that is hidden."""
    SearchEntry.objects.filter(comment=comment).delete()


def move_in_time(*, post: Post | None = None, comment: Comment | None = None) -> None:
    """Let an entry be of the moment that its post, or its comment, was given afterwards: what was written elsewhere."""
    if post and post.published_at:
        SearchEntry.objects.filter(post=post, comment=None).update(written_at=post.published_at)
    if comment:
        SearchEntry.objects.filter(comment=comment).update(written_at=comment.created_at)


def mark_stale(*, posts: Iterable[int]) -> int:
    """Let a job read these posts (by their keys) again: their topics got other names. Return how many."""
    count = SearchEntry.objects.filter(post__in=posts, comment=None).update(version=0)
    if count:
        enqueue("reindex_search", once="reindex_search")
    return count


def reindex_in_turn() -> None:
    """Read for a while what search does not know as it reads now, and leave the rest to the next job."""
    if not for_a_while(chain(reindex_posts(), reindex_comments())):
        enqueue("reindex_search", once="reindex_search")


def reindex_posts(*, every: bool = False) -> Iterator[tuple[int, int]]:
    """Read published posts that have no entry of this analyser (or every one) again, yielding how many of how many.

    A transaction for each post, so that the site goes on; stopped and begun again it goes on where it was.
    """
    posts = Post.objects.filter(published_at__isnull=False)
    yield from _reindex(posts if every else posts.filter(~_is_known(post=OuterRef("pk"), comment=None)), _reindex_post)


def reindex_comments(*, every: bool = False) -> Iterator[tuple[int, int]]:
    """The same for comments."""
    comments = Comment.objects.standing()
    yield from _reindex(comments if every else comments.filter(~_is_known(comment=OuterRef("pk"))), _reindex_comment)


def _reindex(rows: QuerySet, reindex: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    """Do it for all rows in order, a batch of keys at a time: one that is gone when its turn comes is no matter."""
    done, total, last = 0, rows.count(), 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        for last in keys:
            if reindex(last):
                done += 1
                yield done, max(total, done)


@transaction.atomic
def _reindex_post(pk: int) -> bool:
    # Held until the end: an edit that is published in this moment comes before or after, never under it.
    post = Post.objects.select_for_update().filter(pk=pk, published_at__isnull=False).first()
    if post is None:
        return False
    names = PostTopic.objects.filter(content_object=post).order_by("position").values_list("tag__name", flat=True)
    index_post(post=post, topics=names)
    return True


@transaction.atomic
def _reindex_comment(pk: int) -> bool:
    rows = Comment.objects.select_for_update(of=("self",)).select_related("post")
    comment = rows.standing().filter(pk=pk).first()
    if comment is None:
        return False
    index_comment(comment=comment)
    return True


def _keep(entry: SearchEntry, html: str, facets: list, title: str = "", topics: Iterable[str] = ()) -> SearchEntry:
    """Write an entry, over the one that is there already, in one statement; return it."""
    facets = [("cohort", entry.cohort_id), ("author", entry.author_id), *facets]
    entry.text, entry.version = page_words(html), ANALYSER_VERSION
    entry.vector = document(title=title, topics=topics, body=entry.text, facets=facets)
    SearchEntry.objects.bulk_create([entry], update_conflicts=True, unique_fields=WHOSE, update_fields=WRITTEN)
    return entry


def _is_known(**whose) -> Exists:
    return Exists(SearchEntry.objects.filter(version=ANALYSER_VERSION, **whose))
