"""The curriculum: lectures suggested while one writes."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal.forms.listing import SuggestForm, asked
from journal.queries.curriculum import suggest_lectures
from journal.views.access import cohort_to_read


@require_safe
@login_required
def suggest(request, cohort):
    """Lectures that fit what was typed behind a /, else today's, as options of the editor's list."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    lectures = suggest_lectures(cohort, asked(SuggestForm, request)["q"])
    return render(request, "journal/curriculum/suggest.html", {"lectures": lectures})
