"""The log of what was done with the staff's rights."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal.forms.listing import ListingForm, asked
from journal.views.access_moderation import log_to_read
from journal.views.access_organise import cohort_to_run


@require_safe
@login_required
def index(request, cohort):
    """What organisers and the site's staff did in a cohort, and which posts the staff read that are not public."""
    cohort = request.cohort = cohort_to_run(request.user, cohort)
    log = log_to_read(request.user, cohort, asked(ListingForm, request)["before"])
    return render(request, "journal/acts/index.html", {"cohort": cohort, "log": log})
