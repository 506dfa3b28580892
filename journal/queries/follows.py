"""What somebody follows, as far as they may see it now, and what is new there."""

from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from journal.models.cohorts import Cohort
from journal.models.curriculum import LectureNote
from journal.models.follows import Follow, NewsMark
from journal.models.people import Membership
from journal.models.posts import HEAVY, Post
from journal.models.readers import SEEING, reader_of
from journal.models.topics import PostTopic

NEWS_DAYS = 14  # what is older is no news: it stands on the topic's, the person's and the lecture's page
NEWS = 5  # on the home page


def followed_by(user, kind: str) -> Exists:
    """Return the expression "`user` follows it" for a query of topics, of people or of lectures (the `kind`)."""
    return Exists(Follow.objects.filter(follower_id=user.pk, **{kind: OuterRef("pk")}))


def follows_of(user) -> list[Follow]:
    """Return what `user` follows and may still know of; each has its thing, topics and lectures their cohort too."""
    reader, cohorts = reader_of(user), Cohort.objects.visible_to(user)
    seen = Post.objects.visible_to(user).published()
    topics = Q(topic__is_curated=True) | Exists(seen.filter(topic_links__tag=OuterRef("topic")))
    members = Membership.objects.filter(user=OuterRef("person"), cohort__in=reader.cohorts, state__in=SEEING)
    people = Q(person__is_active=True)
    if not reader.is_staff:
        people &= Exists(members) | Exists(seen.filter(author=OuterRef("person")))
    known = Q(topic__cohort__in=cohorts) & topics | people | Q(lecture__cohort__in=cohorts)
    rows = Follow.objects.visible_to(user).filter(known).select_related("topic__cohort", "person")
    rows = rows.select_related("lecture__cohort", "lecture__topic__cohort")
    return list(rows.order_by("topic__name", "person__display_key", "lecture__code_key", "pk"))


def news_of(user) -> QuerySet[Post]:
    """Return others' posts that `user` may read, in what they follow, published since they last saw it.

    Each has `by_topics` and `by_lectures`: the names for which it is there. Nobody follows anything without a mark, so
    that for everybody else the index answers at once.
    """
    mine = Follow.objects.visible_to(user)
    links = PostTopic.objects.filter(content_object=OuterRef("pk"), tag__in=mine.values("topic"))
    notes = LectureNote.objects.filter(post=OuterRef("pk"), lecture__in=mine.values("lecture"))
    about = Q(author__in=mine.filter(person__isnull=False).values("person")) | Exists(links) | Exists(notes)
    code_and_title = Concat("lecture__code", Value(" "), "lecture__title")
    posts = Post.objects.visible_to(user).published().exclude(author=user).filter(about)
    posts = posts.filter(published_at__gt=NewsMark.objects.filter(follower=user).values("seen_at")[:1])
    posts = posts.filter(published_at__gt=timezone.now() - timedelta(days=NEWS_DAYS))
    return (
        posts.select_related("author")
        .defer(*HEAVY)
        .annotate(
            by_topics=ArraySubquery(links.order_by("position").values("tag__name")),
            by_lectures=ArraySubquery(notes.order_by("position").values_list(code_and_title)),
        )
    )
