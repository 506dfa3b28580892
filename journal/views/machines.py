"""How feeds, calendars and the sitemap answer: without a session, to whoever has the address or says whose it is."""

from base64 import b64decode
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
MINE = "mine"  # in the place of a key: whose feed it is says HTTP Basic authentication (RFC 7617)
PLAIN = "text/plain; charset=utf-8"
ASKED = {"WWW-Authenticate": 'Basic realm="Haru", charset="UTF-8"'}


class Unnamed(Exception):
    """A private address was asked for without its owner's name and key."""


def for_machines(view):
    """Wrap a view `(request, reader, ...)`: the reader is the owner of the token in the address, or of the name and key
    that come with an address of MINE, else a visitor.

    A bad token, an ended one and what is not there have one and the same short answer; a bad name or key, a question.
    """

    @require_safe
    @wraps(view)
    def wrapper(request, *args, token="", **words):
        try:
            reader = _reader(request, token)
            language = getattr(reader, "language", settings.LANGUAGE_CODE)
            with translation.override(language):
                response = view(request, reader, *args, **words)
        except (Http404, Unnamed) as error:
            language, response = "en", _short(error)
        is_open = not token and response.status_code in (200, 304)
        response.headers["Cache-Control"] = PUBLIC if is_open else PRIVATE
        response.headers["Content-Language"] = language
        response.headers["X-Robots-Tag"] = "noindex"  # pages are to be found, not what machines make of them
        return response

    return wrapper


def _short(error: Exception) -> HttpResponse:
    if isinstance(error, Http404):
        return HttpResponseNotFound("There is nothing here.\n", content_type=PLAIN)
    return HttpResponse("Your name here, and the key of your feeds as its password.\n", PLAIN, 401, headers=ASKED)


def _reader(request, token: str):
    if token == MINE:
        return _owner_named(request.headers.get("Authorization", ""))
    return owner_of_token(token) if token else AnonymousUser()


def _owner_named(header: str):
    """Return whose name (handle or email) and key a header of Basic authentication has. Raises Unnamed."""
    kind, _, said = header.partition(" ")
    try:
        name, _, key = b64decode(said, validate=True).decode().partition(":")
        owner = owner_of_token(key)
    except (ValueError, Http404):
        raise Unnamed from None
    known = {owner.handle.casefold(), owner.email.casefold()}
    if kind.lower() != "basic" or name.strip().removeprefix("@").casefold() not in known:
        raise Unnamed
    return owner


def refused(sentence: str) -> HttpResponse:
    """Return the short answer to who asks too often; accounts/limits.py adds when to come again."""
    return HttpResponse(f"{sentence}\n", status=429, content_type=PLAIN)


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
