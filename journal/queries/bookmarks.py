"""Somebody's bookmarks, with the posts that they may read now."""

from django.db.models import Count

from journal.models.bookmarks import Bookmark, BookmarkFolder
from journal.models.posts import Post
from journal.queries.paging import PAGE, Slice


def folders_of(user) -> list[BookmarkFolder]:
    """Return a person's folders by name, each with its `bookmark_count`, of what they kept, readable or not."""
    return list(BookmarkFolder.objects.visible_to(user).annotate(bookmark_count=Count("bookmarks")).order_by("name"))


def bookmarks_of(user, folder: str = ""):
    """Return a person's bookmarks: all, those in the folder of this key, or (for "none") those in no folder."""
    mine = Bookmark.objects.visible_to(user)
    if folder == "none":
        mine = mine.filter(folder=None)
    elif folder:
        mine = mine.filter(folder=int(folder))
    return mine.select_related("folder")


def with_posts(user, page: Slice) -> Slice:
    """Return a page of bookmarks, each with `seen_post`: the post as a list shows it, or None where `user` may not read
    it any more. What it was called is not said then."""
    found = Post.objects.visible_to(user).for_list().filter(pk__in=[bookmark.post_id for bookmark in page.items])
    posts = {post.pk: post for post in found[:PAGE]}
    for bookmark in page.items:
        bookmark.seen_post = posts.get(bookmark.post_id)
    return page
