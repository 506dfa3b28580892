"""What stands in a feed: the newest published posts that its reader may read; and the days of a calendar."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Greatest

from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture, LectureNote
from journal.models.feeds import FeedToken
from journal.models.posts import Post
from journal.models.search_ranking import Wanted, find_among, one_look, plan_for_search
from journal.queries.search_filters import narrow
from journal.text.search_literals import all_of, facet_query
from journal.text.search_queries import read_query

ENTRIES = 50


def newest_posts(user, *conditions, by: str = "published_at") -> QuerySet[Post]:
    """Return the newest published posts that `user` may read and that fit, at most 50, each with `updated_at`.

    That is the later of both moments: PostgreSQL's greatest() passes over what is null. What is found by links (a
    topic's, a lecture's) comes `by` it, last changed first: the index of newest posts would be read to its end there.
    """
    seen = Post.objects.visible_to(user).published().filter(*conditions)
    return seen.annotate(updated_at=Greatest("published_at", "edited_at")).order_by(f"-{by}", "-pk")[:ENTRIES]


def noting(lecture: Lecture) -> Exists:
    """Return the condition "it notes this lecture"."""
    return Exists(LectureNote.objects.filter(post=OuterRef("pk"), lecture=lecture))


def keys_found(user, cohort: Cohort, text: str) -> list[int]:
    """Return the keys of the newest posts of a cohort, at most 50, that `user` may read and that a search finds, as it
    is typed: a feed that takes one word for another would tell its reader so nowhere."""
    query = read_query(text)
    with one_look():
        narrowed = narrow(user, cohort, query, everywhere=False)
        if query.is_empty or not narrowed.has_entries:
            return []
        first = plan_for_search()
        match = all_of((query.match, *narrowed.needs, facet_query("kind", ["post"])))
        wanted = Wanted(match=match, newest=ENTRIES, size=ENTRIES, has_facets=False, first=first)
        return [row["post_id"] for row in find_among(narrowed.posts, wanted).rows]


def versions_of(posts: QuerySet[Post]) -> list[tuple]:
    """Return what tells whether a feed has changed, without its texts; the last of each row is a moment."""
    return list(posts.values_list("pk", "title", "author__display_name", "visibility", "render_version", "updated_at"))


def with_texts(user, versions: list[tuple]) -> list[Post]:
    """Return the posts of these versions in their order, with what a feed says of each."""
    keys = [row[0] for row in versions]
    columns = ("title", "html", "visibility", "published_at", "edited_at", "deleted_at", "author__display_name")
    whole = Post.objects.visible_to(user).published().filter(pk__in=keys).select_related("author")
    light = whole.only(*columns, "author__handle").annotate(updated_at=Greatest("published_at", "edited_at"))
    posts = {post.pk: post for post in light.prefetch_related("topic_links__tag")}
    return [posts[key] for key in keys if key in posts]


def last_change(versions: list[tuple], begun_at: datetime) -> datetime:
    """Return when a feed of these versions changed last; an empty one when what it is about began."""
    return max((row[-1] for row in versions), default=begun_at)


def lectures_by_day(cohort: Cohort) -> dict:
    """Return the titles of a cohort's lectures by their study day, in the curriculum's order."""
    days: dict = {}
    rows = cohort.lectures.filter(study_on__isnull=False).order_by("topic__position", "code_key")
    for on, code, title in rows.values_list("study_on", "code", "title"):
        days.setdefault(on, []).append(f"{code} {title}".strip())
    return days


def events_in_order(cohort: Cohort) -> list:
    """Return a cohort's events, the first day first."""
    return list(cohort.events.order_by("on", "pk"))


def token_of(user) -> FeedToken | None:
    """Return what is kept of a person's token: that there is one, and since when."""
    return FeedToken.objects.filter(owner=user).first()
