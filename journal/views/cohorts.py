"""A cohort's pages: its column of days, and one day."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal.forms.listing import ListingForm, asked
from journal.models.posts import Post
from journal.queries.timeline import day_stamps, lectures_on
from journal.views.access import cohort_to_read, day_to_read, page_to_read


@require_safe
@login_required
def show(request, cohort):
    """The cohort's study days as a column of stamps, newest first."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    before = asked(ListingForm, request)["before"]
    if "-" in before or len(before) > 6:
        raise Http404
    stamps, older = day_stamps(request.user, cohort, int(before) if before else None)
    return render(request, "journal/cohorts/show.html", {"cohort": cohort, "stamps": stamps, "older": older})


@require_safe
@login_required
def day(request, cohort, number):
    """What everyone wrote on Day N, and what was taught."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    on = day_to_read(cohort, number)
    posts = Post.objects.visible_to(request.user).published().filter(cohort=cohort).on_day(on).for_list()
    context = {
        "cohort": cohort,
        "number": number,
        "on": on,
        "lectures": lectures_on(cohort, on),
        "events": cohort.events.filter(on=on),
        "previous": number - 1 or None,
        "next": number + 1 if cohort.calendar.date_of(number + 1) else None,
        "pager": page_to_read(posts, asked(ListingForm, request)["before"]),
    }
    return render(request, "journal/cohorts/day.html", context)
