"""People's addresses, under /accounts/: ours, then allauth's."""

from django.urls import include, path, re_path

from accounts import views

urlpatterns = [
    path("profile/", views.profile, name="accounts.profile"),
    path("language/", views.language, name="accounts.language"),
    re_path(r"^pictures/(?P<name>[0-9a-f]{32}\.webp)$", views.picture, name="accounts.picture"),
    path("signup/", views.signup, name="account_signup"),  # allauth's own name, in front of allauth's own view
    path("", include("allauth.account.urls")),
]
