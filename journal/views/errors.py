"""Answers for what went wrong, in words."""

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpResponseBadRequest, HttpResponseForbidden, HttpResponseNotFound, HttpResponseServerError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.template import loader
from django.utils.translation import gettext as _

from accounts.second_factor import SecondFactorMissing, lead_to_set_up
from journal.views.drafts import session_ended
from journal.views.holding import hold

UNREADABLE = (MultiPartParserError, BadRequest, SuspiciousOperation, OSError)  # what reading a form may raise


def bad_request(request, exception=None):
    """400: the address or the form was not one of ours."""
    return HttpResponseBadRequest(loader.render_to_string("400.html", {}, request))


def forbidden(request, exception=None):
    """403: seen, but refused, with the reason where there is one. What somebody sent is shown again, to be kept.

    Who lacks nothing but a second step of signing in is led to where it is set up.
    """
    if isinstance(exception, SecondFactorMissing):
        return lead_to_set_up(request)
    shown = {"reason": str(exception or ""), "sent": _sent(request)}
    return HttpResponseForbidden(loader.render_to_string("403.html", shown, request))


def _sent(request) -> str:
    """Return the text that somebody had written, as they would keep it."""
    if request.method != "POST":
        return ""
    try:
        body, title = (request.POST.get(name, "").strip() for name in ("body", "title"))
    except UNREADABLE:
        return ""
    if not body:
        return ""
    return f"# {title}\n\n{body}" if title else body


def not_found(request, exception=None):
    """404: not there, or not for these eyes; the same answer for both."""
    return HttpResponseNotFound(loader.render_to_string("404.html", {}, request))


def server_error(request):
    """500: our fault; the page needs nothing but itself, and the number by which the log knows what happened."""
    return HttpResponseServerError(loader.render_to_string("500.html", {"number": getattr(request, "number", "")}))


def csrf_failure(request, reason=""):
    """403: the form was too old, or came from elsewhere. What an editor of ours sent is shown again."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    if name == "drafts.save" and not request.user.is_authenticated:
        return session_ended()
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if ours and name in ("posts.new", "posts.edit") and hold(request):
        return redirect(request.get_full_path())
    words = _("This form has grown too old. Go back, reload the page and send it again; your text is still there.")
    return HttpResponseForbidden(loader.render_to_string("403.html", {"reason": words}, request))
