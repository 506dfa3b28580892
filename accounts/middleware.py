"""Who is signed in, and their own language and clock on every page that they open."""

from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import middleware as auth
from django.utils import timezone, translation

from accounts.devices import browser_of


class AuthenticationMiddleware(auth.AuthenticationMiddleware):
    """Django's, with the person that the session has brought along (accounts/sessions.py)."""

    def process_request(self, request):
        """Give the request its `user`: themselves and no proxy, through which every look at them would go."""
        request.session.here = partial(browser_of, request)
        request.user = _signed_in(request)
        if request.user.is_authenticated:
            request.session.note_seen()
        request.auser = partial(auth.auser, request)


def _signed_in(request):
    if (person := request.session.signed_in()) is not None:
        request._cached_user = person  # where Django's own get_user looks
    return auth.get_user(request)


def preferences(get_response):
    """Return the middleware that serves signed-in people in their language and time zone.

    Visitors keep what LocaleMiddleware chose before: their cookie, their browser's wish, else Korean.
    """

    def middleware(request):
        user = request.user
        if not user.is_authenticated:
            return get_response(request)
        with translation.override(user.language), timezone.override(_zone(user.time_zone)):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
            # A view may have changed the language; the header names the one that the page is in.
            response.headers.setdefault("Content-Language", translation.get_language())
            if not request.user.is_authenticated:  # "back" must not show the next one at this browser what was read
                response.headers["Clear-Site-Data"] = '"cache"'
            return response

    return middleware


def _zone(name: str) -> ZoneInfo:
    """Return a time zone; the site's where this machine does not know the name (any more)."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return ZoneInfo(settings.TIME_ZONE)
