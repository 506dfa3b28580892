"""Events: a cohort's Master Classes and the like, what everyone noted of one, and the organisers' pages of them."""

from itertools import chain

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from journal.actions.events import change_event, delete_event, make_event
from journal.actions.posts import note_staff_readings
from journal.forms.events import EventDetailsForm, SuggestedEventForm
from journal.forms.fields import key_of
from journal.forms.listing import EventForm, ListingForm, asked
from journal.policies import may_set_up_cohort
from journal.queries.events import notes_of, shared_questions, unknown_events
from journal.queries.feeds import events_in_order
from journal.queries.parts import read_parts
from journal.text.event_names import read_event
from journal.views.access import cohort_to_read, event_to_read, page_to_read
from journal.views.access_organise import cohort_to_set_up, event_to_change

NOTES = 10  # on a page
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def index(request, cohort):
    """The cohort's events, day by day."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    asked(ListingForm, request)
    events = list(cohort.events.order_by("on", "pk"))
    for event in events:
        event.cohort = cohort
    context = {"cohort": cohort, "events": events, "may_change": may_set_up_cohort(request.user, cohort)}
    return render(request, "journal/events/index.html", context)


@require_safe
@login_required
def show(request, cohort, pk):
    """An event's questions with everybody's answers side by side, and what everyone noted of it."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    event = event_to_read(cohort, pk)
    asks = asked(EventForm, request)
    context = {"cohort": cohort, "event": event, "before": asks["before"], "after": asks["after"]}
    context["may_change"] = may_set_up_cohort(request.user, cohort)
    if not asks["before"]:
        context["questions"], context["later"] = shared_questions(request.user, event, asks["after"])
    if not asks["after"]:
        pager = page_to_read(notes_of(request.user, event), asks["before"], by="shown_on", size=NOTES)
        context |= {"pager": pager, "noted": read_parts(pager.items)}
    shown = chain(context.get("noted", ()), *(question.answers for question in context.get("questions", ())))
    note_staff_readings(user=request.user, posts=[noted.post.pk for noted in shown])
    return render(request, "journal/events/show.html", context)


@GET_OR_POST
@login_required
def new(request, cohort):
    """Make an event; what posts write about and no event is, is offered."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    asks = asked(SuggestedEventForm, request)
    read = read_event(asks["name"]) if asks["name"] else None
    initial = {"name": asks["name"], "on": asks["on"], "kind": read and read.kind}
    form = EventDetailsForm(request.POST if request.method == "POST" else None, cohort=cohort, initial=initial)
    if form.is_bound and form.is_valid():
        key = form.cleaned_data["key"] or key_of("event", request.user.pk, cohort.pk, form.columns)
        event = make_event(cohort=cohort, by=request.user, key=key, **form.columns)
        messages.success(request, _("The event stands in the calendar."))
        return redirect(event)
    context = {"cohort": cohort, "form": form, "unknown": unknown_events(request.user, cohort)}
    return render(request, "journal/events/new.html", context | {"events": events_in_order(cohort)})


@GET_OR_POST
@login_required
def edit(request, cohort, pk):
    """Change an event."""
    event = event_to_change(request.user, cohort, pk)
    cohort = request.cohort = event.cohort
    form = EventDetailsForm(request.POST if request.method == "POST" else None, cohort=cohort, initial=vars(event))
    if form.is_bound and form.is_valid():
        event = change_event(event=event, by=request.user, **form.columns)
        messages.success(request, _("The event is changed."))
        return redirect(event)
    return render(request, "journal/events/edit.html", {"cohort": cohort, "event": event, "form": form})


@GET_OR_POST
@login_required
def delete(request, cohort, pk):
    """Forget an event, after asking."""
    event = event_to_change(request.user, cohort, pk)
    cohort = request.cohort = event.cohort
    if request.method == "POST":
        delete_event(event=event, by=request.user)
        messages.success(request, _("The event is deleted. What people wrote about it stays."))
        return redirect("events.new", cohort.slug)
    return render(request, "journal/events/delete.html", {"cohort": cohort, "event": event})
