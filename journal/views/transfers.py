"""What comes in and goes out: one's own writing as a zip."""

from tempfile import TemporaryFile

from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from journal.transfer.exports import write_export

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
@login_required
def export(request):
    """What the zip holds; a press of the button gives it."""
    if request.method != "POST":
        return render(request, "journal/transfers/export.html")
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    write_export(request.user, file)
    file.seek(0)
    name = f"haru-{request.user.handle}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
