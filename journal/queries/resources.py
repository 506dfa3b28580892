"""What people link to, on a topic or at a lecture: each address once, with who brought it."""

from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg, BoolOr
from django.db.models import Count, F, Func, Max, QuerySet
from django.db.models.functions import JSONObject

from journal.models.curriculum import AnyLecture, Lecture
from journal.models.listed import post_address
from journal.models.prepared import Prepared
from journal.models.readers import rows_for
from journal.models.resources import Resource
from journal.models.topics import AnyTopic, Topic
from journal.queries.paging import is_among

LOOKED_AT = 600  # of a topic's newest links; and as many of its mentors' and organisers'
NAMED = 3  # people
BY_TOPIC = ("-post__topic_links__shown_on", "-post__topic_links__content_object")  # the order of an index


@dataclass(frozen=True)
class BroughtLink:
    """An address, as a mentor or organiser named it, else as who brought it last did.

    `people` counts who brought it, of whom `names` are a few, mentors and organisers first; `source` is the address
    of the post or the comment that its name is from.
    """

    url: str
    title: str
    by_staff: bool
    people: int
    names: tuple[str, ...]
    source: str

    @property
    def others(self) -> int:
        """How many people more than `names` brought it."""
        return self.people - len(self.names)


def resources_in(
    user, *, topic: Topic | None = None, lecture: Lecture | None = None, limit: int = 20
) -> list[BroughtLink]:
    """Return links of a topic's posts, or of what posts say about a lecture, that `user` may see.

    Those that mentors or organisers brought come first, then what most people brought, then the newest; comments
    count like posts. It is read out of the newest 600 links, and the newest 600 of mentors and organisers, so that
    a large cohort's page costs what a small one's does.
    """
    if (topic is None) == (lecture is None):
        raise ValueError("a topic or a lecture, one of them")
    if lecture:
        rows = rows_for(user, AT_LECTURE, limit, lecture=lecture.pk, cohort=lecture.cohort_id)
    else:
        rows = rows_for(user, ON_TOPIC, limit, topic=topic.pk, cohort=topic.cohort_id)
    return [link_of(data) for data in rows]


def links_in(user, *, topic: Topic | None = None, lecture: Lecture | None = None, limit: int) -> QuerySet:
    """Return the query of `resources_in`: a value `data` for each link, which `link_of` reads."""
    if (topic is None) == (lecture is None):
        raise ValueError("a topic or a lecture, one of them")
    seen = _on_topic(user, topic) if topic else _at_lecture(user, lecture)
    of_staff = seen.filter(by_staff=True).order_by("-brought_at").values("pk")[:LOOKED_AT]
    newest = seen.order_by(*(BY_TOPIC if topic else ["-brought_at"])).values("pk")[:LOOKED_AT]
    rows = Resource.objects.filter(is_among("pk", newest.union(of_staff))).order_by().values("key")
    rows = rows.annotate(staff=BoolOr("by_staff"), people=Count("person", distinct=True), newest=Max("brought_at"))
    rows = rows.annotate(
        data=JSONObject(
            by_staff=F("staff"),
            people=F("people"),
            url=_first("url"),
            title=_first("title"),
            post=_first("post"),
            post_title=_first("post__title"),
            comment=_first("comment"),
            who=_first("person", most=3 * NAMED),
            names=_first("person__display_name", most=3 * NAMED),
        )
    )
    return rows.order_by("-staff", "-people", "-newest", "key").values_list("data", flat=True)[:limit]


def link_of(data: dict) -> BroughtLink:
    """Return a link out of what `links_in` gave."""
    [post], [post_title], [comment] = data["post"], data["post_title"], data["comment"]
    names = dict(zip(data["who"], data["names"], strict=True))
    return BroughtLink(
        url=data["url"][0],
        title=data["title"][0],
        by_staff=data["by_staff"],
        people=data["people"],
        names=tuple(names.values())[:NAMED],
        source=post_address(post, post_title) + (f"#comment-{comment}" if comment else ""),
    )


def _on_topic(user, topic: Topic):
    return Resource.objects.visible_to(user).filter(cohort=topic.cohort_id, post__topic_links__tag=topic)


def _at_lecture(user, lecture: Lecture):
    """Return the links under the headings at which posts note a lecture; several notes of it give a link twice."""
    return Resource.objects.visible_to(user).filter(
        cohort=lecture.cohort_id,
        post__lecture_notes__lecture=lecture,
        anchors__contains=[F("post__lecture_notes__anchor")],
    )


def _first(column: str, most: int = 1) -> Func:
    """Return a column of a link's rows, mentors' and organisers' first, then the newest."""
    rows = ArrayAgg(column, order_by=("-by_staff", "-brought_at", "-pk"))
    return Func(rows, template=f"(%(expressions)s)[1:{most}]")


AT_LECTURE = Prepared(lambda reader, limit: links_in(reader, lecture=AnyLecture(), limit=limit))
ON_TOPIC = Prepared(lambda reader, limit: links_in(reader, topic=AnyTopic(), limit=limit))
