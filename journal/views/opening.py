"""From nothing to an open cohort, without the admin site: a page for each step, and a list of what is still missing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal.actions.opening import NotReady, open_draft
from journal.queries.opening import readiness_of
from journal.views.access_organise import cohort_to_set_up

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
@login_required
def show(request, cohort):
    """What the cohort has and what it still needs; a press of the button opens it."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    if request.method == "POST":
        try:
            open_draft(cohort=cohort)
        except NotReady:
            messages.error(request, _("Something is still missing. The list below says what."))
        else:
            messages.success(request, _("%(cohort)s is open.") % {"cohort": cohort.name})
        return redirect("opening.show", cohort.slug)
    return render(request, "journal/opening/show.html", {"cohort": cohort, "ready": readiness_of(cohort)})
