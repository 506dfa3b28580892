"""Questions: the FAQ, one question with its answers, and what is done to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal import policies
from journal.actions.posts import note_staff_reading
from journal.actions.questions import (
    HeadingGone,
    SameQuestion,
    ask_at_heading,
    join_question,
    reopen_question,
    resolve_question,
    separate_question,
    take_back_question,
)
from journal.forms.listing import asked
from journal.forms.questions import FaqForm, HeadingForm, JoinForm, SameForm
from journal.models.readers import reader_of
from journal.queries.questions import asked_questions, found_questions, noted_questions, question_page, same_questions
from journal.views.access import cohort_to_read, visitors_sign_in
from journal.views.access_questions import (
    post_to_ask_at,
    question_to_join,
    question_to_read,
    question_to_resolve,
    question_to_stand_for,
    question_to_take_back,
)


@require_safe
@login_required
def faq(request, cohort):
    """Every question that posts of the cohort hold, the newest posts first, each with a link of its own."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    asks = asked(FaqForm, request)
    if "-" in asks["before"]:
        raise Http404
    if asks["q"]:
        found = _with_policies(request.user, found_questions(request.user, cohort, asks["q"]))
        return render(request, "journal/questions/faq.html", {"cohort": cohort, "q": asks["q"], "found": found})
    groups, older = noted_questions(request.user, cohort, int(asks["before"]) if asks["before"] else None)
    questions = [] if asks["before"] else _with_policies(request.user, asked_questions(request.user, cohort))
    context = {"cohort": cohort, "asked": questions, "groups": groups, "older": older}
    return render(request, "journal/questions/faq.html", context)


@require_safe
@visitors_sign_in
def show(request, pk):
    """A question, where it stands, its answers, and who asked the same."""
    user, words = request.user, asked(SameForm, request)["q"]
    question = question_to_read(user, pk)
    post = question.post
    request.cohort = post.cohort
    note_staff_reading(user=user, post=post)
    _with_policies(user, [question])
    may_join = policies.may_join_question(user, question)
    context = {
        "post": post, "cohort": post.cohort, "question": question, "around": question_page(user, question),
        "inside": post.cohort_id in reader_of(user).cohorts or reader_of(user).is_staff,
        "may_comment": policies.may_comment(user, post), "may_join": may_join,
        "may_take_back": policies.may_take_back_question(user, question), "q": words,
        "same": same_questions(user, question, words) if may_join and not question.same_as_id else [],
    }  # fmt: skip
    return render(request, "journal/questions/show.html", context)


@require_POST
@login_required
def ask(request, pk):
    """Let a heading of one's own post ask; its text stays as it is."""
    post = post_to_ask_at(request.user, pk)
    form = HeadingForm(request.POST)
    try:
        if not form.is_valid():
            raise HeadingGone
        return redirect(ask_at_heading(post=post, anchor=form.cleaned_data["anchor"]))
    except HeadingGone:
        messages.error(request, _("The post has no such heading any more."))
        return redirect(post)


@require_POST
@login_required
def take_back(request, pk):
    """Let a heading, or a comment, ask no more."""
    question = question_to_take_back(request.user, pk)
    take_back_question(question=question)
    messages.success(request, _("It is no question any more."))
    return redirect(question)


@require_POST
@login_required
def resolve(request, pk):
    """Call a question resolved."""
    question = question_to_resolve(request.user, pk)
    return _changed(request, resolve_question(question=question, by=request.user))


@require_POST
@login_required
def reopen(request, pk):
    """Take back that a question is resolved."""
    question = question_to_resolve(request.user, pk)
    return _changed(request, reopen_question(question=question, by=request.user))


@require_POST
@login_required
def join(request, pk):
    """Say that a question is the same as another, which stands for both from now on."""
    question = question_to_join(request.user, pk)
    form = JoinForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the question that this one is the same as."))
        return redirect(question.page)
    into = question_to_stand_for(request.user, question, form.cleaned_data["into"])
    try:
        join_question(question=question, into=into, by=request.user)
    except SameQuestion:
        messages.error(request, _("These two cannot be joined."))
    return redirect(question.page)


@require_POST
@login_required
def separate(request, pk):
    """Let a question stand for itself again."""
    question = question_to_join(request.user, pk)
    separate_question(question=question)
    return redirect(question.page)


def _with_policies(user, questions):
    for question in questions:
        question.may_resolve = policies.may_resolve_question(user, question)
    return questions


def _changed(request, question):
    question.may_resolve = True
    if request.htmx:
        shown = {"question": question, "whole": "whole" in request.POST, "page": "page" in request.POST}
        return render(request, "journal/questions/_state.html", shown)
    return redirect(question.page if "page" in request.POST else question)
