"""People of a cohort, one person's journal, and joining by invitation."""

import time

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import ClosingForm
from accounts.limits import limited
from journal.actions.closing import StillNeeded, close_account
from journal.actions.people import InvitationSpent, accept_invitation
from journal.forms.listing import ListingForm, PeopleForm, SuggestForm, asked
from journal.forms.mentor_desk import NoteForm
from journal.policies import may_keep_notes
from journal.queries.notes import camper_noted_by, notes_on
from journal.queries.people import calendar_of, posts_by, readings_by_staff, roster_of, shared_cohort, suggest_people
from journal.queries.series import series_of
from journal.views.access import (
    cohort_to_read,
    invitation_to_follow,
    page_to_read,
    person_to_read,
    visitors_sign_in,
)

INVITED_FOR = 3600  # seconds in which somebody who followed an invitation may sign up


@require_safe
@login_required
def index(request, cohort):
    """Who belongs to the cohort, by team."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    asks = asked(PeopleForm, request)
    roster = roster_of(request.user, cohort, called=asks["q"], team=asks["team"])
    if roster is None:
        raise Http404
    return render(request, "journal/people/index.html", {"cohort": cohort, "roster": roster, "called": asks["q"]})


@require_safe
@login_required
def suggest(request, cohort):
    """People of the cohort who fit what was typed behind an @, as options of the editor's list."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    members = suggest_people(request.user, cohort, asked(SuggestForm, request)["q"])
    return render(request, "journal/people/suggest.html", {"members": members})


@require_safe
@visitors_sign_in
def show(request, handle):
    """One person's journal as a calendar and a list."""
    person = person_to_read(request.user, handle)
    if person.handle != handle:
        return redirect(person)
    cohort = shared_cohort(request.user, person)
    if cohort:
        request.cohort = cohort
    noted = camper_noted_by(request.user, person, cohort)
    context = {
        "member": noted,
        "notes": notes_on(request.user, noted) if noted else [],
        "may_add": noted is not None and may_keep_notes(request.user, noted),
        "form": NoteForm(),
        "person": person,
        "cohort": cohort,
        "weeks": calendar_of(request.user, person, cohort) if cohort else [],
        "series": series_of(request.user, person),
        "pager": page_to_read(posts_by(request.user, person), asked(ListingForm, request)["before"], by="shown_on"),
    }
    return render(request, "journal/people/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("invitation", methods=("GET", "HEAD", "POST"))
def join(request, token):
    """Follow an invitation: sign up or in first, then accept it."""
    invitation = invitation_to_follow(token)
    request.session["invited_until"] = time.time() + INVITED_FOR
    if request.method == "POST" and request.user.is_authenticated:
        try:
            accept_invitation(user=request.user, invitation=invitation)
        except InvitationSpent:
            messages.error(
                request, _("The last place of this invitation was just taken. Ask your organiser for another.")
            )
            return redirect("site.home")
        messages.success(request, _("Welcome to %(cohort)s!") % {"cohort": invitation.cohort.name})
        return redirect(invitation.cohort)
    return render(request, "journal/people/join.html", {"invitation": invitation})


@require_safe
@login_required
def privacy(request):
    """What Haru knows of the person, to take along; who of the staff read their posts; the way to close the account."""
    return render(request, "journal/people/privacy.html", {"readings": readings_by_staff(request.user)})


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close(request):
    """Close one's account, after saying what becomes of one's writing, and the password."""
    form = ClosingForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_bound and form.is_valid():
        try:
            close_account(user=request.user, keeps_posts=form.cleaned_data["posts"] == "keep")
        except StillNeeded as needed:
            form.add_error(None, _("%(cohort)s has no other organiser. Make somebody one first.") % {"cohort": needed})
        else:
            logout(request)
            messages.success(request, _("Your account is closed. Take care, and thank you for writing here."))
            return redirect("site.home")
    return render(request, "journal/people/close.html", {"form": form})
