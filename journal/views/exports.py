"""A cohort to be taken along: asked for, made by the worker while a page says how far it is, downloaded for a week."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from journal.actions.exports import KEEP, ask_for_export
from journal.forms.exports import ExportForm
from journal.models.exports import Export
from journal.queries.exports import exports_to_list
from journal.views.access_organise import cohort_to_export, export_to_read


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def index(request, cohort):
    """Choose what to take along, and see what was asked for before."""
    cohort = request.cohort = cohort_to_export(request.user, cohort)
    form = ExportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        export = ask_for_export(cohort=cohort, owner=request.user, kind=form.cleaned_data["kind"])
        return redirect("exports.show", cohort.slug, export.key)
    exports = exports_to_list(request.user, cohort)
    context = {"cohort": cohort, "form": form, "kinds": Export.Kind, "exports": exports, "days": KEEP.days}
    return render(request, "journal/exports/index.html", context)


@require_safe
@login_required
def show(request, cohort, key):
    """How far an export is; once it is finished, where it is downloaded."""
    cohort = request.cohort = cohort_to_export(request.user, cohort)
    export = export_to_read(request.user, cohort, key)
    ends_at = export.ended_at + KEEP if export.ended_at else None
    return render(request, "journal/exports/show.html", {"cohort": cohort, "export": export, "ends_at": ends_at})


@require_safe
@login_required
def download(request, cohort, key):
    """The finished zip, for whoever asked for it, as long as they run the cohort."""
    cohort = request.cohort = cohort_to_export(request.user, cohort)
    export = export_to_read(request.user, cohort, key)
    try:
        file = export.file.open("rb") if export.state == Export.State.DONE else None
    except FileNotFoundError:  # it was purged a moment ago
        file = None
    if file is None:
        raise Http404
    name = f"haru-{cohort.slug}{'-yearbook' if export.is_book else ''}-{export.created_at:%Y-%m-%d}.zip"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response
