"""How feeds, calendars and the sitemap answer: without a session, to whoever has the address."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse, HttpResponseNotFound
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from journal.views.access import owner_of_token

PRIVATE, PUBLIC = "private, no-cache", "public, max-age=300"


def for_machines(view):
    """Wrap a view `(request, reader, ...)`: the reader is the owner of the token in the address, else a visitor.

    A bad token, an ended one and what is not there have one and the same short answer.
    """

    @require_safe
    @wraps(view)
    def wrapper(request, *args, token="", **words):
        try:
            reader = owner_of_token(token) if token else AnonymousUser()
            language = getattr(reader, "language", settings.LANGUAGE_CODE)
            with translation.override(language):
                response = view(request, reader, *args, **words)
        except Http404:
            language = "en"
            response = HttpResponseNotFound("There is nothing here.\n", content_type="text/plain; charset=utf-8")
        is_open = not token and response.status_code in (200, 304)
        response.headers["Cache-Control"] = PUBLIC if is_open else PRIVATE
        response.headers["Content-Language"] = language
        response.headers["X-Robots-Tag"] = "noindex"  # pages are to be found, not what machines make of them
        return response

    return wrapper


def refused(sentence: str) -> HttpResponse:
    """Return the short answer to who asks too often; accounts/limits.py adds when to come again."""
    return HttpResponse(f"{sentence}\n", status=429, content_type="text/plain; charset=utf-8")


def unless_known(request, tag: str, make, changed_at=None) -> HttpResponse:
    """Return the response that `make` makes, or 304 where the asking machine has this version already.

    `tag` says which version it is, `changed_at` (a moment) since when it stands.
    """
    etag, changed = f'W/"{tag}"', changed_at and int(changed_at.timestamp())
    marks = {"ETag": etag} | ({"Last-Modified": http_date(changed)} if changed else {})
    blank = HttpResponse(headers=marks)
    known = get_conditional_response(request, etag, changed, blank)
    if known is not blank:
        return known
    response = make()
    for name, value in marks.items():
        response.headers[name] = value
    return response
