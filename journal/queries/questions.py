"""The FAQ of a cohort, out of the posts that its reader may see."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Case, IntegerField, Q, Value, When

from journal.models.cohorts import Cohort
from journal.models.posts import Post
from journal.models.questions import Question
from journal.models.topics import Topic
from journal.queries.paging import is_among

POSTS = 20  # posts whose noted questions stand on a page
ASKED = 30
ABOUT = 50  # of a topic
HEAVY = ("post__body", "post__html", "post__outline", "post__toc")


@dataclass(frozen=True)
class NotedGroup:
    """The questions that one post noted under one heading of an event."""

    post: Post
    event: str
    group: str
    questions: list[Question]


def asked_questions(user, cohort: Cohort) -> list[Question]:
    """Return what campers ask: open ones first, then answered, then resolved, newest first within each."""
    order = Case(
        When(state="open", then=Value(0)),
        When(state="answered", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    asked = _seen(user, cohort)
    newest = Q()
    for state in (Question.State.OPEN, Question.State.ANSWERED, Question.State.RESOLVED):  # each in its index's order
        keys = asked.filter(state=state).order_by("-post_id", "position").values("pk")[:ASKED]
        newest |= Q(is_among("pk", keys))
    return list(asked.filter(newest).order_by(order, "-post_id", "position")[:ASKED])


def noted_questions(user, cohort: Cohort, before: int | None = None) -> tuple[list[NotedGroup], int | None]:
    """Return a page of noted questions by post and heading, and the post's id before which the next page starts."""
    noted = _seen(user, cohort).filter(state=Question.State.NOTE)
    if before:
        noted = noted.filter(post_id__lt=before)
    pks = list(noted.order_by("-post_id").values_list("post_id", flat=True).distinct()[: POSTS + 1])
    rows = noted.filter(post_id__in=pks[:POSTS]).order_by("-post_id", "position")
    groups = [
        NotedGroup(next_of[0].post, next_of[0].event, next_of[0].group, next_of)
        for _key, questions in groupby(rows, key=lambda q: (q.post_id, q.event, q.group))
        if (next_of := list(questions))
    ]
    return groups, (pks[POSTS - 1] if len(pks) > POSTS else None)


def questions_about(user, topic: Topic) -> dict[str, list[Question]]:
    """Return what campers ask in a topic's posts by its state (open, answered, resolved), the newest fifty of each."""
    asked = _seen(user, topic.cohort).filter(post__topic_links__tag=topic)
    states = (Question.State.OPEN, Question.State.ANSWERED, Question.State.RESOLVED)
    return {state: list(asked.filter(state=state).order_by("-post_id", "position")[:ABOUT]) for state in states}


def _seen(user, cohort: Cohort):
    seen = Question.objects.visible_to(user).filter(cohort=cohort, post__published_at__isnull=False)
    return seen.select_related("post__author", "post__cohort").defer(*HEAVY)
