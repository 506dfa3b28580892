"""The editor's two helpers, on markdownx's views under markdownx's names, and the pictures themselves."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from markdownx.views import ImageUploadView, MarkdownifyView

from accounts.limits import over
from journal.actions.uploads import PictureRefused, add_upload
from journal.forms.listing import asked
from journal.forms.uploads import PreviewForm, SizeForm, UploadForm, code_of
from journal.queries.mentions import preview_of
from journal.views.access import upload_to_read

SANDBOX = "default-src 'none'; sandbox"


class Preview(LoginRequiredMixin, MarkdownifyView):
    """Markdown in, the page out: what the preview shows is what is published."""

    http_method_names = ["post"]
    raise_exception = True

    def post(self, request, *args, **kwargs):
        if said := over(request, "preview"):
            return HttpResponse(said, content_type="text/plain; charset=utf-8")
        form = PreviewForm(request.POST)
        if not form.is_valid():
            return HttpResponse(form.errors["content"][0], status=400, content_type="text/plain; charset=utf-8")
        return HttpResponse(preview_of(form.cleaned_data["content"], request.user))


class PictureUpload(LoginRequiredMixin, ImageUploadView):
    """A picture in, its Markdown out: {"image_code": "![](/uploads/…)"}, or 400 {"image": [sentence]}."""

    http_method_names = ["post"]
    raise_exception = True
    form_class = UploadForm

    def post(self, request, *args, **kwargs):
        if said := over(request, "upload"):
            return JsonResponse({"image": [said]})
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form):
        return JsonResponse(form.errors, status=400)

    def form_valid(self, form):
        try:
            upload = add_upload(owner=self.request.user, data=form.cleaned_data["image"].read())
        except PictureRefused as refused:
            return JsonResponse({"image": [form.sentence(refused.code)]}, status=400)
        return JsonResponse({"image_code": code_of(upload)})


@require_safe
def show(request, pk, kind):
    """A picture, or the small one of it, for whoever may read a post that shows it."""
    size = asked(SizeForm, request)["size"]
    upload = upload_to_read(request.user, pk, kind)
    small = size == "small" and bool(upload.small)  # older pictures have none
    try:
        file = (upload.small if small else upload.file).open("rb")
        response = FileResponse(file, content_type="image/webp" if small else f"image/{kind}")
    except FileNotFoundError:  # the folder of pictures was not brought along
        raise Http404 from None
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=300"
    if not request.user.is_authenticated:  # a public picture, which readers of feeds show on pages of their own
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
