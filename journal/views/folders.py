"""Folders of bookmarks: made, renamed and deleted by whose they are; the bookmarks in them stay."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal.actions.bookmarks import NameTaken, TooMany, delete_folder, rename_folder, start_folder
from journal.forms.bookmarks import TAKEN, TOO_MANY, FolderForm
from journal.views.access import folder_to_edit

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
@login_required
def new(request):
    """Make a folder."""
    form = FolderForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(start_folder(owner=request.user, name=form.cleaned_data["name"]))
        except NameTaken:
            form.add_error("name", TAKEN)
        except TooMany:
            form.add_error(None, TOO_MANY)
    return render(request, "journal/folders/new.html", {"form": form})


@GET_OR_POST
@login_required
def edit(request, pk):
    """Call a folder something else."""
    folder = folder_to_edit(request.user, pk)
    form = FolderForm(request.POST if request.method == "POST" else None, initial={"name": folder.name})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(rename_folder(folder=folder, name=form.cleaned_data["name"]))
        except NameTaken:
            form.add_error("name", TAKEN)
    return render(request, "journal/folders/edit.html", {"folder": folder, "form": form})


@GET_OR_POST
@login_required
def delete(request, pk):
    """Delete a folder, after asking."""
    folder = folder_to_edit(request.user, pk)
    if request.method == "POST":
        delete_folder(folder=folder)
        messages.success(request, _("The folder is deleted. Its bookmarks are still there."))
        return redirect("bookmarks.index")
    return render(request, "journal/folders/delete.html", {"folder": folder})
