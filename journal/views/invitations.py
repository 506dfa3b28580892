"""Invitations: links and mails that an organiser sends, and the page on which a mailed one is claimed."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.limits import limited, over
from accounts.newcomers import is_claimed
from journal.actions.invitations import (
    HandleTaken,
    claim_account,
    decline_invitation,
    end_link,
    join_as_invited,
    leave_invitations,
    make_link,
)
from journal.forms.invitations import ClaimForm, LinkForm, SendForm
from journal.queries.invitations import invited_in
from journal.views.access_organise import cohort_to_set_up, invitation_to_claim, link_to_end

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
MOST_LINKS = 100


@GET_OR_POST
@login_required
def index(request, cohort):
    """The links that lead into the cohort, a form for a new one, and who waits for a mail."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    form = LinkForm(request.POST if request.method == "POST" else None, cohort=cohort)
    if form.is_bound and form.is_valid() and (said := over(request, "invitation")):
        form.add_error(None, said)
    if form.is_bound and form.is_valid():
        make_link(cohort=cohort, by=request.user, **form.values)
        messages.success(request, _("The link is in the list. Copy it to where your people are."))
        return redirect("invitations.index", cohort.slug)
    links = cohort.invitations.select_related("team").order_by("-expires_at", "-pk")[:MOST_LINKS]
    for link in links:
        link.cohort = cohort
    context = {"cohort": cohort, "form": form, "links": links, "invited": invited_in(cohort)}
    context["site"] = f"{request.scheme}://{request.get_host()}"
    return render(request, "journal/invitations/index.html", context)


@require_POST
@login_required
@limited("invitation")
def send(request, cohort):
    """Write to everybody who was taken in and has not come."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    form = SendForm(request.POST)
    number = leave_invitations(cohort=cohort, by=request.user, again=form.is_valid() and form.cleaned_data["again"])
    words = ngettext("%(shown)s invitation is on its way.", "%(shown)s invitations are on their way.", number)
    messages.success(request, words % {"shown": f"{number:,}"} if number else _("Nobody waits for a mail just now."))
    return redirect("invitations.index", cohort.slug)


@require_POST
@login_required
def end(request, cohort, pk):
    """Let nobody follow a link any more."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    end_link(invitation=link_to_end(cohort, pk), by=request.user)
    messages.success(request, _("The link has ended."))
    return redirect("invitations.index", cohort.slug)


@sensitive_post_parameters("password")
@GET_OR_POST
@limited("invitation", methods=("GET", "HEAD"))
def claim(request, token):
    """A mailed invitation: its receiver chooses a password, signs in, or declines."""
    membership = invitation_to_claim(token)
    user = membership.user
    if request.method == "POST" and "decline" in request.POST:
        decline_invitation(membership=membership)
        messages.success(request, _("You will hear no more of it."))
        return redirect("site.home")
    if is_claimed(user):
        return _join(request, membership)
    form = ClaimForm(request.POST if request.method == "POST" else None, person=user)
    if form.is_bound and form.is_valid() and (said := over(request, "invitation")):
        form.add_error("password", said)
    if form.is_bound and form.is_valid() and (user := _claimed(membership, form)):
        get_adapter().login(request, user)
        return _welcome(request, membership)
    return render(request, "journal/invitations/claim.html", {"membership": membership, "form": form})


def _claimed(membership, form: ClaimForm):
    try:
        return claim_account(membership=membership, **form.cleaned_data)
    except HandleTaken:
        form.take_back_handle()
        return None


def _join(request, membership):
    """Let the one who is invited join by a press; anybody else signs in as them first."""
    if request.user != membership.user:
        return redirect_to_login(request.get_full_path())
    if request.method == "POST" or membership.state != membership.State.INVITED:
        join_as_invited(membership=membership)
        return _welcome(request, membership)
    return render(request, "journal/invitations/claim.html", {"membership": membership})


def _welcome(request, membership):
    messages.success(request, _("Welcome to %(cohort)s!") % {"cohort": membership.cohort.name})
    return redirect("site.home")
