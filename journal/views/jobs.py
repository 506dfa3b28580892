"""Background jobs, for organisers and staff: one that silently died is seen here."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal import policies
from journal.queries.jobs import jobs_to_show
from journal.queries.mail_troubles import mail_troubles


@require_safe
@login_required
def index(request):
    """Show each job with its last and next run and last error, the mails that failed, and whether a worker lives."""
    if not policies.may_see_jobs(request.user):
        raise PermissionDenied(_("The jobs of the site are for organisers and its staff."))
    context = {"jobs": jobs_to_show(), "mails": mail_troubles(request.user), "command": "manage.py serve"}
    return render(request, "journal/jobs/index.html", context)
