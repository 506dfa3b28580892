"""A cohort's pages: its column of days, one day, and what its journals begin with."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from journal import policies
from journal.actions.templates import set_cohort_template
from journal.forms.listing import ListingForm, asked
from journal.forms.templates import CohortTemplateForm
from journal.models.sections import Section
from journal.queries.announcements import news_of
from journal.queries.timeline import OF_DAY, about_day, day_stamps
from journal.views.access import cohort_to_prepare, cohort_to_read, day_to_read, page_of


@require_safe
@login_required
def show(request, cohort):
    """The cohort's study days as a column of stamps, newest first."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    before = asked(ListingForm, request)["before"]
    if "-" in before or len(before) > 6:
        raise Http404
    stamps, older = day_stamps(request.user, cohort, int(before) if before else None)
    context = {"cohort": cohort, "stamps": stamps, "older": older}
    context["announced"] = news_of(request.user, cohort)
    context["may_prepare"] = policies.may_edit_template(request.user, cohort)
    return render(request, "journal/cohorts/show.html", context)


@require_safe
@login_required
def day(request, cohort, number):
    """What everyone wrote on Day N, and what was taught."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    on = day_to_read(cohort, number)
    context = {
        "cohort": cohort,
        "number": number,
        "on": on,
        "about": about_day(cohort, on),
        "kinds": Section.Kind,
        "previous": number - 1 or None,
        "next": number + 1 if cohort.calendar.date_of(number + 1) else None,
        "pager": page_of(OF_DAY, request.user, asked(ListingForm, request)["before"], cohort=cohort.pk, on=on),
    }
    return render(request, "journal/cohorts/day.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def template(request, cohort):
    """What everybody's new journal begins with, for the organisers to change."""
    cohort = request.cohort = cohort_to_prepare(request.user, cohort)
    sent = request.POST if request.method == "POST" else None
    form = CohortTemplateForm(sent, initial={"body": cohort.section_template})
    if sent is not None and form.is_valid():
        set_cohort_template(cohort=cohort, body=form.cleaned_data["body"])
        messages.success(request, _("New journals start with this template from now on."))
        draft = cohort.state == cohort.State.DRAFT  # which is set up step by step
        return redirect("opening.curriculum" if draft else "cohorts.template", cohort.slug)
    return render(request, "journal/cohorts/template.html", {"cohort": cohort, "form": form})
