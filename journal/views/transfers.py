"""What comes in and goes out: other places' files looked at and taken in, one's own writing as a zip."""

import time
from tempfile import TemporaryFile

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.limits import over
from journal.actions.transfers import keep_import
from journal.forms.transfers import ImportForm
from journal.transfer.archives import Archive, Refused, open_archive, packed
from journal.transfer.exports import write_export
from journal.transfer.imports import apply_plan
from journal.transfer.plan import Plan, make_plan
from journal.views.access import cohort_to_write, cohorts_to_write, import_to_apply

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
STEP = 4  # seconds of work in one request; a page in between says how far it is


@GET_OR_POST
@login_required
def new(request):
    """Choose what to bring in; it is looked at first."""
    request.cohort = cohort_to_write(request.user, "")
    cohorts = cohorts_to_write(request.user)
    if request.method != "POST":
        return render(request, "journal/transfers/new.html", {"form": ImportForm(cohorts=cohorts)})
    form = ImportForm(request.POST, request.FILES, cohorts=cohorts)
    if form.is_valid() and (said := over(request, "import")):
        form.add_error("files", said)
    kept = _kept(request.user, form) if form.is_valid() else None
    if kept is None:
        return render(request, "journal/transfers/new.html", {"form": form})
    return redirect("transfers.apply", kept.key)


@GET_OR_POST
@login_required
def apply(request, key):
    """What an archive would change, row by row; a press of the button changes it, some seconds at a time."""
    kept = import_to_apply(request.user, key)
    request.cohort = kept.cohort
    try:
        with _opened(kept) as archive:
            plan = make_plan(archive, author=request.user, cohort=kept.cohort, visibility=kept.visibility)
            goes_on = request.method == "POST" and _take_in(plan, archive)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("transfers.new")
    if request.method == "POST" and not goes_on:
        _say_done(request, plan)
        return redirect("transfers.apply", key)
    return render(request, "journal/transfers/apply.html", _rows_context(kept, plan, goes_on))


@GET_OR_POST
@login_required
def export(request):
    """What the zip holds; a press of the button gives it."""
    if request.method != "POST":
        return render(request, "journal/transfers/export.html")
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    write_export(request.user, file, whole="whole" in request.POST)
    file.seek(0)
    name = f"haru-{request.user.handle}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def _kept(user, form: ImportForm):
    """Return what was uploaded, kept for a day, or None with the reason at its field."""
    files = form.cleaned_data["files"]
    try:
        file = files[0] if len(files) == 1 else packed((each.name, each) for each in files)
        name = files[0].name
        with open_archive(file, name) as archive:
            make_plan(archive, author=user, cohort=form.chosen_cohort)
    except Refused as refused:
        form.add_error("files", str(refused))
        return None
    file.seek(0)
    cohort, visibility = form.chosen_cohort, form.chosen_visibility
    return keep_import(owner=user, cohort=cohort, name=name, file=file, visibility=visibility)


def _opened(kept) -> Archive:
    try:
        file = kept.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    archive = open_archive(file, kept.name)
    archive.keep(file)
    return archive


def _take_in(plan: Plan, archive: Archive) -> bool:
    """Do a few seconds' work of a plan; return whether there is more. It does not go on where it got nowhere."""
    until, done = time.monotonic() + STEP, 0
    for row in apply_plan(plan, archive):
        done += row.state == "done"
        if done and time.monotonic() > until and plan.to_do():
            return True
    return False


def _say_done(request, plan: Plan) -> None:
    if not any(row.state == "done" for row in plan.rows):
        messages.success(request, _("Everything is in Haru already."))
        return
    here = sum(row.state in ("done", "same") for row in plan.rows)
    words = ngettext("%(shown)s post of it is in Haru now.", "%(shown)s posts of it are in Haru now.", here)
    messages.success(request, words % {"shown": f"{here:,}"})


def _rows_context(kept, plan: Plan, goes_on: bool) -> dict:
    done = [row for row in plan.rows if row.state in ("done", "same")]
    return {
        "kept": kept,
        "cohort": kept.cohort,
        "plan": plan,
        "to_do": len(plan.to_do()),
        "goes_on": goes_on,
        "done": len(done),
        "all": len(done) + len(plan.to_do()),
        "refused": [row for row in plan.rows if row.state == "refused"],
        "changed": [row for row in plan.rows if row.state == "changed"],
        "new": [row for row in plan.rows if row.state == "new"],
        "same": done,
    }
