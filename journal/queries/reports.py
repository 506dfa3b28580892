"""The queue of what was reported and what its authors say to what was hidden: oldest first, each thing once."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, Min, OuterRef, Q

from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.moderation import Hiding, Report
from journal.models.posts import HEAVY, Post

QUEUE = 30  # things on a page
MOST_SAID = 10  # reports of one thing that are shown
BESIDE = tuple(f"post__{name}" for name in HEAVY if name != "html")


@dataclass
class Reported:
    """A post, or a comment on it, and what people say is wrong with it, oldest first."""

    post: Post
    comment: Comment | None
    count: int
    reports: list[Report] = field(default_factory=list)


def queue_of(user, cohort: Cohort) -> list[Reported]:
    """Return what was reported in a cohort and waits, as far as `user` sees its post: the first that waited first."""
    opened = _open(user).filter(cohort=cohort)
    rows = opened.order_by().values("post", "comment").annotate(n=Count("pk"), first=Min("reported_at"))
    rows = list(rows.order_by("first", "post")[:QUEUE])
    about = Q(pk=None)
    for row in rows:
        about |= Q(post=row["post"], comment=row["comment"])
    said = defaultdict(list)
    for report in opened.filter(about).select_related("reporter").order_by("reported_at", "pk"):
        said[report.post_id, report.comment_id].append(report)
    posts = Post.objects.visible_to(user).filter(pk__in={row["post"] for row in rows})
    posts = posts.select_related("author", "cohort").defer(*HEAVY).in_bulk()
    keys = {row["comment"] for row in rows if row["comment"]}
    comments = Comment.objects.visible_to(user).select_related("author").in_bulk(keys)
    for comment in comments.values():
        comment.post = posts.get(comment.post_id)
    return [
        Reported(posts[post], comments.get(comment), row["n"], said[post, comment][:MOST_SAID])
        for row in rows
        if (post := row["post"]) in posts and ((comment := row["comment"]) is None or comment in comments)
    ]


def hidden_in(user, cohort: Cohort) -> list[Hiding]:
    """Return what is hidden in a cohort now: what its author answered first, then the newest."""
    rows = Hiding.objects.visible_to(user).standing().filter(cohort=cohort)
    rows = rows.filter(post__in=Post.objects.visible_to(user))
    rows = rows.select_related("post__cohort", "comment", "author", "hidden_by").defer(*BESIDE, "post__html")
    found = list(rows.order_by(F("answered_at").desc(nulls_last=True), "-hidden_at", "-pk")[:QUEUE])
    for hiding in found:
        if hiding.comment:
            hiding.comment.post = hiding.post
    return found


def other_queues(user, cohort: Cohort) -> list[Cohort]:
    """Return the other cohorts with reports that `user` may settle, each with how many things wait (`open_reports`)."""
    things = _open(user).exclude(cohort=cohort).order_by().values_list("cohort", "post", "comment").distinct()
    number = Counter(cohort for cohort, _post, _comment in things)
    cohorts = Cohort.objects.visible_to(user).filter(pk__in=number).order_by("-first_on", "name")
    for each in (found := list(cohorts)):
        each.open_reports = number[each.pk]
    return found


def _open(user):
    """Open reports of what is still there and not hidden already."""
    there = Post.objects.visible_to(user).published().filter(pk=OuterRef("post"))
    return Report.objects.visible_to(user).filter(Exists(there), settled_at=None, comment__deleted_at=None)
