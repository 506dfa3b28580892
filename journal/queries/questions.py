"""The FAQ of a cohort and the pages of its questions, out of the posts that their reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby

from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString, mark_safe

from journal.models.classes import OF_A_TEAM
from journal.models.cohorts import Cohort, Visibility
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.questions import Question
from journal.queries.paging import is_among
from journal.queries.parts import Noted, read_parts
from journal.queries.posts import Thread, threads_of
from journal.text.near_titles import fold_title
from journal.text.page_parts import heading_of
from journal.text.page_words import page_words

POSTS = 20  # posts whose noted questions stand on a page
ASKED = 30
FOUND = 30  # by a search
MOST_JOINED = 50  # that are named on a page
LOOKED_AT, SUGGESTED, ALIKE = 300, 6, 0.5  # questions that may be the same, and how alike they are (0 to 1)
EXCERPT = 160  # characters of an answer
HEAVY = ("post__body", "post__html", "post__outline", "post__toc")
SEEN_WITH = ("post__author", "post__cohort", "comment__author", "answered_by", "resolved_by")


@dataclass(frozen=True)
class NotedGroup:
    """The questions that one post noted under one heading of an event."""

    post: Post
    event: str
    group: str
    questions: list[Question]


@dataclass(frozen=True)
class QuestionPage:
    """A question with what its post says there, the threads in its place, and who asked the same."""

    question: Question
    part: Noted | None  # of a text
    threads: list[Thread]
    joined: list[Question] = field(default_factory=list)
    same: Question | None = None  # that stands for it
    heading: str = ""  # HTML of the heading that asks, where that has formulas


def asked_questions(user, cohort: Cohort) -> list[Question]:
    """Return what campers ask: open ones first, then answered, then resolved, newest first within each.

    One that was joined to another is counted with that (`count`). Each has its `answer`, in a few words.
    """
    order = Case(
        When(state="open", then=Value(0)),
        When(state="answered", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    asked = _seen(user, cohort).filter(same_as=None)
    newest = Q()
    for state in (Question.State.OPEN, Question.State.ANSWERED, Question.State.RESOLVED):  # each in its index's order
        keys = asked.filter(state=state).order_by("-post_id", "position").values("pk")[:ASKED]
        newest |= Q(is_among("pk", keys))
    rows = _counted(user, asked.filter(newest)).order_by(order, "-post_id", "position")
    return with_answers(user, rows[:ASKED])


def found_questions(user, cohort: Cohort, words: str) -> list[Question]:
    """Return questions whose words have these letters, however spaced: what campers ask before what was noted.

    Each has its `answer`: of the staff, or what was noted below it, in a few words.
    """
    letters = fold_title(words)
    if not letters:
        return []
    order = Case(When(state=Question.State.NOTE, then=Value(1)), default=Value(0), output_field=IntegerField())
    seen = Question.objects.visible_to(user).filter(cohort=cohort, post__published_at__isnull=False, same_as=None)
    rows = _counted(user, seen.filter(fold__contains=letters)).select_related(*SEEN_WITH)
    rows = rows.defer("post__body", "post__outline", "post__toc").order_by(order, "-post_id", "position")
    found = with_answers(user, rows[:FOUND])
    for note in (question for question in found if not question.is_asked):
        note.answer = _shortened(page_words(read_parts([note])[0].html))
    return found


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


def question_page(user, question: Question) -> QuestionPage:
    """Return what stands around a question that `user` may read, with its post."""
    if question.is_asked:
        question.lines = ()  # what is asked is understood out of the whole section
    joined = Question.objects.visible_to(user).filter(same_as=question, post__published_at__isnull=False)
    same = Question.objects.visible_to(user).filter(pk=question.same_as_id) if question.same_as_id else None
    return QuestionPage(
        question,
        None if question.comment_id else read_parts([question])[0],
        _in_place(question, threads_of(user, question.post)),
        list(joined.select_related(*SEEN_WITH).defer(*HEAVY)[:MOST_JOINED]),
        same and same.select_related(*SEEN_WITH).defer(*HEAVY).first(),
        _formulas_of(question),
    )


def _formulas_of(question: Question) -> SafeString:
    post, is_heading = question.post, {"anchor": question.anchor, "text": question.title}
    if any(is_heading.items() <= entry.items() for entry in post.toc):
        heading = heading_of(post.html, question.anchor)
        return mark_safe(heading if "<math" in heading else "")
    return mark_safe("")


def same_questions(user, question: Question, words: str = "") -> list[Question]:
    """Return questions that a question may be the same as, the likest first, or those with `words`."""
    asked = Question.objects.visible_to(user).filter(cohort=question.cohort_id, same_as=None).exclude(pk=question.pk)
    asked = asked.exclude(state=Question.State.NOTE).select_related(*SEEN_WITH).defer(*HEAVY).order_by("-pk")
    if words:
        asked = asked.filter(fold__contains=fold_title(words) or words)
    near = []
    for each in asked[:LOOKED_AT]:
        alike = 1.0 if each.fold == question.fold else SequenceMatcher(None, each.fold, question.fold).ratio()
        if (words or alike >= ALIKE) and may_stand_for(each, question):
            near.append((-alike, -each.pk, each))
    return [each for _alike, _newest, each in sorted(near, key=lambda row: row[:2])[:SUGGESTED]]


def may_stand_for(into: Question, question: Question) -> bool:
    """Return whether whoever reads `question` may read `into`, and both are asked in one cohort."""
    shown, post = into.post.visibility, question.post
    open_to_all = shown in (Visibility.COHORT, Visibility.PUBLIC)
    of_team = shown == Visibility.TEAM and post.visibility in OF_A_TEAM and into.post.team_id == post.team_id
    fits = into.cohort_id == question.cohort_id and into.is_asked and question.is_asked and into.pk != question.pk
    return fits and into.post.is_published and (open_to_all or of_team)


def with_answers(user, questions: Iterable[Question]) -> list[Question]:
    """Return the questions, each with its `answer`: the staff's first words since it was asked, or ""."""
    found = list(questions)
    answered = [question for question in found if question.answered_at]
    said = Comment.objects.visible_to(user).standing().filter(
        post__in={question.post_id for question in answered}, created_at__in={q.answered_at for q in answered},
        by_staff=True,
    )  # fmt: skip
    rows = said.values_list("post_id", "author_id", "created_at", "html") if answered else ()
    words = {(post, author, moment): page_words(html) for post, author, moment, html in rows}
    for question in found:
        whose = (question.post_id, question.answered_by_id, question.answered_at)
        question.answer = _shortened(words.get(whose, ""))
    return found


def _in_place(question: Question, threads: list[Thread]) -> list[Thread]:
    """The threads in a question's place (journal/queries/waiting.py)."""
    if question.comment_id:
        return [
            thread
            for thread in threads
            if question.comment_id in {comment.pk for comment in (thread.comment, *thread.replies)}
        ]
    return [
        thread
        for thread in threads
        if thread.comment.section == question.anchor
        and not any(comment.asked_as for comment in (thread.comment, *thread.replies))
    ]


def _counted(user, questions):
    """Say of each question how many ask it (`count`), as far as `user` may see them."""
    joined = Question.objects.visible_to(user).filter(same_as=OuterRef("pk")).order_by().values("same_as")
    count = Subquery(joined.annotate(n=Count("pk")).values("n"))
    return questions.annotate(count=Coalesce(count, 0) + 1)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1].rstrip() + "…"


def _seen(user, cohort: Cohort):
    seen = Question.objects.visible_to(user).filter(cohort=cohort, post__published_at__isnull=False)
    return seen.select_related(*SEEN_WITH).defer(*HEAVY)
