"""The cohort's FAQ: question headings of its events, and what campers ask."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from journal.actions.questions import resolve_question
from journal.forms.listing import ListingForm, asked
from journal.policies import may_resolve_question
from journal.queries.questions import asked_questions, noted_questions
from journal.views.access import cohort_to_read, question_to_resolve


@require_safe
@login_required
def faq(request, cohort):
    """Every question that posts of the cohort hold, the newest posts first, each with a link of its own."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    before = asked(ListingForm, request)["before"]
    if "-" in before:
        raise Http404
    groups, older = noted_questions(request.user, cohort, int(before) if before else None)
    questions = asked_questions(request.user, cohort)
    for question in questions:
        question.may_resolve = may_resolve_question(request.user, question)
    context = {"cohort": cohort, "asked": questions, "groups": groups, "older": older}
    return render(request, "journal/questions/faq.html", context)


@require_POST
@login_required
def resolve(request, pk):
    """Call a question resolved."""
    question = question_to_resolve(request.user, pk)
    question = resolve_question(question=question, by=request.user)
    question.may_resolve = True
    if request.htmx:
        return render(request, "journal/questions/_state.html", {"question": question})
    return redirect(question)
