"""Reports: what people say is wrong with a post or a comment, and the queue of those who look at it."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.actions.posts import note_staff_readings
from journal.actions.reports import TooMany, add_report, keep_reported
from journal.forms.fields import key_of
from journal.forms.moderation import ReportForm
from journal.queries.reports import hidden_in, other_queues, queue_of
from journal.views.access import visitors_sign_in
from journal.views.access_moderation import comment_to_report, post_to_report, report_to_settle
from journal.views.access_organise import cohort_to_run

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
@visitors_sign_in
def post(request, pk):
    """Say what is wrong with a post."""
    return _reported(request, post_to_report(request.user, pk))


@GET_OR_POST
@visitors_sign_in
def comment(request, pk):
    """Say what is wrong with a comment."""
    said = comment_to_report(request.user, pk)
    return _reported(request, said.post, said)


@require_safe
@login_required
def index(request, cohort):
    """What was reported in a cohort, with its context, and what is hidden there; staff are led to other cohorts too."""
    cohort = request.cohort = cohort_to_run(request.user, cohort)
    queue, hidings = queue_of(request.user, cohort), hidden_in(request.user, cohort)
    note_staff_readings(user=request.user, posts=[each.post.pk for each in queue])
    context = {"cohort": cohort, "queue": queue, "hidings": hidings, "others": other_queues(request.user, cohort)}
    return render(request, "journal/reports/index.html", context)


@require_POST
@login_required
def keep(request, pk):
    """Leave what was reported as it is."""
    report = keep_reported(report=report_to_settle(request.user, pk), by=request.user)
    messages.success(request, _("It stays as it is."))
    return redirect("reports.index", report.cohort.slug)


def _reported(request, post, said=None):
    request.cohort = post.cohort
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            _add(request, post, said, form.cleaned_data)
        except TooMany:
            form.add_error(None, _("You reported a lot within an hour. The organisers look at that first."))
        else:
            messages.success(request, _("Thank you. The organisers will look at it."))
            return redirect(said or post)
    template = "journal/reports/comment.html" if said else "journal/reports/post.html"
    return render(request, template, {"post": post, "comment": said, "form": form})


def _add(request, post, said, data):
    """Keep a report; of a visitor's address no more than a hash is kept."""
    reporter = request.user if request.user.is_authenticated else None
    address = "" if reporter else get_adapter().get_client_ip(request)
    source = salted_hmac("report", address).hexdigest() if address else ""
    key = data["key"] or key_of("report", reporter and reporter.pk, source, post.pk, said and said.pk, data["words"])
    add_report(post=post, comment=said, reporter=reporter, source=source, reason=data["words"], key=key)
