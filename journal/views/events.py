"""Events: a cohort's Master Classes and the like, and what everyone noted of one."""

from itertools import chain

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal.actions.posts import note_staff_readings
from journal.forms.listing import EventForm, ListingForm, asked
from journal.queries.events import notes_of, shared_questions
from journal.queries.parts import read_parts
from journal.views.access import cohort_to_read, event_to_read, page_to_read

NOTES = 10  # on a page


@require_safe
@login_required
def index(request, cohort):
    """The cohort's events, day by day."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    asked(ListingForm, request)
    events = list(cohort.events.order_by("on", "pk"))
    for event in events:
        event.cohort = cohort
    return render(request, "journal/events/index.html", {"cohort": cohort, "events": events})


@require_safe
@login_required
def show(request, cohort, pk):
    """An event's questions with everybody's answers side by side, and what everyone noted of it."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    event = event_to_read(cohort, pk)
    asks = asked(EventForm, request)
    context = {"cohort": cohort, "event": event, "before": asks["before"], "after": asks["after"]}
    if not asks["before"]:
        context["questions"], context["later"] = shared_questions(request.user, event, asks["after"])
    if not asks["after"]:
        pager = page_to_read(notes_of(request.user, event), asks["before"], by="shown_on", size=NOTES)
        context |= {"pager": pager, "noted": read_parts(pager.items)}
    shown = chain(context.get("noted", ()), *(question.answers for question in context.get("questions", ())))
    note_staff_readings(user=request.user, posts=[noted.post.pk for noted in shown])
    return render(request, "journal/events/show.html", context)
