"""People's addresses, under /accounts/: ours, then allauth's."""

from collections.abc import Iterator

from allauth.account.urls import urlpatterns as allauth_patterns
from allauth.mfa.urls import urlpatterns as mfa_patterns
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.http import require_http_methods, require_safe

from accounts import views

ONLY_PAGES = ("mfa_index", "mfa_list_webauthn", "mfa_view_recovery_codes", "mfa_download_recovery_codes")


def pages_and_forms(pattern: URLPattern) -> URLPattern:
    """Return the same address, closed to all but GET, HEAD and POST: Django's form views take a PUT for a POST."""
    view = require_http_methods(["GET", "HEAD", "POST"])(pattern.callback)
    return URLPattern(pattern.pattern, view, pattern.default_args, pattern.name)


def flat(patterns: list, prefix: str) -> Iterator[URLPattern]:
    """Yield these patterns and those that they include, each with its whole address under `prefix`, closed to all but
    what it is for.
    """
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from flat(pattern.url_patterns, route)
        else:
            open_to = require_safe if pattern.name in ONLY_PAGES else require_http_methods(["GET", "HEAD", "POST"])
            yield path(route, open_to(pattern.callback), pattern.default_args, pattern.name)


urlpatterns = [
    path("profile/", views.profile, name="accounts.profile"),
    path("sessions/", views.sessions, name="accounts.sessions"),
    path("sessions/others/", views.end_others, name="accounts.end_others"),
    path("sessions/<uuid:public>/", views.end_session, name="accounts.end_session"),
    path("log/", views.log, name="accounts.log"),
    path("language/", views.language, name="accounts.language"),
    re_path(r"^pictures/(?P<name>[0-9a-f]{32}\.webp)$", views.picture, name="accounts.picture"),
    # allauth's own name, in front of allauth's own view:
    pages_and_forms(path("signup/", views.signup, name="account_signup")),
    *map(pages_and_forms, allauth_patterns),
    *flat(mfa_patterns, "second-step/"),
]
