"""Nudges: a sentence to a camper who has not written."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from journal.actions.nudges import NudgedToday, send_nudge
from journal.forms.mentor_desk import NudgeForm
from journal.views.access_desk import camper_to_nudge, cohort_to_mentor


@require_POST
@login_required
def send(request, cohort, handle):
    """Write a sentence to a camper, once a day."""
    cohort = cohort_to_mentor(request.user, cohort)
    member = camper_to_nudge(request.user, cohort, handle)
    form = NudgeForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(word for words in form.errors.values() for word in words))
        return redirect("mentor_desk.show", cohort.slug)
    name = {"name": member.user.display_name}
    try:
        send_nudge(mentor=request.user, membership=member, words=form.cleaned_data["words"])
        messages.success(request, _("Sent to %(name)s.") % name)
    except NudgedToday:
        messages.info(request, _("You have written to %(name)s today already.") % name)
    return redirect(
        form.cleaned_data["next"] or "mentor_desk.show", *(() if form.cleaned_data["next"] else (cohort.slug,))
    )
