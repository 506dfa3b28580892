"""What waits for an answer: taken care of, called in no need of one, and asked for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions.claims import (
    AlreadyClaimed,
    NothingWaits,
    TooManyClaims,
    claim_waiting,
    dismiss_waiting,
    release_waiting,
    take_back_dismissal,
)
from journal.actions.questions import ask_for_feedback, take_back_feedback
from journal.forms.questions import BackForm, OnForm
from journal.models.waiting import MOST_CLAIMS
from journal.views.access_questions import dismissal_to_take_back, post_to_ask_at, waiting_to_answer


@require_POST
@login_required
def claim(request, pk):
    """Hold an item for half an hour."""
    waiting = waiting_to_answer(request.user, pk)
    try:
        claim_waiting(waiting=waiting, by=request.user)
    except AlreadyClaimed as refusal:
        holder = refusal.waiting.claimed_by.display_name
        messages.error(request, _("%(name)s takes care of this already.") % {"name": holder})
    except TooManyClaims:
        messages.error(request, _("You hold %(most)s already. Answer or let one go first.") % {"most": MOST_CLAIMS})
    except NothingWaits:
        messages.info(request, _("This was answered a moment ago."))
    return _back(request, waiting.post)


@require_POST
@login_required
def release(request, pk):
    """Let go of an item that one holds."""
    waiting = waiting_to_answer(request.user, pk)
    try:
        release_waiting(waiting=waiting, by=request.user)
    except NothingWaits:
        messages.info(request, _("This was answered a moment ago."))
    return _back(request, waiting.post)


@require_POST
@login_required
def dismiss(request, pk):
    """Say that an item needs no answer; the page that comes can take it back, on the desk in its message."""
    waiting = waiting_to_answer(request.user, pk)
    try:
        dismissal = dismiss_waiting(waiting=waiting, by=request.user)
    except NothingWaits:
        messages.info(request, _("This was answered a moment ago."))
        return _back(request, waiting.post)
    undo_at = reverse("waiting.undo", args=[dismissal.pk])
    form = BackForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["next"]:
        return redirect(undo_at)
    messages.success(
        request, _("“%(words)s” needs no answer.") % {"words": Truncator(waiting.words).chars(50)}, extra_tags=undo_at
    )
    return redirect(form.cleaned_data["next"])


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def undo(request, pk):
    """Take back that something needs no answer."""
    dismissal = dismissal_to_take_back(request.user, pk)
    request.cohort = dismissal.post.cohort
    if request.method == "POST":
        take_back_dismissal(dismissal=dismissal)
        messages.success(request, _("It waits for an answer again."))
        return _back(request, dismissal.post)
    return render(request, "journal/waiting/undo.html", {"dismissal": dismissal, "post": dismissal.post})


@require_POST
@login_required
def feedback(request, pk):
    """Ask for feedback on one's own post (`on` is 1 or missing), or not any more (`on` is 0)."""
    post = post_to_ask_at(request.user, pk)
    form = OnForm(request.POST)
    takes_back = form.is_valid() and form.cleaned_data["on"] == "0"
    (take_back_feedback if takes_back else ask_for_feedback)(post=post)
    return redirect(post.get_absolute_url() + "#feedback")


def _back(request, post):
    form = BackForm(request.POST)
    return redirect((form.is_valid() and form.cleaned_data["next"]) or post)
