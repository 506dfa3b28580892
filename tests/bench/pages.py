"""The pages of SPEED.md with their budgets, and whatever else a cohort has to read; and the writing that is measured."""

import uuid
from dataclasses import dataclass, field

from django.db.models import F
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.posts import Post

SAID = "잘 읽었어요. 이 글은 재는 데 썼습니다."
LIST, POST, SEARCH, DESK = (10, 8.0), (8, 5.0), (8, 10.0), (14, 40.0)  # queries, milliseconds of server CPU


@dataclass(frozen=True)
class Page:
    """An address, who opens it, and what it may cost; `form` makes it a POST, each time with a text of its own."""

    name: str
    path: str
    user: User
    budget: tuple[int, float] | None = None
    form: dict = field(default_factory=dict)
    success: int = 200  # the status that says that it went well


def bench_cohort() -> Cohort:
    """Return the cohort that is measured."""
    return Cohort.objects.get(slug="bench-1")


def pages_of(cohort: Cohort) -> list[Page]:
    """Return what is measured in a cohort: every page as a camper, those of SPEED.md as mentor and organiser too."""
    camper, mentor, organiser = (_member(cohort, role) for role in ("camper", "mentor", "organiser"))
    everything = list(_addresses(cohort, camper))
    pages = [Page(name, path, camper, budget) for name, path, budget in everything]
    for person, role in ((mentor, "mentor"), (organiser, "organiser")):
        pages += [Page(f"{name}, {role}", path, person, budget) for name, path, budget in everything if budget]
    desk = reverse("mentor_desk.show", args=[cohort.slug])
    pages += [
        Page("mentor's desk", f"{desk}?day=60", mentor, DESK),
        Page("all desks", f"{desk}?day=60&teams=all", mentor),
    ]
    return pages


def _addresses(cohort: Cohort, camper: User):
    day = cohort.calendar.days[59]
    topic = cohort.topics.filter(is_curated=True).order_by("position")[2]
    lecture = cohort.lectures.filter(study_on=day).order_by("pk")[0]
    yield "home", reverse("site.home"), LIST
    yield "post with 10 comments", _talked_of(cohort).get_absolute_url(), POST
    yield "day", reverse("cohorts.day", args=[cohort.slug, 60]), LIST
    yield "topic", topic.get_absolute_url(), LIST
    for name, url, args, query, budget in (
        ("lecture", "curriculum.show", [cohort.slug, lecture.pk, lecture.slug], "", LIST),
        ("matrix", "topics.matrix", [cohort.slug], "", LIST),
        ("search", "search.show", [cohort.slug], "?q=역전파", SEARCH),
        ("search, two words", "search.show", [cohort.slug], "?q=행렬+미분", SEARCH),
        ("suggestions", "search.suggest", [cohort.slug], "?q=파", SEARCH),
        ("curriculum", "curriculum.index", [cohort.slug], "", None),
        ("retrospectives", "sections.index", [cohort.slug, "retrospective"], "", None),
        ("event", "events.show", [cohort.slug, cohort.events.order_by("on")[1].pk], "", None),
        ("days", "cohorts.show", [cohort.slug], "", None),
        ("topics", "topics.index", [cohort.slug], "", None),
        ("topic, by lecture", "topics.show", [cohort.slug, topic.slug], "?view=lectures", None),
        ("topic, by person", "topics.show", [cohort.slug, topic.slug], "?view=people", None),
        ("topic, filtered", "topics.show", [cohort.slug, topic.slug], "?kind=learning&day=60&day=59", LIST),
        ("topic, its questions", "topics.show", [cohort.slug, topic.slug], "?view=questions", LIST),
        ("topic, its links", "topics.show", [cohort.slug, topic.slug], "?view=resources", LIST),
        ("FAQ", "questions.faq", [cohort.slug], "", None),
        ("people", "people.index", [cohort.slug], "", None),
        ("person", "people.show", [camper.handle], "", None),
        ("editor", "posts.new", [], "", None),
    ):
        try:
            yield name, reverse(url, args=args) + query, budget
        except NoReverseMatch:
            continue  # that page is not there yet


def writes_of(cohort: Cohort) -> list[Page]:
    """Return the writing that is measured, as a camper without a journal of today."""
    camper = _member(cohort, "camper")
    draft = Post.objects.filter(author=camper, title="bench").first() or Post.objects.create(
        cohort=cohort, author=camper, title="bench", team=camper.memberships.get(cohort=cohort).team
    )
    body = (
        Post.objects.filter(cohort=cohort, published_at__isnull=False).order_by("pk").values_list("body", flat=True)[1]
    )
    saved = {
        "post": draft.pk, "writer": camper.pk, "client": uuid.uuid4(), "version": draft.version, "title": "bench",
        "visibility": "cohort", "body": body,
    }  # fmt: skip
    new = {"title": "bench published", "visibility": "mentors", "body": body, "publish": "1", "cohort": cohort.slug}
    post = _talked_of(cohort)
    return [
        Page("autosave", reverse("drafts.save"), camper, (4, 3.0), saved),
        Page("publish", reverse("posts.new"), camper, (30, 40.0), new, 302),
        Page("comment", reverse("comments.add", args=[post.pk]), camper, None, {"body": SAID}, 302),
    ]


def forget_writes(cohort: Cohort) -> None:
    """Take away what `writes_of` made, so that the next run finds the same database."""
    Post.objects.filter(cohort=cohort, title__in=("bench", "bench published")).delete()
    said = Comment.objects.filter(post__cohort=cohort, body__startswith=SAID)
    for pk in set(said.values_list("post_id", flat=True)):
        gone = said.filter(post_id=pk).delete()[1]["journal.Comment"]
        Post.objects.filter(pk=pk).update(comment_count=F("comment_count") - gone)


def _member(cohort: Cohort, role: str) -> User:
    return User.objects.filter(memberships__cohort=cohort, memberships__role=role).order_by("pk")[0]


def _talked_of(cohort: Cohort) -> Post:
    """Return one of the newest posts with ten comments, that everybody in the cohort may read."""
    seen = Post.objects.filter(cohort=cohort, visibility="cohort", published_at__isnull=False, deleted_at__isnull=True)
    tens = seen.filter(comment_count=10).order_by("-pk")
    return tens.first() or seen.order_by("-comment_count")[0]
