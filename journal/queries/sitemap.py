"""Public posts by their keys, in shards of a size that does not grow with the site."""

from django.db.models.functions import Greatest

from journal.models.posts import Post

SHARD = 20_000  # keys in a shard: with all of them public it stays below the protocol's 50,000 addresses


def shards(user) -> list[int]:
    """Return the numbers of the shards in which there is a post that `user` may read, and 0, which has the front page.

    Each is asked for its first such post, in one query: nothing is counted, and no row is passed over.
    """
    seen = Post.objects.visible_to(user).published()
    oldest, newest = (seen.order_by(order).values_list("pk", flat=True)[:1] for order in ("pk", "-pk"))
    ends = list(oldest.union(newest, all=True))
    if not ends:
        return [0]
    numbers = range(min(ends) // SHARD, max(ends) // SHARD + 1)
    first, *others = (_in_shard(seen, number).order_by("pk").values_list("pk", flat=True)[:1] for number in numbers)
    return sorted({0, *(pk // SHARD for pk in first.union(*others, all=True))})


def posts_in_shard(user, number: int) -> list[Post]:
    """Return the posts of a shard that `user` may read, each with what its address needs and `updated_at`."""
    posts = _in_shard(Post.objects.visible_to(user).published(), number).order_by("pk")
    light = posts.only("pk", "title", "published_at", "deleted_at")
    return list(light.annotate(updated_at=Greatest("published_at", "edited_at")))


def _in_shard(posts, number: int):
    return posts.filter(pk__gte=number * SHARD, pk__lt=(number + 1) * SHARD)
