"""What came along with somebody's own posts, for their eyes only."""

from datetime import datetime

from journal.models.posts import Post
from journal.models.transfers import ImportedComment
from journal.text.markdown import render_comment
from journal.text.moments import read_moment

MOST = 200  # on one page


def comments_that_came(user, post: Post) -> list[dict]:
    """Return the comments that came along with an imported post of `user`'s own, the oldest first, rendered."""
    if post.imported_at is None or post.author_id != user.pk:
        return []
    came = ImportedComment.objects.visible_to(user).filter(post=post).order_by("record__created_at", "pk")[:MOST]
    return [
        {
            "name": each.record["author_name"] or each.record["author"] or "",
            "created_at": _moment(each.record["created_at"]),
            "html": render_comment(each.record["body"], people={}).html,
        }
        for each in came
    ]


def _moment(said: str | None) -> datetime | None:
    """Return the moment that a record says; anybody may have written it."""
    moment = read_moment(said or "")
    is_one = isinstance(moment, datetime) and moment.tzinfo is not None and 1970 <= moment.year < 9000
    return moment if is_one else None
