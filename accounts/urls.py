"""People's addresses, under /accounts/: ours, then allauth's."""

from allauth.account.urls import urlpatterns as allauth_patterns
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_http_methods

from accounts import views


def pages_and_forms(pattern: URLPattern) -> URLPattern:
    """Return the same address, closed to all but GET, HEAD and POST: Django's form views take a PUT for a POST."""
    view = require_http_methods(["GET", "HEAD", "POST"])(pattern.callback)
    return URLPattern(pattern.pattern, view, pattern.default_args, pattern.name)


urlpatterns = [
    path("profile/", views.profile, name="accounts.profile"),
    path("sessions/", views.sessions, name="accounts.sessions"),
    path("sessions/others/", views.end_others, name="accounts.end_others"),
    path("sessions/<uuid:public>/", views.end_session, name="accounts.end_session"),
    path("language/", views.language, name="accounts.language"),
    re_path(r"^pictures/(?P<name>[0-9a-f]{32}\.webp)$", views.picture, name="accounts.picture"),
    # allauth's own name, in front of allauth's own view:
    pages_and_forms(path("signup/", views.signup, name="account_signup")),
    *map(pages_and_forms, allauth_patterns),
]
