"""What load balancers and monitors ask, by whatever name and without HTTPS: no session, no language, no redirect."""

from django.urls import resolve

PROBES = ("/healthz", "/readyz", "/metrics")


def probes(get_response):
    """Return the middleware that answers these addresses itself; below it stands what needs a host name or a cookie."""

    def middleware(request):
        if request.path_info not in PROBES:
            return get_response(request)
        request.resolver_match = found = resolve(request.path_info)
        response = found.func(request, *found.args, **found.kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Frame-Options"] = "DENY"  # Django's own middleware for it stands further below
        return response

    return middleware
