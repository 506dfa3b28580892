"""The map of what everybody may read, for those who make it findable: shards of public posts by their keys."""

from django.http import Http404, HttpResponse

from journal.queries.sitemap import posts_in_shard, shards
from journal.text.sitemap import index_of, urls_of
from journal.views.machines import for_machines

XML = "application/xml; charset=utf-8"


@for_machines
def index(request, reader):
    """Which shards there are."""
    site = f"{request.scheme}://{request.get_host()}"
    return HttpResponse(index_of(f"{site}/sitemap-{number}.xml" for number in shards(reader)), content_type=XML)


@for_machines
def posts(request, reader, number):
    """The addresses of a shard's posts, each with when it last changed; in the first the front page too."""
    site = f"{request.scheme}://{request.get_host()}"
    rows = [(site + post.get_absolute_url(), post.updated_at) for post in posts_in_shard(reader, number)]
    if number == 0:
        rows = [(f"{site}/", None), *rows]
    if not rows:
        raise Http404
    return HttpResponse(urls_of(rows), content_type=XML)
