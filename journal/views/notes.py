"""Mentors' private notes on a camper."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from journal.actions.notes import add_note, delete_note, edit_note
from journal.forms.fields import key_of
from journal.forms.mentor_desk import NoteForm
from journal.policies import may_keep_notes
from journal.queries.notes import notes_on
from journal.views.access_desk import camper_to_note, cohort_to_mentor, note_to_edit
from journal.views.refusals import refusal

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
@login_required
def index(request, cohort, handle):
    """The notes on a camper, and one more; in place where htmx asks for them."""
    cohort = request.cohort = cohort_to_mentor(request.user, cohort)
    member = camper_to_note(request.user, cohort, handle)
    may_add = may_keep_notes(request.user, member)
    if request.method == "POST" and not may_add:
        raise refusal(member)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        body = form.cleaned_data["body"]
        key = form.cleaned_data["key"] or key_of("note", request.user.pk, member.pk, body)
        add_note(author=request.user, membership=member, body=body, key=key)
        if not request.htmx:
            return redirect("notes.index", cohort.slug, member.user.handle)
        form = NoteForm()
    context = {"cohort": cohort, "member": member, "form": form, "may_add": may_add}
    context["notes"] = notes_on(request.user, member)
    return render(request, "journal/notes/_notes.html" if request.htmx else "journal/notes/index.html", context)


@GET_OR_POST
@login_required
def edit(request, pk):
    """Change a note of one's own, or forget it."""
    note = note_to_edit(request.user, pk)
    member = note.membership
    request.cohort = member.cohort
    back = reverse("notes.index", args=[member.cohort.slug, member.user.handle])
    if "delete" in request.POST:
        delete_note(note=note)
        return redirect(back)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"body": note.body})
    if form.is_bound and form.is_valid():
        edit_note(note=note, body=form.cleaned_data["body"])
        return redirect(back)
    return render(request, "journal/notes/edit.html", {"note": note, "member": member, "form": form, "back": back})
