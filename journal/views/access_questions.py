"""The doors to questions and to what waits: 404 for what somebody may not see, 403 for what they may not do."""

from collections.abc import Callable

from django.http import Http404
from django.shortcuts import get_object_or_404

from journal import policies
from journal.models.posts import HEAVY, Post
from journal.models.questions import Question
from journal.models.waiting import Dismissal, Waiting
from journal.queries.posts import post_seen_by
from journal.queries.questions import SEEN_WITH, may_stand_for
from journal.views.access import Unseen, post_to_read
from journal.views.refusals import refusal

BESIDE = [f"post__{name}" for name in HEAVY if name != "outline"]


def question_to_read(user, pk: int) -> Question:
    """Return a question in a post that `user` may read, which comes with it; raises Unseen."""
    question = Question.objects.visible_to(user).select_related(*SEEN_WITH).defer(*BESIDE).filter(pk=pk).first()
    if question is None:
        raise Unseen
    question.post = post_seen_by(user, question.post_id) or question.post
    return question


def question_to_resolve(user, pk: int) -> Question:
    """Return a question that `user` may call resolved, and open again."""
    return _question(user, pk, policies.may_resolve_question)


def question_to_take_back(user, pk: int) -> Question:
    """Return a question that `user` may take back without an edit."""
    return _question(user, pk, policies.may_take_back_question)


def question_to_join(user, pk: int) -> Question:
    """Return a question of which `user` may say that it is the same as another."""
    return _question(user, pk, policies.may_join_question)


def question_to_stand_for(user, question: Question, pk: int) -> Question:
    """Return a question that may stand for one that came through `question_to_join`."""
    into = get_object_or_404(Question.objects.visible_to(user).select_related("post"), pk=pk)
    if not may_stand_for(into, question):
        raise Http404
    return into


def post_to_ask_at(user, pk: int) -> Post:
    """Return a post of `user`'s own that may ask something."""
    post = post_to_read(user, pk)
    if not policies.may_ask_at_heading(user, post):
        raise refusal(post)
    return post


def waiting_to_answer(user, pk: int) -> Waiting:
    """Return an item that `user` may claim, and call in no need of an answer."""
    items = Waiting.objects.visible_to(user).select_related("post__cohort", "claimed_by").defer(*BESIDE)
    waiting = get_object_or_404(items, pk=pk)
    if not policies.may_answer_waiting(user, waiting):
        raise refusal(waiting)
    return waiting


def dismissal_to_take_back(user, pk: int) -> Dismissal:
    """Return a dismissal that `user` may take back: on a post whose items are theirs to answer."""
    posts = Post.objects.visible_to(user)
    dismissals = Dismissal.objects.filter(post__in=posts).select_related("post__cohort").defer(*BESIDE)
    dismissal = get_object_or_404(dismissals, pk=pk)
    if not policies.may_answer_waiting(user, dismissal):
        raise refusal(dismissal)
    return dismissal


def _question(user, pk: int, policy: Callable) -> Question:
    questions = Question.objects.visible_to(user).select_related("post__cohort", "comment").defer(*BESIDE)
    question = get_object_or_404(questions, pk=pk)
    if not policy(user, question):
        raise refusal(question)
    return question
