"""What hides a post, and the comments on it, as its readers may know."""

from journal.models.moderation import Hiding
from journal.models.posts import Post
from journal.models.prepared import Prepared, number
from journal.models.readers import rows_for
from journal.queries.posts import Thread


def hidings_on(user, post: Post, threads: list[Thread]) -> dict[int | None, Hiding]:
    """Return what hides a post that `user` reads (by None) and comments on it (by their keys), where they may know.

    A page on which nothing is hidden asks nothing.
    """
    hushed = any(said.hidden_at and said.author_id for each in threads for said in (each.comment, *each.replies))
    if not (post.hidden_at or hushed):
        return {}
    return {hiding.comment_id: hiding for hiding in rows_for(user, STANDING, post=post.pk)}


STANDING = Prepared(
    lambda reader: Hiding.objects.visible_to(reader).standing().filter(post=number("post")).select_related("hidden_by")
)
