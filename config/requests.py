"""The number of each request, which stands in the log, on error pages and in the answer; and its line in the log."""

import logging
import re
import time
import uuid

from django.conf import settings

from config.logs import saying
from config.probes import PROBES

GIVEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")  # by a proxy in front, in X-Request-ID
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
logger = logging.getLogger("haru.access")


def numbered(get_response):
    """Return the middleware, the first of all, that gives a request its `number` and writes what became of it."""

    def middleware(request):
        given = request.headers.get("X-Request-ID", "")
        request.number = given if GIVEN.fullmatch(given) else uuid.uuid4().hex[:16]
        began = time.perf_counter()
        with saying(request=request.number):
            response = get_response(request)
            response.headers["X-Request-ID"] = request.number
            _note(request, response.status_code, time.perf_counter() - began)
        return response

    return middleware


def route_of(request) -> str:
    """Return the name of a request's address, which holds no token and nobody's words."""
    found = getattr(request, "resolver_match", None)
    if found:
        return found.view_name or "unnamed"
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "none"


def _note(request, status: int, seconds: float) -> None:
    if request.path_info in PROBES and status < 400:
        return  # every few seconds, and nobody asks
    told = {
        "method": request.method if request.method in METHODS else "OTHER",
        "route": route_of(request),
        "status": status,
        "ms": round(seconds * 1_000, 1),
    }
    if (user := getattr(request, "user", None)) is not None and user.pk:
        told["user"] = user.pk
    logger.info("request", extra={"told": told})
