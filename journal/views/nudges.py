"""Nudges: a sentence to a camper who has not written."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from journal.actions.nudges import NudgedToday, send_nudge
from journal.forms.mentor_desk import NudgeForm
from journal.views.access_desk import camper_to_nudge, cohort_to_mentor


@require_POST
@login_required
def send(request, cohort, handle):
    """Write a sentence to a camper, once a day; a refused one comes back with its words."""
    cohort = request.cohort = cohort_to_mentor(request.user, cohort)
    member = camper_to_nudge(request.user, cohort, handle)
    name = {"name": member.user.display_name}
    form = NudgeForm(request.POST)
    is_valid = form.is_valid()
    back = form.cleaned_data.get("next") or reverse("mentor_desk.show", args=[cohort.slug])
    if is_valid:
        try:
            send_nudge(mentor=request.user, membership=member, words=form.cleaned_data["words"])
            messages.success(request, _("Sent to %(name)s.") % name)
            return redirect(back)
        except NudgedToday:
            form.add_error("words", _("You have written to %(name)s today already.") % name)
    return render(request, "journal/nudges/send.html", {"member": member, "form": form, "back": back})
