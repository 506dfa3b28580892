"""A cohort's end: what happens is said before it happens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from journal import policies
from journal.actions.endings import archive_cohort, end_cohort, reopen_cohort
from journal.forms.endings import EndingForm
from journal.queries.endings import ahead_of
from journal.views.access_organise import cohort_to_move, cohort_to_run

STEPS = {
    "end": (policies.may_end_cohort, end_cohort, _("The cohort has ended. Everything stays to be read.")),
    "archive": (policies.may_archive_cohort, archive_cohort, _("The cohort is archived.")),
    "reopen": (policies.may_reopen_cohort, reopen_cohort, _("The cohort is open again.")),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show(request, cohort):
    """What a cohort's next steps would do; a press of the button, after saying so, takes one."""
    cohort = request.cohort = cohort_to_run(request.user, cohort)
    form = EndingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and (step := STEPS.get(form.data.get("step", ""))):
        may, act, words = step
        cohort_to_move(request.user, cohort, may)
        if form.is_valid():
            act(cohort=cohort, by=request.user)
            messages.success(request, words)
            return redirect("endings.show", cohort.slug)
    steps = [name for name, (may, *_act) in STEPS.items() if may(request.user, cohort)]
    context = {"cohort": cohort, "form": form, "steps": steps, "ahead": ahead_of(cohort)}
    return render(request, "journal/endings/show.html", context)
