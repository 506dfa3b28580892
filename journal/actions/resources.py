"""Resources: the links of posts and comments, kept in step with the texts they stand in."""

from datetime import datetime

from django.db import transaction

from journal.models.comments import Comment
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.resources import Resource
from journal.text.resources import FoundLink, anchors_around, links_of

STAFF = (Membership.Role.MENTOR, Membership.Role.ORGANISER)


@transaction.atomic(savepoint=False)
def keep_post_resources(*, post: Post, is_first: bool = False) -> list[Resource]:
    """Make the post's own resources those of its rendered page, and return them; its comments' stay.

    `is_first` as for `keep_outline`.
    """
    if not is_first:
        Resource.objects.filter(post=post, comment=None).delete()
    return _keep(links_of(post.html), post=post, person_id=post.author_id, at=post.published_at)


@transaction.atomic
def keep_comment_resources(*, comment: Comment) -> list[Resource]:
    """Make a comment's resources those of its rendered text, and return them; a stub and a hidden one have none."""
    Resource.objects.filter(comment=comment).delete()
    found = [] if comment.deleted_at or comment.hidden_at else links_of(comment.html)
    return _keep(found, post=comment.post, comment=comment, person_id=comment.author_id, at=comment.created_at)


def _keep(
    found: list[FoundLink], *, post: Post, person_id: int, at: datetime, comment: Comment | None = None
) -> list[Resource]:
    if not found:
        return []
    roles = Membership.objects.filter(cohort=post.cohort_id, user=person_id, role__in=STAFF)
    by_staff = roles.filter(state=Membership.State.ACTIVE).exists()
    place = anchors_around(post.toc, comment.section) if comment else None
    return Resource.objects.bulk_create(
        Resource(
            cohort_id=post.cohort_id, post=post, comment=comment, person_id=person_id, key=link.key, url=link.url,
            title=link.title, anchors=[*(place or link.anchors)], by_staff=by_staff, brought_at=at,
        )
        for link in found
    )  # fmt: skip
